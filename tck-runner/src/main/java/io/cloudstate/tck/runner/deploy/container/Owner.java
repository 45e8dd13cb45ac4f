package io.cloudstate.tck.runner.deploy.container;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The process that a container or network belongs to, as its labels say. A process id alone may
 * name another process later, and names another one on another machine.
 *
 * @param machine the machine, and within it the process namespace
 * @param born when it started, in milliseconds
 * @param container the container that it runs in, if that is one of the same engine, else empty
 */
record Owner(String machine, long pid, long born, String container) {

  /** On everything that any run of the kit makes; its value is the run. */
  static final String RUN = "io.cloudstate.tck.run";

  private static final String MACHINE = "io.cloudstate.tck.owner.machine";
  private static final String PID = "io.cloudstate.tck.owner.pid";
  private static final String BORN = "io.cloudstate.tck.owner.born";
  private static final String CONTAINER = "io.cloudstate.tck.owner.container";

  /** The operating system's clock may have been corrected since. */
  private static final Duration CLOCK = Duration.ofSeconds(2);

  /** This process, and the container that it runs in, or none. */
  static Owner self(Optional<String> container) {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(thisMachine(), self.pid(), born(self).orElse(0L), container.orElse(""));
  }

  private static Optional<Long> born(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli);
  }

  private static String thisMachine() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      host = "localhost";
    }
    try {
      return host + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException notLinux) {
      return host;
    }
  }

  /** As labels, with the run. */
  Map<String, String> labels(String run) {
    return Map.of(
        RUN, run,
        MACHINE, machine,
        PID, String.valueOf(pid),
        BORN, String.valueOf(born),
        CONTAINER, container);
  }

  /** From labels; empty if they do not say all of it. */
  static Optional<Owner> of(Map<String, String> labels) {
    String machine = labels.get(MACHINE);
    String pid = labels.get(PID);
    String born = labels.get(BORN);
    if (machine == null || pid == null || born == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Owner(
              machine,
              Long.parseLong(pid),
              Long.parseLong(born),
              labels.getOrDefault(CONTAINER, "")));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is known to be gone: of another machine's processes nothing is known.
   *
   * @param runs whether a container runs on the engine
   */
  boolean isGone(Predicate<String> runs) {
    if (!container.isEmpty()) {
      return !runs.test(container);
    }
    if (!machine.equals(thisMachine())) {
      return false;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return true;
    }
    return born(process.get()).map(now -> Math.abs(now - born) > CLOCK.toMillis()).orElse(false);
  }
}

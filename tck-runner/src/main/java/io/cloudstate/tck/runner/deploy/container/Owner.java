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

/**
 * The process that a container or network belongs to, as its labels say. A process id alone may
 * name another process later, and names another one on another machine.
 *
 * @param machine the machine, and within it the process namespace
 * @param born when it started, in milliseconds
 */
record Owner(String machine, long pid, long born) {

  /** On everything that any run of the kit makes; its value is the run. */
  static final String RUN = "io.cloudstate.tck.run";

  private static final String MACHINE = "io.cloudstate.tck.owner.machine";
  private static final String PID = "io.cloudstate.tck.owner.pid";
  private static final String BORN = "io.cloudstate.tck.owner.born";

  /** The operating system's clock may have been corrected since. */
  private static final Duration CLOCK = Duration.ofSeconds(2);

  /** This process. */
  static Owner self() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(thisMachine(), self.pid(), born(self).orElse(0L));
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
    return Map.of(RUN, run, MACHINE, machine, PID, String.valueOf(pid), BORN, String.valueOf(born));
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
      return Optional.of(new Owner(machine, Long.parseLong(pid), Long.parseLong(born)));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }

  /** Whether it is known to be gone: of another machine's processes nothing is known. */
  boolean isGone() {
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

package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.specs.Fate;
import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A command that the runner started; its end ends all that it started itself. */
final class RunningCommand implements Running {

  private static final int KILL_SECONDS = 10;
  private static final int TERM_SECONDS = 5;
  private static final int SHOWN_LINES = 15;
  private static final int BUFFER = 8_192;

  private final String command;
  private final Environment environment;
  private final Process process;
  private final Endpoint endpoint;
  private final Log log;
  private final Thread reader;
  private volatile Optional<Fate> fate = Optional.empty();

  /** What its process is told, which goes by where it is to serve. */
  @FunctionalInterface
  interface Environment {

    /** Variables by name. */
    Map<String, String> at(Endpoint endpoint);
  }

  private RunningCommand(
      String command, Environment environment, Process process, Endpoint endpoint, Log log) {
    this.command = command;
    this.environment = environment;
    this.process = process;
    this.endpoint = endpoint;
    this.log = log;
    this.reader = new Thread(this::read, "log of " + command);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts whatever the shell takes for a command. */
  static RunningCommand start(String command, Environment environment, Endpoint endpoint)
      throws DeploymentException {
    return start(command, environment, endpoint, new Log());
  }

  private static RunningCommand start(
      String command, Environment environment, Endpoint endpoint, Log log)
      throws DeploymentException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    builder.environment().putAll(environment.at(endpoint));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new RunningCommand(command, environment, process, endpoint, log);
    } catch (IOException notStarted) {
      throw new DeploymentException(
          "exec:"
              + command
              + " could not be started: "
              + notStarted.getMessage()
              + ". Is there a shell named sh?",
          notStarted);
    }
  }

  private void read() {
    LineCutter lines = new LineCutter(log::add);
    char[] some = new char[BUFFER];
    try (Reader written = process.inputReader(StandardCharsets.UTF_8)) {
      // To its end, whether or not it is kept: a command that nobody listens to would stand still.
      for (int count = written.read(some); count >= 0; count = written.read(some)) {
        lines.take(CharBuffer.wrap(some, 0, count));
      }
      lines.flush();
    } catch (IOException ended) {
      lines.flush();
      log.add("(the kit could not read on: " + ended.getMessage() + ")");
    }
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public Optional<String> failure() {
    if (process.isAlive() || isKilled()) {
      return Optional.empty();
    }
    awaitLastLines();
    return Optional.of(
        "exec:" + command + " ended with status " + process.exitValue() + ". " + lastLines());
  }

  @Override
  public String whyUnreachable() {
    return "It runs, and is to listen at the port that its environment says. " + lastLines();
  }

  private String lastLines() {
    List<String> last = log.last(SHOWN_LINES);
    return last.isEmpty() ? "It wrote nothing." : "Its last lines:\n  " + String.join("\n  ", last);
  }

  @Override
  public void awaitEnd(Duration patience) throws InterruptedException {
    process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void awaitLastLines() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Log log() {
    return log;
  }

  private boolean isKilled() {
    return fate.filter(Fate.KILLED::equals).isPresent();
  }

  @Override
  public Running befall(Fate next) throws DeploymentException {
    // Known before it is done, so that a death that is wanted is never taken for another.
    fate = Optional.of(next);
    switch (next) {
      case KILLED -> kill();
      case PAUSED -> signal("STOP");
      case RESUMED -> signal("CONT");
      case STARTED -> {
        return start(command, environment, endpoint, log);
      }
      case STARTED_ELSEWHERE -> {
        Endpoint elsewhere = new Endpoint(endpoint.host(), Targets.freePort());
        return start(command, environment, elsewhere, log);
      }
      default -> {
        return Running.super.befall(next);
      }
    }
    return this;
  }

  private void kill() throws DeploymentException {
    List<ProcessHandle> tree = tree();
    tree.forEach(ProcessHandle::destroyForcibly);
    try {
      awaitEnds(tree, KILL_SECONDS);
    } catch (TimeoutException | ExecutionException alive) {
      throw new DeploymentException(
          "exec:%s was killed and has not ended within %d s.".formatted(command, KILL_SECONDS),
          alive);
    } catch (InterruptedException interrupted) {
      throw interrupted("was killed", interrupted);
    }
  }

  /** Java itself has no way to stop a process and let it go on. */
  private void signal(String name) throws DeploymentException {
    List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
    tree().stream()
        .filter(ProcessHandle::isAlive)
        .forEach(process -> kill.add(String.valueOf(process.pid())));
    try {
      Process sent = new ProcessBuilder(kill).redirectErrorStream(true).start();
      String said = new String(sent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (sent.waitFor() != 0) {
        throw new DeploymentException(
            "exec:%s could not be sent the signal %s: %s".formatted(command, name, said.strip()));
      }
    } catch (IOException noKill) {
      throw new DeploymentException(
          "exec:%s could not be sent the signal %s, for which the command kill is needed: %s"
              .formatted(command, name, noKill.getMessage()),
          noKill);
    } catch (InterruptedException interrupted) {
      throw interrupted("was sent a signal", interrupted);
    }
  }

  private DeploymentException interrupted(String when, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new DeploymentException(
        "The run was interrupted while exec:" + command + " " + when + ".", cause);
  }

  private static void awaitEnds(List<ProcessHandle> tree, int seconds)
      throws TimeoutException, ExecutionException, InterruptedException {
    CompletableFuture.allOf(
            tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .get(seconds, TimeUnit.SECONDS);
  }

  /** One that stands still hears of no request to end. */
  private void letGoOn() {
    if (fate.filter(Fate.PAUSED::equals).isPresent()) {
      try {
        befall(Fate.RESUMED);
      } catch (DeploymentException stubborn) {
        log.add("(" + stubborn.getMessage() + " It is killed.)");
      }
    }
  }

  @Override
  public void close() {
    letGoOn();
    List<ProcessHandle> tree = tree();
    tree.forEach(ProcessHandle::destroy);
    try {
      awaitEnds(tree, TERM_SECONDS);
    } catch (TimeoutException | ExecutionException stubborn) {
      log.add("(the kit killed what had not ended within " + TERM_SECONDS + " s)");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    tree.forEach(ProcessHandle::destroyForcibly);
    tree().forEach(ProcessHandle::destroyForcibly);
  }

  private List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }
}

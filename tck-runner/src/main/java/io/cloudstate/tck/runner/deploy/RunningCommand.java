package io.cloudstate.tck.runner.deploy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  private static final int TERM_SECONDS = 5;
  private static final int SHOWN_LINES = 15;

  private final String command;
  private final Process process;
  private final Endpoint endpoint;
  private final Log log = new Log();
  private final Thread reader;

  private RunningCommand(String command, Process process, Endpoint endpoint) {
    this.command = command;
    this.process = process;
    this.endpoint = endpoint;
    this.reader = new Thread(this::read, "log of " + command);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts whatever the shell takes for a command. */
  static RunningCommand start(String command, Map<String, String> environment, Endpoint endpoint)
      throws DeploymentException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new RunningCommand(command, process, endpoint);
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
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
      }
    } catch (IOException ended) {
      log.add("(the kit could not read on: " + ended.getMessage() + ")");
    }
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public Optional<String> failure() {
    if (process.isAlive()) {
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

  @Override
  public void close() {
    List<ProcessHandle> tree = tree();
    tree.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(TERM_SECONDS, TimeUnit.SECONDS);
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

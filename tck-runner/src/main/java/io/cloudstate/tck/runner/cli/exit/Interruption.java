package io.cloudstate.tck.runner.cli.exit;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the end of the process, by SIGINT or SIGTERM, into an orderly end of the run: what was
 * gathered is written.
 */
public final class Interruption implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;
  private volatile OptionalInt status = OptionalInt.empty();
  private volatile boolean come;

  private Interruption(Thread running) {
    this.hook =
        new Thread(
            () -> {
              come = true;
              running.interrupt();
              awaitEnd();
              status.ifPresent(Runtime.getRuntime()::halt);
            },
            "interruption");
  }

  /**
   * From now on until closed, the end of the process interrupts this thread and waits until it has
   * closed this.
   */
  public static Interruption of(Thread running) {
    Interruption interruption = new Interruption(running);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /**
   * Whether the process is ending. What was under way then, such as a call to a container engine,
   * may have broken off with an exception of its own.
   */
  public boolean hasCome() {
    return come;
  }

  /**
   * The process is to end with this status although it was told to end: for what is meant to be
   * ended like that.
   */
  public void endsWith(int exitStatus) {
    status = OptionalInt.of(exitStatus);
  }

  private void awaitEnd() {
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "The run did not end within " + PATIENCE_SECONDS + " s; its report may be incomplete.");
      }
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException underWay) {
      // The process ends already: the hook cannot be removed, and has just been told that all is
      // done.
    }
  }
}

package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Cuts what a container writes into lines. One that never ends a line, or never ends at all, costs
 * no more than a bounded amount of memory and work.
 */
final class ContainerLog extends ResultCallback.Adapter<Frame> {

  private static final int LONGEST_LINE = 2_000;
  private static final long MOST_BYTES = 16L << 20;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private final CountDownLatch ended = new CountDownLatch(1);
  private long bytes;

  ContainerLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /**
   * Follows what a container writes from now on; best before it starts, so that nothing is missed.
   */
  static void follow(DockerClient client, String container, Consumer<String> lines) {
    ContainerLog log = new ContainerLog(lines);
    client
        .attachContainerCmd(container)
        .withStdOut(true)
        .withStdErr(true)
        .withFollowStream(true)
        .exec(log);
    log.awaitStart();
  }

  @Override
  public synchronized void onNext(Frame frame) {
    if (bytes > MOST_BYTES) {
      return;
    }
    bytes += frame.getPayload().length;
    new String(frame.getPayload(), StandardCharsets.UTF_8).chars().forEach(this::take);
    if (bytes > MOST_BYTES) {
      flush();
      lines.accept("(it wrote more than " + (MOST_BYTES >> 20) + " MiB; the kit does not read on)");
      closeQuietly();
    }
  }

  private void take(int character) {
    if (character == '\n') {
      flush();
    } else if (line.length() < LONGEST_LINE) {
      // Control characters would act on the terminal of whoever reads it.
      line.append(Character.isISOControl(character) && character != '\t' ? ' ' : (char) character);
    }
  }

  private synchronized void flush() {
    if (line.length() > 0) {
      lines.accept(line.toString().stripTrailing());
      line.setLength(0);
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException alreadyClosed) {
      ended.countDown();
    }
  }

  @Override
  public void onComplete() {
    flush();
    ended.countDown();
    super.onComplete();
  }

  @Override
  public void onError(Throwable lost) {
    flush();
    ended.countDown();
    super.onError(lost);
  }

  /** Waits until the engine sends, or has refused to. */
  void awaitStart() {
    try {
      awaitStarted();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a moment for the last lines of a container that has ended. */
  void awaitEnd(long millis) {
    try {
      if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
        flush();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

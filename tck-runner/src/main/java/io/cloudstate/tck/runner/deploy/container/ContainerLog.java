package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import io.cloudstate.tck.runner.deploy.LineCutter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Follows what a container writes, until that is more than anybody reads. */
final class ContainerLog extends ResultCallback.Adapter<Frame> {

  private final LineCutter lines;
  private final CountDownLatch ended = new CountDownLatch(1);

  ContainerLog(Consumer<String> lines) {
    this.lines = new LineCutter(lines);
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
  public void onNext(Frame frame) {
    if (!lines.take(new String(frame.getPayload(), StandardCharsets.UTF_8))) {
      closeQuietly();
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
    lines.flush();
    ended.countDown();
    super.onComplete();
  }

  @Override
  public void onError(Throwable lost) {
    lines.flush();
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
        lines.flush();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

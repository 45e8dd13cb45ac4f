package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.WaitResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Learns of the end of a container when it comes. */
final class ContainerExit extends ResultCallback.Adapter<WaitResponse> {

  private final CountDownLatch seen = new CountDownLatch(1);

  @Override
  public void onNext(WaitResponse response) {
    seen.countDown();
  }

  boolean isSeen() {
    return seen.getCount() == 0;
  }

  boolean await(Duration patience) throws InterruptedException {
    return seen.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}

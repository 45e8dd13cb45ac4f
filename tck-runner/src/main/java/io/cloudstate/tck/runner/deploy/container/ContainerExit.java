package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.WaitResponse;

/** Learns of the end of a container when it comes. */
final class ContainerExit extends ResultCallback.Adapter<WaitResponse> {

  private volatile boolean seen;

  @Override
  public void onNext(WaitResponse response) {
    seen = true;
  }

  boolean isSeen() {
    return seen;
  }
}

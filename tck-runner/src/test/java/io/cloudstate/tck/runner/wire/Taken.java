package io.cloudstate.tck.runner.wire;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.specs.Side;
import io.grpc.Status;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A tap that keeps what it hears. */
final class Taken implements Tap {

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  List<String> heard() {
    return List.copyOf(heard);
  }

  int count() {
    return heard.size();
  }

  @Override
  public void message(Side side, byte[] bytes) {
    heard.add(
        side
            + " "
            + (bytes.length > 100
                ? bytes.length + " bytes"
                : ByteString.copyFrom(bytes).toStringUtf8()));
  }

  @Override
  public void halfClosed() {
    heard.add("half-closed");
  }

  @Override
  public void cancelled() {
    heard.add("cancelled");
  }

  @Override
  public void finished(Status status) {
    heard.add("finished " + status.getCode());
  }
}

package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A call that is answered on its own event loop, in the middle of nobody else's. Entities take
 * their turns on whichever thread comes along, and an answer that is given where Armeria handles
 * another client's call never arrives.
 */
final class UnmixedCall extends SimpleForwardingServerCall<ByteString, ByteString> {
  private final EventLoop loop = ServiceRequestContext.current().eventLoop().withoutContext();
  private final AtomicInteger underWay = new AtomicInteger();

  /** To be made where the call begins. */
  UnmixedCall(ServerCall<ByteString, ByteString> call) {
    super(call);
  }

  @Override
  public void sendHeaders(Metadata headers) {
    loop.execute(() -> super.sendHeaders(headers));
  }

  @Override
  public void sendMessage(ByteString message) {
    underWay.incrementAndGet();
    loop.execute(
        () -> {
          underWay.decrementAndGet();
          super.sendMessage(message);
        });
  }

  /** A change to true is told of by the call beneath, once each message has gone out. */
  @Override
  public boolean isReady() {
    return underWay.get() == 0 && super.isReady();
  }

  @Override
  public void request(int messages) {
    loop.execute(() -> super.request(messages));
  }

  @Override
  public void close(Status status, Metadata trailers) {
    loop.execute(() -> super.close(status, trailers));
  }
}

package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Requests;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.Set;

/** One call at the front: hands its messages on as they are asked for, and its answers back. */
final class ServedCall implements Caller {
  private final ServerCall<ByteString, ByteString> call;
  private final MethodDescriptor method;
  private final Runnable disconnect;
  private final Set<ProxyDefect> defects;

  // Answers and the client's end come on different threads.
  private boolean answered;
  private boolean ended;

  /**
   * @param call the call
   * @param method the method called
   * @param disconnect cuts the client's connection
   * @param defects the bugs to imitate
   */
  ServedCall(
      ServerCall<ByteString, ByteString> call,
      MethodDescriptor method,
      Runnable disconnect,
      Set<ProxyDefect> defects) {
    this.call = call;
    this.method = method;
    this.disconnect = disconnect;
    this.defects = defects;
    if (!method.isClientStreaming()) {
      // One more than there may be, to notice it.
      call.request(2);
    }
  }

  /** What takes the client's side of this call. */
  ServerCall.Listener<ByteString> to(Requests requests) {
    return method.isClientStreaming() ? new Streamed(requests) : new Single(requests);
  }

  @Override
  public synchronized void reply(Outcome.Replied reply) {
    if (ended) {
      return;
    }
    if (rejects(reply)) {
      end(Status.INTERNAL.withDescription("the reply has metadata that is not understood"));
      return;
    }
    if (!answered) {
      begin(unary() ? new Headers(defects).ofReply(reply.metadata()) : new Metadata());
    }
    call.sendMessage(reply.message());
  }

  @Override
  public synchronized void complete() {
    if (ended) {
      return;
    }
    if (!answered && !method.isServerStreaming()) {
      // What gRPC itself makes of such an end.
      end(Status.INTERNAL.withDescription("the command has no answer"));
      return;
    }
    if (!answered) {
      begin(new Metadata());
    }
    end(Status.OK);
  }

  @Override
  public synchronized void fail(Outcome.Failed failure) {
    if (!ended) {
      end(failure.status());
    }
  }

  @Override
  public boolean isReady() {
    return call.isReady();
  }

  @Override
  public void pull() {
    if (method.isClientStreaming()) {
      call.request(1);
    }
  }

  private void begin(Metadata headers) {
    answered = true;
    call.sendHeaders(headers);
  }

  private void end(Status status) {
    ended = true;
    boolean cut =
        switch (status.getCode()) {
          case INVALID_ARGUMENT -> defects.contains(ProxyDefect.UNPARSABLE_PAYLOAD_DISCONNECTS);
          case UNAVAILABLE -> defects.contains(ProxyDefect.UNKNOWN_FORWARD_DISCONNECTS);
          default -> false;
        };
    if (cut) {
      disconnect.run();
    } else {
      call.close(status, new Metadata());
    }
  }

  private synchronized void gone() {
    ended = true;
  }

  private boolean unary() {
    return !method.isClientStreaming() && !method.isServerStreaming();
  }

  private boolean rejects(Outcome.Replied reply) {
    return reply.metadata().getEntriesList().stream()
        .anyMatch(
            entry ->
                entry.hasBytesValue()
                    ? defects.contains(ProxyDefect.BINARY_METADATA_REJECTED)
                    : defects.contains(ProxyDefect.TEXT_METADATA_REJECTED));
  }

  /** Passes on each thing that the client does. */
  private class Streamed extends ServerCall.Listener<ByteString> {
    final Requests requests;

    private Streamed(Requests requests) {
      this.requests = requests;
    }

    @Override
    public void onMessage(ByteString message) {
      requests.next(message);
    }

    @Override
    public void onHalfClose() {
      requests.halfClosed();
    }

    @Override
    public void onCancel() {
      gone();
      requests.cancelled();
    }

    @Override
    public void onComplete() {
      gone();
    }

    @Override
    public void onReady() {
      requests.ready();
    }
  }

  /** Keeps the one message until it is known to be the only one. */
  private final class Single extends Streamed {
    private int messages;
    private ByteString message = ByteString.EMPTY;

    private Single(Requests requests) {
      super(requests);
    }

    @Override
    public void onMessage(ByteString next) {
      messages++;
      message = next;
    }

    @Override
    public void onHalfClose() {
      if (messages == 1) {
        requests.next(message);
        requests.halfClosed();
      } else {
        fail(
            new Outcome.Failed(
                Status.INTERNAL.withDescription(
                    "%s takes one request, but %d came"
                        .formatted(method.getFullName(), messages))));
      }
    }
  }
}

package io.cloudstate.tck.runner.wire;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of a relayed stream without a network: they refuse what gRPC's calls refuse, and
 * remember what came.
 */
final class StrictCalls {

  /** Nothing that is late comes within these streams. */
  private static final ScheduledExecutorService NO_TIMER = noTimer();

  private final MethodDescriptor<byte[], byte[]> method;
  private final Server server = new Server();
  private final List<byte[]> atProxy = new ArrayList<>();
  private final List<byte[]> atService = new ArrayList<>();
  private @Nullable Client client;

  StrictCalls(String rpc) {
    this.method = Bytes.method(MethodDescriptor.MethodType.BIDI_STREAMING, rpc);
  }

  RelayedStream relay(Attribution attribution, InterceptorScript script) {
    return new RelayedStream(server, new Metadata(), new Upstream(), attribution, script, NO_TIMER);
  }

  /** Messages that came through to the proxy. */
  List<byte[]> atProxy() {
    return atProxy;
  }

  /** Messages that came through to the service. */
  List<byte[]> atService() {
    return atService;
  }

  boolean isOpened() {
    return client != null;
  }

  boolean serverIsOver() {
    return server.closed || server.cancelled;
  }

  boolean halfClosed() {
    return server.halfClosed;
  }

  /** Whether the proxy's side was asked for a message. */
  boolean serverTakes() {
    if (server.requested == 0) {
      return false;
    }
    server.requested--;
    return true;
  }

  /** Whether the service's side was asked for a message. */
  boolean clientTakes() {
    Client call = client;
    if (call == null || call.over || call.requested == 0) {
      return false;
    }
    call.requested--;
    return true;
  }

  void answer(byte[] message) {
    Client call = client;
    if (call != null) {
      call.headers();
      call.listener().onMessage(message);
    }
  }

  void halfClose(RelayedStream relay) {
    if (!server.halfClosed) {
      server.halfClosed = true;
      relay.onHalfClose();
    }
  }

  void finish() {
    Client call = client;
    if (call != null && !call.over) {
      call.over = true;
      call.listener().onClose(Status.OK, new Metadata());
    }
  }

  void cancel(RelayedStream relay) {
    server.cancelled = true;
    relay.onCancel();
  }

  /** One of the sides takes more, or the other way round. */
  void turn(RelayedStream relay) {
    server.ready = !server.ready;
    Client call = client;
    if (call != null && !call.over) {
      call.ready = !call.ready;
      if (call.ready) {
        call.listener().onReady();
      }
    }
    if (server.ready) {
      relay.onReady();
    }
  }

  private static ScheduledExecutorService noTimer() {
    ScheduledThreadPoolExecutor none =
        new ScheduledThreadPoolExecutor(0, new ThreadPoolExecutor.DiscardPolicy());
    none.shutdown();
    return none;
  }

  private static void must(boolean allowed, String what) {
    if (!allowed) {
      throw new IllegalStateException(what);
    }
  }

  private final class Server extends ServerCall<byte[], byte[]> {

    private int requested;
    private boolean headersSent;
    private boolean closed;
    private boolean cancelled;
    private boolean halfClosed;
    private boolean ready = true;

    @Override
    public void request(int count) {
      requested += count;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      must(!headersSent, "headers for the second time");
      must(!closed, "headers after the end");
      headersSent = true;
    }

    @Override
    public void sendMessage(byte[] message) {
      must(headersSent, "a message before the headers");
      must(!closed, "a message after the end");
      atProxy.add(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      must(!closed, "ended for the second time");
      closed = true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public Attributes getAttributes() {
      return Attributes.EMPTY;
    }

    @Override
    public MethodDescriptor<byte[], byte[]> getMethodDescriptor() {
      return method;
    }
  }

  private final class Upstream extends Channel {

    @Override
    @SuppressWarnings("unchecked")
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> called, CallOptions options) {
      must(client == null, "opened for the second time");
      Client call = new Client();
      client = call;
      // A relay only knows calls of bytes.
      return (ClientCall<Q, R>) call;
    }

    @Override
    public String authority() {
      return "";
    }
  }

  private final class Client extends ClientCall<byte[], byte[]> {

    private @Nullable Listener<byte[]> listener;
    private int requested;
    private boolean headersCame;
    private boolean halfClosed;
    private boolean cancelled;
    private boolean over;
    private boolean ready = true;

    Listener<byte[]> listener() {
      Listener<byte[]> started = listener;
      if (started == null) {
        throw new IllegalStateException("not started");
      }
      return started;
    }

    void headers() {
      if (!headersCame) {
        headersCame = true;
        listener().onHeaders(new Metadata());
      }
    }

    @Override
    public void start(Listener<byte[]> responses, Metadata headers) {
      must(listener == null, "started for the second time");
      listener = responses;
    }

    @Override
    public void request(int count) {
      requested += count;
    }

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {
      cancelled = true;
    }

    @Override
    public void halfClose() {
      must(!halfClosed, "half-closed for the second time");
      must(!cancelled, "half-closed after it was cancelled");
      halfClosed = true;
    }

    @Override
    public void sendMessage(byte[] message) {
      must(!halfClosed, "a message after the half-close");
      must(!cancelled, "a message after it was cancelled");
      atService.add(message);
    }

    @Override
    public boolean isReady() {
      return ready;
    }
  }
}

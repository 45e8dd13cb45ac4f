package io.cloudstate.tck.runner.wire;

import io.cloudstate.tck.specs.Side;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One relayed stream. The upstream one is opened only after the first message, when it is known
 * whose it is; each side is asked for its next message only when the other side can take it.
 */
final class Relay extends ServerCall.Listener<byte[]> {

  private static final byte[] NO_MESSAGE = {};

  private final ServerCall<byte[], byte[]> server;
  private final Metadata headers;
  private final Channel upstream;
  private final Attribution attribution;
  private final ScriptedStream script;
  private final Served served;
  private final Lane inLane;
  private final Lane outLane;

  private Attribution.@Nullable Route route;
  private @Nullable UpstreamCall client;
  private boolean serverWantsMore;
  private boolean clientWantsMore;
  private boolean clientHeadersSent;
  private volatile boolean cut;

  Relay(
      ServerCall<byte[], byte[]> server,
      Metadata headers,
      Channel upstream,
      Attribution attribution,
      InterceptorScript script,
      ScheduledExecutorService timer) {
    this.server = server;
    this.headers = headers;
    this.upstream = upstream;
    this.attribution = attribution;
    this.script = new ScriptedStream(script, server.getMethodDescriptor().getFullMethodName());
    this.served = new Served(server, this::halfCloseUpstream);
    this.inLane = new Lane(timer);
    this.outLane = new Lane(timer);
    server.request(1);
  }

  private Attribution.Route routed(byte[] first) {
    Attribution.Route known = route;
    if (known == null) {
      known = attribution.route(server.getMethodDescriptor().getFullMethodName(), first, served);
      route = known;
      if (known instanceof Attribution.Route.Relay) {
        open();
      }
    }
    return known;
  }

  private static Tap tap(Attribution.Route route) {
    return route instanceof Attribution.Route.Relay relay
        ? relay.tap()
        : ((Attribution.Route.Serve) route).tap();
  }

  private void open() {
    String method = server.getMethodDescriptor().getFullMethodName();
    ClientCall<byte[], byte[]> call =
        upstream.newCall(Bytes.method(WireTypes.kind(method), method), CallOptions.DEFAULT);
    client = new UpstreamCall(call);
    call.start(new Back(), headers);
    call.request(1);
  }

  @Override
  public void onMessage(byte[] message) {
    Attribution.Route to = routed(message);
    tap(to).message(Side.IN, message);
    if (to instanceof Attribution.Route.Serve) {
      server.request(1);
      return;
    }
    script.message(Side.IN, message).forEach(this::apply);
    moreFromServer();
  }

  /** Asks the proxy's side for its next message once the candidate's side can take one. */
  private void moreFromServer() {
    UpstreamCall call = client;
    synchronized (this) {
      if (call != null && !call.isReady()) {
        serverWantsMore = true;
        return;
      }
    }
    server.request(1);
  }

  private void moreFromClient() {
    UpstreamCall call = client;
    synchronized (this) {
      if (!server.isReady()) {
        clientWantsMore = true;
        return;
      }
    }
    if (call != null) {
      call.requestOne();
    }
  }

  private void apply(ScriptedStream.Effect effect) {
    if (effect instanceof ScriptedStream.Send send) {
      Lane lane = send.to() == Side.IN ? inLane : outLane;
      lane.deliver(send.delayMillis(), () -> send(send.to(), send.bytes().toByteArray()));
    } else if (effect instanceof ScriptedStream.Cut how) {
      outLane.deliver(0, () -> cut(how.status()));
    }
  }

  private void send(Side to, byte[] bytes) {
    if (cut) {
      return;
    }
    UpstreamCall call = client;
    if (to == Side.IN && call != null) {
      call.send(bytes);
    } else if (to == Side.OUT) {
      sendHeaders(new Metadata());
      server.sendMessage(bytes);
    }
  }

  private void sendHeaders(Metadata responseHeaders) {
    if (!clientHeadersSent) {
      clientHeadersSent = true;
      server.sendHeaders(responseHeaders);
    }
  }

  private void cut(Status status) {
    if (cut) {
      return;
    }
    cut = true;
    // A cancelled call takes neither messages nor a half-close any more.
    inLane.stop();
    server.close(status, new Metadata());
    UpstreamCall call = client;
    if (call != null) {
      call.cancel("cut by a script");
    }
  }

  @Override
  public void onHalfClose() {
    Attribution.Route to = routed(NO_MESSAGE);
    tap(to).halfClosed();
    script.rest(Side.IN).forEach(this::apply);
    if (script.passes(InterceptorScript.On.HALF_CLOSE)) {
      halfCloseUpstream();
    }
  }

  private void halfCloseUpstream() {
    UpstreamCall call = client;
    if (call != null) {
      inLane.deliver(0, call::halfClose);
    }
  }

  @Override
  public void onCancel() {
    served.cancelled();
    inLane.stop();
    outLane.stop();
    Attribution.Route to = route;
    if (to != null) {
      tap(to).cancelled();
    }
    UpstreamCall call = client;
    if (call != null) {
      call.cancel("cancelled by the proxy");
    }
  }

  @Override
  public void onReady() {
    UpstreamCall call = client;
    boolean more;
    synchronized (this) {
      more = clientWantsMore;
      clientWantsMore = false;
    }
    if (more && call != null) {
      call.requestOne();
    }
  }

  /** What comes back from the candidate. */
  private final class Back extends ClientCall.Listener<byte[]> {

    @Override
    public void onHeaders(Metadata responseHeaders) {
      outLane.deliver(0, () -> sendHeaders(responseHeaders));
    }

    @Override
    public void onMessage(byte[] message) {
      Attribution.Route.Relay to = (Attribution.Route.Relay) routed(message);
      byte[] edited = to.editOut().apply(message);
      to.tap().message(Side.OUT, message);
      script.message(Side.OUT, edited).forEach(Relay.this::apply);
      moreFromClient();
    }

    @Override
    public void onReady() {
      boolean more;
      synchronized (Relay.this) {
        more = serverWantsMore;
        serverWantsMore = false;
      }
      if (more) {
        server.request(1);
      }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      if (server.isCancelled()) {
        return;
      }
      tap(routed(NO_MESSAGE)).finished(status);
      script.rest(Side.OUT).forEach(Relay.this::apply);
      if (script.passes(InterceptorScript.On.END)) {
        outLane.deliver(
            0,
            () -> {
              if (!cut) {
                cut = true;
                server.close(script.status(status), trailers);
              }
            });
      }
    }
  }
}

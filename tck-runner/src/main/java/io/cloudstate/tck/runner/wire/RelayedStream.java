package io.cloudstate.tck.runner.wire;

import io.cloudstate.tck.specs.Side;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One relayed stream. The upstream one is opened only when it is known whose it is, after the first
 * message or, where that does not tell, the second; each side is asked for its next message only
 * when the other side can take it.
 */
final class RelayedStream extends ServerCall.Listener<byte[]> {

  private final ServerCall<byte[], byte[]> server;
  private final Metadata headers;
  private final Channel upstream;
  private final Attribution attribution;
  private final ScriptedStream script;
  private final Served served;
  private final Lane inLane;
  private final Lane outLane;

  private final List<byte[]> held = new ArrayList<>();
  private Attribution.@Nullable Route route;
  private @Nullable UpstreamCall client;

  /** Whether all that was held back has gone on. */
  private boolean caughtUp;

  /** Whether it was half-closed before that, as by a scenario that is over. */
  private boolean halfCloseDue;

  private boolean serverWantsMore;
  private boolean clientWantsMore;
  private boolean clientHeadersSent;
  private volatile boolean cut;

  RelayedStream(
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

  /**
   * Decides if it can be told now whose the stream is, and then delivers what was held back.
   *
   * @param ended whether nothing more comes
   * @param lost whether nobody is left to answer to
   */
  private Attribution.@Nullable Route decided(boolean ended, boolean lost) {
    Attribution.Route known = route;
    if (known != null || (lost && held.isEmpty())) {
      return known;
    }
    known =
        attribution.route(
            server.getMethodDescriptor().getFullMethodName(), List.copyOf(held), ended, served);
    if (known instanceof Attribution.Route.Hold && !ended) {
      return null;
    }
    route = known;
    if (known instanceof Attribution.Route.Relay && !lost) {
      open();
    } else if (known instanceof Attribution.Route.Dismiss && !lost) {
      served.dismiss();
    }
    for (byte[] message : held) {
      deliver(known, message);
    }
    held.clear();
    catchUp();
    return known;
  }

  private static Tap tap(Attribution.@Nullable Route route) {
    if (route instanceof Attribution.Route.Relay relay) {
      return relay.tap();
    }
    return route instanceof Attribution.Route.Serve serve ? serve.tap() : Tap.NONE;
  }

  private void deliver(Attribution.Route to, byte[] message) {
    tap(to).message(Side.IN, message);
    if (to instanceof Attribution.Route.Relay) {
      relay(Side.IN, message);
    }
  }

  private void open() {
    String method = server.getMethodDescriptor().getFullMethodName();
    ClientCall<byte[], byte[]> call =
        upstream.newCall(Bytes.method(WireTypes.kind(method), method), CallOptions.DEFAULT);
    call.start(new Back(), headers);
    synchronized (this) {
      client = new UpstreamCall(call);
    }
    call.request(1);
  }

  private void catchUp() {
    boolean due;
    synchronized (this) {
      caughtUp = true;
      due = halfCloseDue;
    }
    if (due) {
      halfCloseUpstream();
    }
  }

  @Override
  public void onMessage(byte[] message) {
    Attribution.Route known = route;
    if (known != null) {
      deliver(known, message);
    } else {
      held.add(message);
      decided(false, false);
    }
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

  private void relay(Side to, byte[] message) {
    if (script.isTransparent()) {
      lane(to).deliver(0, () -> send(to, message));
    } else {
      script.message(to, message).forEach(this::apply);
    }
  }

  private Lane lane(Side to) {
    return to == Side.IN ? inLane : outLane;
  }

  private void apply(ScriptedStream.Effect effect) {
    if (effect instanceof ScriptedStream.Send send) {
      lane(send.to())
          .deliver(send.delayMillis(), () -> send(send.to(), send.bytes().toByteArray()));
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
    tap(decided(true, false)).halfClosed();
    script.rest(Side.IN).forEach(this::apply);
    if (script.passes(InterceptorScript.On.HALF_CLOSE)) {
      halfCloseUpstream();
    }
  }

  private void halfCloseUpstream() {
    UpstreamCall call;
    synchronized (this) {
      call = caughtUp ? client : null;
      halfCloseDue |= call == null;
    }
    if (call != null) {
      inLane.deliver(0, call::halfClose);
    }
  }

  @Override
  public void onCancel() {
    served.cancelled();
    inLane.stop();
    outLane.stop();
    tap(decided(true, true)).cancelled();
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
      Attribution.Route.Relay to = (Attribution.Route.Relay) Objects.requireNonNull(route);
      byte[] edited = to.editOut().apply(message);
      to.tap().message(Side.OUT, message);
      if (!to.heldBack().getAsBoolean()) {
        relay(Side.OUT, edited);
      }
      moreFromClient();
    }

    @Override
    public void onReady() {
      boolean more;
      synchronized (RelayedStream.this) {
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
      if (route instanceof Attribution.Route.Relay to && to.unanswered().getAsBoolean()) {
        served.keepOpen();
        return;
      }
      tap(route).finished(status);
      script.rest(Side.OUT).forEach(RelayedStream.this::apply);
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

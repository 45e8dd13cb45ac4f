package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Interceptor;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of one scenario's own, whose service the runner plays. The service can go away and come
 * back where it was. Used by one thread.
 */
public final class OwnProxy implements AutoCloseable {

  private static final int NOWHERE = 1;

  private final Endpoint listen;
  private final Attribution attribution;
  private final Duration patience;
  private final Runnable ended;
  private @Nullable Running proxy;
  private @Nullable Interceptor script;
  private @Nullable Thread watch;
  private @Nullable Interceptor service;
  private boolean startsAtOnce;
  private volatile @Nullable ManagedChannel client;

  /** What it is, and how it is started. */
  interface Kind {

    /** Whether it looks for its service as soon as it is started. */
    boolean startsAtOnce();

    Mutation mutation();

    /** Starts one that finds its service there. */
    Running run(Endpoint userFunction) throws DeploymentException;
  }

  /**
   * Starts nothing yet.
   *
   * @param listen where its service is, when it is there
   * @param attribution what becomes of the streams that it opens
   * @param patience for it to come up
   * @param ended told when it has ended
   */
  OwnProxy(Endpoint listen, Attribution attribution, Duration patience, Runnable ended) {
    this.listen = listen;
    this.attribution = attribution;
    this.patience = patience;
    this.ended = ended;
  }

  /**
   * Starts it; whatever comes of that, closing is the caller's.
   *
   * @param told the host of its service, as it knows it
   * @param reachable whether its service is there from the start
   * @param serving told when its port is open; if that takes longer than the patience, nobody is
   */
  void start(Kind kind, String told, boolean reachable, Runnable serving)
      throws DeploymentException {
    startsAtOnce = kind.startsAtOnce();
    if (reachable) {
      service = serve(listen, attribution);
    }
    int port = listen.port();
    if (!kind.mutation().proxyScript().rules().isEmpty()) {
      Interceptor relay = relay(listen, kind.mutation().proxyScript());
      script = relay;
      port = relay.port();
    }
    Running running = kind.run(new Endpoint(told, port));
    proxy = running;
    watch = Readiness.watchPort("The scenario's own proxy", running, patience, serving);
    awaitArrival();
  }

  private static Interceptor serve(Endpoint listen, Attribution attribution)
      throws DeploymentException {
    return interceptor(
        listen,
        new Endpoint(Targets.LOOPBACK, NOWHERE),
        attribution,
        InterceptorScript.transparent());
  }

  private static Interceptor relay(Endpoint upstream, InterceptorScript script)
      throws DeploymentException {
    return interceptor(new Endpoint(upstream.host(), 0), upstream, Attribution.none(), script);
  }

  private static Interceptor interceptor(
      Endpoint listen, Endpoint upstream, Attribution attribution, InterceptorScript script)
      throws DeploymentException {
    return Connections.interceptor(
        listen,
        upstream,
        attribution,
        script,
        "The service of a scenario's own proxy could not listen on %s: %s");
  }

  /**
   * Waits until a process of its own is up so far that it looks for its service: the deadlines of a
   * scenario are for what a proxy does, not for how long a machine takes to start one.
   */
  private void awaitArrival() throws DeploymentException {
    Interceptor looked = looked();
    if (!startsAtOnce && service != null && looked != null) {
      Readiness.awaitArrival(looked, running(), patience);
    }
  }

  private @Nullable Interceptor looked() {
    return script == null ? service : script;
  }

  /** Whether it has looked for its service, or has ended. */
  boolean hasLooked() {
    Interceptor looked = looked();
    return (looked != null && looked.wasReached()) || running().failure().isPresent();
  }

  /** The service goes away, with all connections. */
  public void disconnect() {
    close(service);
    service = null;
  }

  /** The service is there, again or at last. */
  public void reconnect() throws DeploymentException {
    if (service == null) {
      service = serve(listen, attribution);
      awaitArrival();
    }
  }

  private Running running() {
    return Objects.requireNonNull(proxy);
  }

  /** To the proxy, where its port is open. */
  public Optional<ManagedChannel> client() {
    Endpoint endpoint = endpoint();
    if (client == null && endpoint.port() != 0) {
      client = Connections.channel(endpoint);
    }
    return Optional.ofNullable(client);
  }

  /** Where the proxy serves. */
  public Endpoint endpoint() {
    return running().endpoint();
  }

  private static void close(@Nullable Interceptor interceptor) {
    if (interceptor != null) {
      interceptor.close();
    }
  }

  /** All of it ends, and that is told, whatever becomes of one. */
  @Override
  public void close() {
    try {
      if (watch != null) {
        watch.interrupt();
      }
      ManagedChannel channel = client;
      if (channel != null) {
        channel.shutdownNow();
      }
      if (proxy != null) {
        proxy.close();
      }
    } finally {
      try {
        close(script);
      } finally {
        try {
          close(service);
        } finally {
          ended.run();
        }
      }
    }
  }
}

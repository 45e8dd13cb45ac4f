package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.runner.wire.Interceptor;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
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
  private final Running proxy;
  private final @Nullable Interceptor script;
  private final Thread watch;
  private @Nullable Interceptor service;
  private volatile @Nullable ManagedChannel client;

  private OwnProxy(
      Endpoint listen,
      Attribution attribution,
      @Nullable Interceptor service,
      @Nullable Interceptor script,
      Running proxy,
      Thread watch) {
    this.listen = listen;
    this.attribution = attribution;
    this.service = service;
    this.script = script;
    this.proxy = proxy;
    this.watch = watch;
  }

  /**
   * Starts one.
   *
   * @param target the proxy; one that runs elsewhere cannot be started
   * @param mutation bugs put into it, and on its wire
   * @param attribution what becomes of the streams that it opens
   * @param reachable whether its service is there from the start
   * @param patience for its port to open; if it takes longer, nobody is told
   * @param serving told when its port is open
   */
  public static OwnProxy start(
      Target target,
      Mutation mutation,
      Attribution attribution,
      boolean reachable,
      Duration patience,
      Runnable serving)
      throws DeploymentException {
    Endpoint listen = new Endpoint(Targets.LOOPBACK, Targets.freePort());
    Interceptor service = reachable ? serve(listen, attribution) : null;
    Interceptor script = null;
    try {
      Endpoint userFunction = listen;
      if (!mutation.proxyScript().rules().isEmpty()) {
        script = relay(listen, mutation.proxyScript());
        userFunction = new Endpoint(Targets.LOOPBACK, script.port());
      }
      Running proxy = Targets.startProxy(target, userFunction, mutation.proxySwitches());
      Thread watch = new Thread(() -> watch(proxy, patience, serving), "port of " + target.text());
      watch.setDaemon(true);
      OwnProxy own = new OwnProxy(listen, attribution, service, script, proxy, watch);
      watch.start();
      return own;
    } catch (DeploymentException | RuntimeException notStarted) {
      close(service);
      close(script);
      throw notStarted;
    }
  }

  private static void watch(Running proxy, Duration patience, Runnable serving) {
    try {
      Readiness.awaitPort("The scenario's own proxy", proxy, patience);
      serving.run();
    } catch (DeploymentException notServing) {
      // Not to serve may be what is expected; that it never came is seen in the trace.
      return;
    }
  }

  private static Interceptor serve(Endpoint listen, Attribution attribution)
      throws DeploymentException {
    return interceptor(listen, NOWHERE, attribution, InterceptorScript.transparent());
  }

  private static Interceptor relay(Endpoint upstream, InterceptorScript script)
      throws DeploymentException {
    return interceptor(
        new Endpoint(Targets.LOOPBACK, 0), upstream.port(), Attribution.none(), script);
  }

  private static Interceptor interceptor(
      Endpoint listen, int upstreamPort, Attribution attribution, InterceptorScript script)
      throws DeploymentException {
    try {
      return Interceptor.start(
          new InetSocketAddress(listen.host(), listen.port()),
          Targets.LOOPBACK,
          upstreamPort,
          attribution,
          script);
    } catch (IOException cannotListen) {
      throw new DeploymentException(
          "The service of a scenario's own proxy could not listen on "
              + listen
              + ": "
              + cannotListen.getMessage(),
          cannotListen);
    }
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
    }
  }

  /** To the proxy, where its port is open. */
  public Optional<ManagedChannel> client() {
    if (client == null && proxy.endpoint().port() != 0) {
      client =
          NettyChannelBuilder.forAddress(proxy.endpoint().host(), proxy.endpoint().port())
              .usePlaintext()
              .directExecutor()
              .maxInboundMessageSize(Bytes.LARGEST_MESSAGE)
              .build();
    }
    return Optional.ofNullable(client);
  }

  /** Where the proxy serves. */
  public Endpoint endpoint() {
    return proxy.endpoint();
  }

  private static void close(@Nullable Interceptor interceptor) {
    if (interceptor != null) {
      interceptor.close();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
    ManagedChannel channel = client;
    if (channel != null) {
      channel.shutdownNow();
    }
    proxy.close();
    close(script);
    close(service);
  }
}

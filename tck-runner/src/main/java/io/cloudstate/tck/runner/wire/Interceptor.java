package io.cloudstate.tck.runner.wire;

import io.grpc.Attributes;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A relay of all gRPC methods between whoever connects and one upstream, which records and obeys a
 * script.
 */
public final class Interceptor implements AutoCloseable {

  private static final int ENDING_SECONDS = 5;

  private final Server server;
  private final MovableChannel upstream;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean reached;

  private Interceptor(
      Server server,
      MovableChannel upstream,
      ScheduledExecutorService timer,
      AtomicBoolean reached) {
    this.reached = reached;
    this.server = server;
    this.upstream = upstream;
    this.timer = timer;
  }

  /**
   * Starts to listen.
   *
   * @param listen where; port 0 is any free one
   * @param upstreamHost host of the candidate
   * @param upstreamPort its port
   * @throws IOException if it cannot listen there
   */
  public static Interceptor start(
      InetSocketAddress listen,
      String upstreamHost,
      int upstreamPort,
      Attribution attribution,
      InterceptorScript script)
      throws IOException {
    MovableChannel upstream = new MovableChannel(upstreamHost, upstreamPort);
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "interceptor-timer");
              thread.setDaemon(true);
              return thread;
            });
    AtomicBoolean reached = new AtomicBoolean();
    Server server =
        NettyServerBuilder.forAddress(listen)
            .directExecutor()
            .maxInboundMessageSize(Bytes.LARGEST_MESSAGE)
            .addTransportFilter(
                new ServerTransportFilter() {
                  @Override
                  public Attributes transportReady(Attributes attributes) {
                    reached.set(true);
                    return attributes;
                  }
                })
            .fallbackHandlerRegistry(
                Bytes.registry(
                    (call, headers) ->
                        new RelayedStream(call, headers, upstream, attribution, script, timer)))
            .build();
    try {
      server.start();
    } catch (IOException cannotListen) {
      upstream.close();
      timer.shutdownNow();
      throw cannotListen;
    }
    return new Interceptor(server, upstream, timer, reached);
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  /** Whether anybody ever connected. */
  public boolean wasReached() {
    return reached.get();
  }

  /**
   * From now on the candidate is there; streams to where it was end. Whoever is connected here
   * stays so.
   */
  public void follow(String host, int port) {
    upstream.moveTo(host, port);
  }

  /** Ends it; when this returns, its port is free and nothing more comes from its streams. */
  @Override
  public void close() {
    server.shutdownNow();
    upstream.close();
    timer.shutdownNow();
    try {
      if (!server.awaitTermination(ENDING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println(
            "An interceptor did not end within " + ENDING_SECONDS + " s; its port may stay taken.");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

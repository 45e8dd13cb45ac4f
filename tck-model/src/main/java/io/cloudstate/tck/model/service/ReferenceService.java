package io.cloudstate.tck.model.service;

import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.valueentity.ValueEntityGrpc;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The model service, listening: plain-text HTTP/2 on one port, until it is closed. */
public final class ReferenceService implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
  private static final int CLOSING_SECONDS = 5;

  private final Server server;
  private final int port;

  private ReferenceService(Server server) {
    this.server = server;
    this.port = server.getPort();
  }

  /**
   * Starts the service, which prints the errors that a proxy reports to standard output.
   *
   * @throws IOException if it cannot listen where the settings say
   */
  public static ReferenceService start(ServiceSettings settings) throws IOException {
    return start(settings, error -> System.out.println("the proxy reports: " + error));
  }

  /**
   * Starts the service.
   *
   * @param reports told each error that a proxy reports; called on the network's threads, so it
   *     must not block
   * @throws IOException if it cannot listen where the settings say
   */
  public static ReferenceService start(ServiceSettings settings, Consumer<String> reports)
      throws IOException {
    ModelService model = model(settings, reports);
    NettyServerBuilder server =
        NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
            .directExecutor() // nothing here blocks
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .addService(EntityDiscoveryGrpc.bindService(model.discovery()))
            .addService(EventSourcedGrpc.bindService(model.eventSourced()))
            .addService(ValueEntityGrpc.bindService(model.valueEntity()))
            .addService(ActionProtocolGrpc.bindService(model.action()))
            .addService(CrdtGrpc.bindService(model.crdt()));
    new HabitualCalls(settings.habits()).on(server);
    return new ReferenceService(server.build().start());
  }

  private static ModelService model(ServiceSettings settings, Consumer<String> reports) {
    return settings.habits().isEmpty()
        ? ModelService.with(settings.defects(), reports)
        : ModelService.with(
            settings.defects(), () -> new HabitualCrdtRules(settings.habits()), reports);
  }

  /** The port it listens on, or did until it was closed. */
  public int port() {
    return port;
  }

  /** Waits until the service is closed. */
  void awaitClosed() throws InterruptedException {
    server.awaitTermination();
  }

  /** Ends all streams and frees the port; a second call does nothing. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      if (!server.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "The reference service's server did not end within %d s; its port may still be taken."
                .formatted(CLOSING_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it ends all the same, unwatched
    }
  }
}

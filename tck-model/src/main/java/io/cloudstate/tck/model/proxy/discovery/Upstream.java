package io.cloudstate.tck.model.proxy.discovery;

import io.cloudstate.tck.model.proxy.timing.Backoff;
import io.cloudstate.tck.model.proxy.timing.Timer;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;

/** The connection to the user function, which comes back soon after the function does. */
public final class Upstream implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  private final ManagedChannel channel;
  private final Timer timer;

  private Upstream(ManagedChannel channel, Timer timer) {
    this.channel = channel;
    this.timer = timer;
  }

  /**
   * Connects, and keeps trying to.
   *
   * @param host where the user function is
   * @param port its port
   * @param timer for trying again
   * @return the connection, at once
   */
  public static Upstream to(String host, int port, Timer timer) {
    // Nothing here blocks, so the transport's own thread may run the callbacks.
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(host, port)
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .build();
    Upstream upstream = new Upstream(channel, timer);
    upstream.watch();
    return upstream;
  }

  /**
   * What calls are made on.
   *
   * @return the channel, whether there is a connection or not
   */
  public ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private void watch() {
    ConnectivityState state = channel.getState(true);
    if (state == ConnectivityState.TRANSIENT_FAILURE) {
      retry(Backoff.FIRST);
    } else if (state != ConnectivityState.SHUTDOWN) {
      channel.notifyWhenStateChanged(state, this::watch);
    }
  }

  /** The channel's own backoff starts at a second and grows to two minutes: too long for a test. */
  private void retry(Duration backoff) {
    timer.after(
        backoff,
        () -> {
          if (channel.getState(true) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
            retry(Backoff.after(backoff));
          } else {
            watch();
          }
        });
  }
}

package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Interceptor;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.runner.wire.MovableChannel;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Opens what a deployment, or a scenario's own proxy, is reached and intercepted by. */
final class Connections {

  private Connections() {}

  /** To a target; it connects with the first call. */
  static ManagedChannel channel(Endpoint endpoint) {
    return MovableChannel.open(endpoint.host(), endpoint.port());
  }

  /**
   * Starts one that listens here and passes on there.
   *
   * @param cannotListen what to say if it cannot listen, with places for the address and the cause
   */
  static Interceptor interceptor(
      Endpoint listen,
      Endpoint upstream,
      Attribution attribution,
      InterceptorScript script,
      String cannotListen)
      throws DeploymentException {
    try {
      return Interceptor.start(
          new InetSocketAddress(listen.host(), listen.port()),
          upstream.host(),
          upstream.port(),
          attribution,
          script);
    } catch (IOException failure) {
      throw new DeploymentException(cannotListen.formatted(listen, failure.getMessage()), failure);
    }
  }
}

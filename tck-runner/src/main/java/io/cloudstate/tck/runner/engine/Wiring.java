package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The connections that scenarios use.
 *
 * @param candidate straight to the candidate
 * @param proxy to the proxy, where one serves at the time
 * @param ownProxy starts a proxy of a scenario's own
 * @param pair does something to the pair as a whole
 * @param firstSpec the candidate's first answer to discovery, as it was on the wire
 */
record Wiring(
    io.grpc.Channel candidate,
    Supplier<Optional<Calls.ProxyClients>> proxy,
    OwnProxyLife.Starter ownProxy,
    Befaller pair,
    ByteString firstSpec) {

  /** Those to a pair. */
  static Wiring to(Deployment deployment) {
    return new Wiring(
        deployment.candidate(),
        () -> clients(deployment),
        deployment::ownProxy,
        deployment::befall,
        deployment.discovery().answer());
  }

  private static Optional<Calls.ProxyClients> clients(Deployment deployment) {
    return deployment
        .client()
        .map(
            client ->
                new Calls.ProxyClients(
                    client, "http://" + deployment.proxyEndpoint().orElseThrow()));
  }

  /** Does something to one half of the pair. */
  @FunctionalInterface
  interface Befaller {

    /**
     * Does it.
     *
     * @param serving told when the port of a proxy is open that was started again
     * @throws DeploymentException if it could not be done
     */
    void befall(Half who, Fate fate, Runnable serving) throws DeploymentException;
  }
}

package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * The connections that scenarios use.
 *
 * @param candidate straight to the candidate
 * @param proxy to the proxy, where one runs
 * @param ownProxy starts a proxy of a scenario's own
 * @param firstSpec the candidate's first answer to discovery, as it was on the wire
 */
record Wiring(
    io.grpc.Channel candidate,
    Optional<Calls.ProxyClients> proxy,
    OwnProxyLife.Starter ownProxy,
    ByteString firstSpec) {}

package io.cloudstate.tck.runner.engine;

import java.util.Optional;

/**
 * The connections that scenarios use.
 *
 * @param candidate straight to the candidate
 * @param proxy to the proxy, where one runs
 * @param claims tells the interceptor whose a stream is
 */
record Wiring(io.grpc.Channel candidate, Optional<Calls.ProxyClients> proxy, Claims claims) {}

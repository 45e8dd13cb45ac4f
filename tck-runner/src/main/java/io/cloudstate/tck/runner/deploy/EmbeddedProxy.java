package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.model.proxy.ReferenceProxy;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.specs.Fate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The reference proxy, reached over loopback like any other. */
record EmbeddedProxy(ReferenceProxy proxy, ProxySettings settings, Log log) implements Running {

  private static final String HOST = "127.0.0.1";

  /**
   * Longer than any deadline of a scenario: what the proxy's own patience mends would else not be
   * seen. Not longer than that, since the proxy keeps all that it may yet give up.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Starts one.
   *
   * @param patience how long the kit itself waits for things; somebody with a debugger waits long,
   *     and the proxy neither gives up a command nor passivates an entity that names no time
   *     meanwhile
   */
  static EmbeddedProxy start(Endpoint service, Set<String> switches, Duration patience) {
    ProxySettings settings = settings(service, switches, patience);
    return start(settings, new Log());
  }

  private static EmbeddedProxy start(ProxySettings settings, Log log) {
    return new EmbeddedProxy(ReferenceProxy.start(settings, log::add), settings, log);
  }

  static ProxySettings settings(Endpoint service, Set<String> switches, Duration patience) {
    ProxySettings usual = ProxySettings.facing(service.host(), service.port());
    return new ProxySettings(
        HOST,
        0,
        usual.userFunctionHost(),
        usual.userFunctionPort(),
        longer(usual.defaultPassivation(), patience),
        longer(PATIENCE, patience),
        Switches.of(ProxyDefect.class, switches),
        Switches.of(ProxyHabit.class, switches));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Port 0 until it serves. */
  @Override
  public Endpoint endpoint() {
    CompletableFuture<Integer> serving = future();
    return new Endpoint(HOST, serving.isCompletedExceptionally() ? 0 : serving.getNow(0));
  }

  private CompletableFuture<Integer> future() {
    return proxy.serving().toCompletableFuture();
  }

  @Override
  public Optional<String> failure() {
    return refusal().or(this::cannotOpen);
  }

  private Optional<String> cannotOpen() {
    CompletableFuture<Integer> serving = future();
    return serving.isCompletedExceptionally()
        ? Optional.of(
            "The embedded proxy failed: "
                + serving.handle((port, failure) -> failure.getMessage()).join())
        : Optional.empty();
  }

  /** Why it does not serve what the service announces, if it does not. */
  Optional<String> refusal() {
    return Optional.ofNullable(proxy.refused().toCompletableFuture().getNow(""))
        .filter(reason -> !reason.isEmpty())
        .map(reason -> "The embedded proxy refused the service: " + reason);
  }

  /** What it has persisted is gone with it. */
  @Override
  public Running befall(Fate fate) throws DeploymentException {
    return switch (fate) {
      case KILLED -> {
        proxy.close();
        yield this;
      }
      case STARTED -> start(settings, log);
      default -> Running.super.befall(fate);
    };
  }

  @Override
  public void close() {
    proxy.close();
  }
}

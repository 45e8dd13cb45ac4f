package io.cloudstate.tck.model.proxy;

import io.cloudstate.tck.model.proxy.action.ActionService;
import io.cloudstate.tck.model.proxy.discovery.Discovery;
import io.cloudstate.tck.model.proxy.discovery.SpecReader;
import io.cloudstate.tck.model.proxy.discovery.SpecVerdict;
import io.cloudstate.tck.model.proxy.discovery.Upstream;
import io.cloudstate.tck.model.proxy.entities.StreamedEntities;
import io.cloudstate.tck.model.proxy.eventing.EventSubscriptions;
import io.cloudstate.tck.model.proxy.eventing.SubscriberAftermath;
import io.cloudstate.tck.model.proxy.front.EarlyPort;
import io.cloudstate.tck.model.proxy.front.Front;
import io.cloudstate.tck.model.proxy.persistence.EventJournal;
import io.cloudstate.tck.model.proxy.routing.Aftermath;
import io.cloudstate.tck.model.proxy.routing.EntityService;
import io.cloudstate.tck.model.proxy.routing.Router;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.model.proxy.routing.UnservedService;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.model.proxy.timing.Timer;
import io.cloudstate.tck.protocol.EntitySpec;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Cloudstate proxy in one process and in memory, to show how a proxy must behave. It runs
 * entities of all types, and being the only node replicates nothing.
 */
public final class ReferenceProxy implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReferenceProxy.class.getName());

  private static final Duration A_MOMENT = Duration.ofMillis(50);

  private final ProxySettings settings;
  private final Consumer<String> log;
  private final Timer timer = new Timer();
  private final Upstream upstream;
  private final Discovery discovery;
  private final CompletableFuture<Integer> serving = new CompletableFuture<>();
  private final CompletableFuture<String> refused = new CompletableFuture<>();
  private final Object closing = new Object();
  private Optional<Front> front = Optional.empty();
  private Optional<EarlyPort> early = Optional.empty();
  private boolean closed;

  private ReferenceProxy(ProxySettings settings, Consumer<String> log) {
    this.settings = settings;
    this.log = log;
    this.upstream = Upstream.to(settings.userFunctionHost(), settings.userFunctionPort(), timer);
    this.discovery = new Discovery(upstream.channel(), timer, settings.defects(), log);
  }

  /**
   * Starts a proxy, which logs as the process does.
   *
   * @param settings where and how
   * @return the proxy, at once; it serves nobody yet
   */
  public static ReferenceProxy start(ProxySettings settings) {
    return start(settings, line -> LOG.log(Level.WARNING, line));
  }

  /**
   * Starts a proxy, which asks for discovery until the user function answers.
   *
   * @param settings where and how
   * @param log told what its operator may want to know; called on the network's threads, so it must
   *     not block
   * @return the proxy, at once; it serves nobody yet
   */
  public static ReferenceProxy start(ProxySettings settings, Consumer<String> log) {
    ReferenceProxy proxy = new ReferenceProxy(settings, log);
    if (settings.defects().contains(ProxyDefect.OPENS_BEFORE_ASKING)) {
      proxy.openEarly();
    }
    if (settings.defects().contains(ProxyDefect.OPENS_BEFORE_THE_ANSWER)) {
      // The question is on its way by then.
      proxy.timer.after(A_MOMENT, proxy::openEarly);
    }
    proxy
        .discovery
        .discover()
        .thenAcceptAsync(proxy::consider)
        .whenComplete(
            (done, failure) -> {
              if (failure != null) {
                proxy.cannotServe(failure);
              }
            });
    return proxy;
  }

  /**
   * When clients can call.
   *
   * @return completes with the client port once discovery has succeeded and the port is open; never
   *     if the spec is refused; exceptionally if the port cannot be opened
   */
  public CompletionStage<Integer> serving() {
    return serving.copy();
  }

  /**
   * When the proxy refuses what it discovered, or cannot serve it, as with an HTTP binding that is
   * none.
   *
   * @return completes with the reason; never if the spec is accepted
   */
  public CompletionStage<String> refused() {
    return refused.copy();
  }

  /** Closes the client port, all streams and the connection, without waiting for calls. */
  @Override
  public void close() {
    Optional<Front> open;
    Optional<EarlyPort> opened;
    synchronized (closing) {
      closed = true;
      open = front;
      opened = early;
      front = Optional.empty();
    }
    opened.ifPresent(EarlyPort::close);
    timer.close();
    upstream.close();
    open.ifPresent(Front::close);
  }

  /** Unless it serves already, or is closed. */
  private void openEarly() {
    synchronized (closing) {
      if (closed || front.isPresent()) {
        return;
      }
      EarlyPort before = new EarlyPort(settings.host(), settings.httpPort());
      early = Optional.of(before);
      serving.complete(before.port());
    }
  }

  private Optional<EarlyPort> earlyPort() {
    synchronized (closing) {
      return early;
    }
  }

  private void consider(EntitySpec spec) {
    SpecVerdict verdict = SpecReader.read(spec, settings.defects());
    if (verdict instanceof SpecVerdict.Refused refusal) {
      refuse(spec, refusal.reason());
    } else if (verdict instanceof SpecVerdict.Accepted accepted) {
      serve(accepted);
    }
  }

  private void refuse(EntitySpec spec, String reason) {
    Set<ProxyDefect> defects = settings.defects();
    log.accept("refusing the discovered spec: " + reason);
    if (!defects.contains(ProxyDefect.REFUSES_SILENTLY)) {
      discovery.report(
          defects.contains(ProxyDefect.REFUSES_VAGUELY) ? "the spec cannot be served" : reason);
    }
    if (defects.contains(ProxyDefect.SERVES_WHAT_IT_REFUSES)
        && SpecReader.overlooking(spec) instanceof SpecVerdict.Accepted accepted) {
      serve(accepted);
    } else {
      refused.complete(reason);
    }
  }

  /** What links may still be nothing that can be served, which is for its author to know. */
  private void cannotServe(Throwable completion) {
    Throwable cause = completion.getCause();
    Throwable failure =
        completion instanceof CompletionException && cause != null ? cause : completion;
    log.accept("refusing the discovered spec, which cannot be served: " + failure);
    String reason = "the spec cannot be served: " + failure.getMessage();
    discovery.report(reason);
    refused.complete(reason);
  }

  private void serve(SpecVerdict.Accepted spec) {
    EventJournal journal = new EventJournal(settings.defects());
    StreamedEntities entities = new StreamedEntities(upstream.channel(), journal, settings);
    Router router =
        Router.over(
            spec.services(),
            (service, routes) ->
                service
                    .type()
                    .<EntityService>map(
                        type ->
                            switch (type) {
                              case ACTION ->
                                  new ActionService(upstream.channel(), surroundings(routes));
                              case EVENT_SOURCED ->
                                  entities.eventSourced(service, surroundings(routes));
                              case VALUE -> entities.value(service, surroundings(routes));
                              case CRDT -> entities.crdt(service, surroundings(routes));
                            })
                    .orElseGet(() -> new UnservedService(service)));
    // Before anything is begun, since it finds out what cannot be served.
    int port = earlyPort().isPresent() ? 0 : settings.httpPort();
    Front opening = new Front(settings, port, spec, router);
    new EventSubscriptions(
            spec.services(),
            journal,
            new ActionService(
                upstream.channel(),
                surroundings(new SubscriberAftermath(router, discovery, settings))),
            timer,
            settings)
        .start();
    synchronized (closing) {
      if (closed) {
        opening.close();
        return;
      }
      front = Optional.of(opening);
      opening.open().whenComplete(this::opened);
    }
  }

  private void opened(@Nullable Integer port, @Nullable Throwable failure) {
    if (port != null) {
      earlyPort().ifPresent(before -> before.leadTo(port));
      serving.complete(port);
    } else {
      serving.completeExceptionally(
          new IllegalStateException(
              "the client port %s:%d cannot be opened: %s; free it, or choose another (HTTP_PORT)"
                  .formatted(settings.host(), settings.httpPort(), failure),
              failure));
    }
  }

  private Surroundings surroundings(Router routes) {
    return surroundings(new Aftermath(routes, discovery, settings.defects(), settings.habits()));
  }

  private Surroundings surroundings(Aftermath aftermath) {
    return new Surroundings(
        timer,
        aftermath,
        settings.defaultPassivation(),
        settings.commandTimeout(),
        settings.defects(),
        settings.habits());
  }
}

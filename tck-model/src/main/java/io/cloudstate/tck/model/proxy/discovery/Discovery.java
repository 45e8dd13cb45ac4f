package io.cloudstate.tck.model.proxy.discovery;

import com.google.protobuf.Empty;
import io.cloudstate.tck.model.Version;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.timing.Backoff;
import io.cloudstate.tck.model.proxy.timing.Timer;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks the user function what it serves, as often as needed, and tells it of its errors. */
public final class Discovery implements ErrorReports {
  private static final System.Logger LOG = System.getLogger(Discovery.class.getName());
  private static final long PATIENCE_SECONDS = 10;

  private final EntityDiscoveryGrpc.EntityDiscoveryStub service;
  private final ManagedChannel channel;
  private final Timer timer;
  private final Set<ProxyDefect> defects;
  private final Consumer<String> log;
  private final CompletableFuture<EntitySpec> spec = new CompletableFuture<>();

  /**
   * One that has not asked yet.
   *
   * @param channel the connection to the user function
   * @param timer for asking again
   * @param defects the bugs to imitate
   * @param log told what the proxy's operator may want to know
   */
  public Discovery(
      ManagedChannel channel, Timer timer, Set<ProxyDefect> defects, Consumer<String> log) {
    this.service = EntityDiscoveryGrpc.newStub(channel);
    this.channel = channel;
    this.timer = timer;
    this.defects = defects;
    this.log = log;
  }

  /**
   * Asks until there is an answer.
   *
   * @return the answer; never completes exceptionally
   */
  public CompletionStage<EntitySpec> discover() {
    ask(Backoff.FIRST);
    return spec;
  }

  @Override
  public void report(String message) {
    LOG.log(Level.DEBUG, "reporting to the user function: {0}", message);
    service
        .withWaitForReady()
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .reportError(
            UserFunctionError.newBuilder().setMessage(message).build(),
            new Answer<Empty>() {
              @Override
              public void onNext(Empty empty) {}

              @Override
              public void onError(Throwable e) {
                if (!channel.isShutdown()) {
                  log.accept("the user function did not take the report: " + message + ": " + e);
                }
              }
            });
  }

  private void ask(Duration backoff) {
    boolean once = defects.contains(ProxyDefect.DISCOVERS_ONCE);
    EntityDiscoveryGrpc.EntityDiscoveryStub stub = once ? service : service.withWaitForReady();
    stub.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .discover(
            info(),
            new Answer<EntitySpec>() {
              @Override
              public void onNext(EntitySpec answer) {
                spec.complete(answer);
              }

              @Override
              public void onError(Throwable e) {
                LOG.log(Level.DEBUG, "no discovery yet", e);
                if (!once) {
                  timer.after(backoff, () -> ask(Backoff.after(backoff)));
                }
              }
            });
  }

  private ProxyInfo info() {
    boolean unnamed = defects.contains(ProxyDefect.UNNAMED);
    return ProxyInfo.newBuilder()
        .setProtocolMajorVersion(0)
        .setProtocolMinorVersion(defects.contains(ProxyDefect.ANNOUNCES_OTHER_VERSION) ? 1 : 2)
        .setProxyName(unnamed ? "" : "cloudstate-tck-reference-proxy")
        .setProxyVersion(unnamed ? "" : Version.kit())
        .addAllSupportedEntityTypes(supported())
        .build();
  }

  private List<String> supported() {
    if (defects.contains(ProxyDefect.ANNOUNCES_NO_TYPES)) {
      return List.of();
    }
    boolean simple = defects.contains(ProxyDefect.ANNOUNCES_SIMPLE_TYPE_NAMES);
    return Arrays.stream(EntityType.values())
        .map(EntityType::protocol)
        .map(name -> simple ? name.substring(name.lastIndexOf('.') + 1) : name)
        .toList();
  }

  /** An answer of one message, whose end says nothing more. */
  private abstract static class Answer<T> implements StreamObserver<T> {
    @Override
    public final void onCompleted() {}
  }
}

package io.cloudstate.tck.runner.deploy;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.runner.deploy.container.Containers;
import io.cloudstate.tck.runner.deploy.container.OpenPort;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Interceptor;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.runner.wire.MovableChannel;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The pair under test, started, with the interceptor between. Closing ends what was started, the
 * latest first.
 */
public final class Deployment implements AutoCloseable {

  private final DeploymentPlan plan;
  private final Containers containers;
  private final OwnProxies ownProxies;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Map<Half, Fate> fates = new EnumMap<>(Half.class);
  private @Nullable Running service;
  private @Nullable Running proxy;
  private @Nullable Interceptor interceptor;
  private @Nullable Interceptor serviceRelay;
  private @Nullable MovableChannel candidate;
  private @Nullable ManagedChannel client;
  private Discovery discovery =
      new Discovery(
          EntitySpec.getDefaultInstance(), ByteString.EMPTY, Optional.of("it was not asked"));
  private Optional<String> noProxy = Optional.of("No selected scenario needs a proxy.");

  private Deployment(DeploymentPlan plan) {
    this.plan = plan;
    this.containers = close(new Containers(plan.containers(), plan.startDeadline()));
    this.ownProxies =
        new OwnProxies(plan.proxy(), plan.mutation(), containers, plan.startDeadline());
  }

  /**
   * Starts the pair and waits until it serves. A candidate that does not answer discovery as it
   * must is judged all the same; the proxy is then not waited for.
   *
   * @throws DeploymentException if a target cannot be started or reached; whatever was started has
   *     ended then
   */
  public static Deployment start(DeploymentPlan plan, Attribution attribution)
      throws DeploymentException {
    Deployment deployment = new Deployment(plan);
    try {
      deployment.start(attribution);
      return deployment;
    } catch (DeploymentException | RuntimeException failed) {
      deployment.close();
      throw failed;
    }
  }

  private void start(Attribution attribution) throws DeploymentException {
    if (plan.proxy() instanceof Target.Image) {
      containers.checkWayBackFirst(plan.withProxy());
    }
    Running theService =
        close(Targets.startService(plan.service(), plan.mutation().serviceSwitches(), containers));
    service = theService;
    Endpoint reached = theService.endpoint();
    if (!plan.mutation().serviceScript().rules().isEmpty()) {
      Interceptor relay =
          relay(Targets.LOOPBACK, theService.endpoint(), plan.mutation().serviceScript());
      serviceRelay = relay;
      reached = new Endpoint(Targets.LOOPBACK, relay.port());
    }
    Endpoint listening = listening();
    Interceptor between =
        interceptor(listening, reached, attribution, InterceptorScript.transparent());
    interceptor = between;
    // What is said to run already has less to do until it is reached.
    Duration patience =
        plan.service() instanceof Target.Tcp
            ? plan.startDeadline().dividedBy(10)
            : plan.startDeadline();
    Readiness.awaitPort("The service " + plan.service().text(), theService, patience);
    MovableChannel toCandidate = close(new MovableChannel(reached.host(), reached.port()));
    candidate = toCandidate;
    // Before the proxy asks, so that the runner's is the first answer of all.
    discovery =
        Readiness.discover(toCandidate, theService, plan.answerDeadline(), plan.startDeadline());
    if (plan.withProxy()) {
      Running theProxy = startProxy(listening, between);
      proxy = theProxy;
      noProxy = awaitProxy(theProxy, between);
    }
  }

  /** Where the interceptor is to listen, so that the proxy finds it. */
  private Endpoint listening() throws DeploymentException {
    return plan.listen().port() == 0 && plan.withProxy()
        ? new Endpoint(Targets.meeting(plan.proxy(), containers).bind(), 0)
        : plan.listen();
  }

  private Running startProxy(Endpoint listening, Interceptor between) throws DeploymentException {
    Endpoint reached = new Endpoint(listening.host(), between.port());
    if (!plan.mutation().proxyScript().rules().isEmpty()) {
      Interceptor relay = relay(listening.host(), reached, plan.mutation().proxyScript());
      reached = new Endpoint(listening.host(), relay.port());
    }
    String told =
        plan.proxy() instanceof Target.Image ? containers.meeting().told() : listening.host();
    return close(
        Targets.startProxy(
            plan.proxy(),
            new Endpoint(told, reached.port()),
            plan.mutation().proxySwitches(),
            plan.startDeadline(),
            containers));
  }

  /** Why no proxy serves, if none does. What needs none is judged all the same. */
  private Optional<String> awaitProxy(Running theProxy, Interceptor interceptor)
      throws DeploymentException {
    if (discovery.problem().isPresent() || discovery.services().isEmpty()) {
      return Optional.of(
          "No proxy can serve this candidate: "
              + discovery.problem().orElse("it announces no entities")
              + ".");
    }
    try {
      Readiness.awaitPort("The proxy " + plan.proxy().text(), theProxy, plan.startDeadline());
      return Optional.empty();
    } catch (DeploymentException notServing) {
      if (plan.proxy() instanceof Target.Image && !interceptor.wasReached()) {
        // Whether that is its fault is seen with one that would.
        containers.checkWayBack();
      }
      return Optional.of(String.valueOf(notServing.getMessage()));
    }
  }

  private <T extends AutoCloseable> T close(T closeable) {
    started.push(closeable);
    return closeable;
  }

  /**
   * Starts another proxy of the same kind, for a scenario of its own; closing it is the caller's.
   *
   * @param serving told when its port is open
   */
  public OwnProxy ownProxy(Attribution attribution, boolean reachable, Runnable serving)
      throws DeploymentException {
    return ownProxies.start(attribution, reachable, serving);
  }

  /** Why no other proxy of the same kind can be started, if none can. */
  public Optional<String> noOwnProxy() {
    return plan.proxy() instanceof Target.Tcp
        ? Optional.of(
            "It needs a proxy of its own, and the kit cannot start another "
                + plan.proxy().text()
                + ".")
        : Optional.empty();
  }

  private Interceptor interceptor(
      Endpoint listen, Endpoint upstream, Attribution attribution, InterceptorScript script)
      throws DeploymentException {
    return close(
        Connections.interceptor(
            listen,
            upstream,
            attribution,
            script,
            "The interceptor could not listen on %s: %s. Choose another address with --listen HOST:PORT, or --bind HOST where the proxy is an image; or end what listens there."));
  }

  /** A script that stands before a target. */
  private Interceptor relay(String host, Endpoint target, InterceptorScript script)
      throws DeploymentException {
    return interceptor(new Endpoint(host, 0), target, Attribution.none(), script);
  }

  private ManagedChannel channel(Endpoint endpoint) {
    ManagedChannel channel = Connections.channel(endpoint);
    started.push(channel::shutdownNow);
    return channel;
  }

  /** Whether both halves run within this process, so that a fresh pair costs next to nothing. */
  public boolean isEmbedded() {
    return plan.service() instanceof Target.Embedded && plan.proxy() instanceof Target.Embedded;
  }

  /** Straight to the candidate. */
  public Channel candidate() {
    return toCandidate();
  }

  private MovableChannel toCandidate() {
    return Objects.requireNonNull(candidate);
  }

  /** To the proxy, where one serves. */
  public synchronized Optional<ManagedChannel> client() {
    if (client == null && noProxy.isEmpty()) {
      proxyEndpoint().filter(at -> at.port() != 0).ifPresent(at -> client = channel(at));
    }
    return Optional.ofNullable(client);
  }

  /** Where the proxy serves. */
  public Optional<Endpoint> proxyEndpoint() {
    return Optional.ofNullable(proxy).map(Running::endpoint);
  }

  /** Why no proxy serves. */
  public Optional<String> noProxy() {
    return noProxy;
  }

  /**
   * Whether what was not run is the candidate's fault: it does not answer discovery as it must, has
   * ended, or the reference proxy refused it.
   */
  public boolean candidateIsUnusable() {
    return discovery.problem().isPresent()
        || serviceFailure().isPresent()
        || discovery.services().isEmpty()
        || (proxy instanceof EmbeddedProxy reference && reference.refusal().isPresent());
  }

  /** What the candidate says of itself. */
  public Discovery discovery() {
    return discovery;
  }

  /**
   * Why the candidate answers nothing: how its process ended and the last that it wrote, or else
   * what came of asking it.
   */
  public Optional<String> silence() {
    return serviceFailure().map(this::inShort).or(discovery::problem);
  }

  /** A process's end in a line: how, and the last that it wrote. */
  private String inShort(String failure) {
    String first = failure.lines().findFirst().orElse(failure).replace(" Its last lines:", "");
    // Who it was is known, and a command may be long.
    String target = plan.service().text() + " ";
    String how = first.startsWith(target) ? first.substring(target.length()) : first;
    List<String> last = serviceLog().last(1);
    return (how.endsWith(".") ? how.substring(0, how.length() - 1) : how)
        + (last.isEmpty() ? "" : ": " + last.get(0).strip());
  }

  /** What the candidate wrote. */
  public Log serviceLog() {
    return Objects.requireNonNull(service).log();
  }

  /** What the proxy wrote. */
  public Optional<Log> proxyLog() {
    return Optional.ofNullable(proxy).map(Running::log);
  }

  /** What is known of the candidate from its start. */
  public Map<String, String> serviceFacts() {
    return Optional.ofNullable(service).map(Running::facts).orElse(Map.of());
  }

  /** What is known of the proxy from its start. */
  public Map<String, String> proxyFacts() {
    return Optional.ofNullable(proxy).map(Running::facts).orElse(Map.of());
  }

  /**
   * How the candidate's process ended, if it has, asked when a connection to it was lost. While it
   * answers it has not.
   *
   * @throws InterruptedException if interrupted while it waits for the end
   */
  public Optional<String> serviceEnd() throws InterruptedException {
    if (serviceFailure().isEmpty() && !Readiness.answers(toCandidate(), plan.answerDeadline())) {
      Objects.requireNonNull(service).awaitEnd(plan.answerDeadline());
    }
    return serviceFailure();
  }

  /** Why the candidate is gone, if it is. */
  public Optional<String> serviceFailure() {
    return Optional.ofNullable(service).flatMap(Running::failure);
  }

  /** Why the kit cannot do this to one half of the pair, if it cannot. */
  public Optional<String> cannot(Half who, Fate fate) {
    boolean cutsOff = fate == Fate.CUT_OFF || fate == Fate.JOINED;
    if (cutsOff && who == Half.SERVICE && service != null && service.isRelayed()) {
      return Optional.of(
          "A service whose port the engine publishes cannot be cut off by the kit: the engine itself ends its connections then. Use --isolation internal, where the engine allows it.");
    }
    return Powers.lacking(who == Half.SERVICE ? plan.service() : plan.proxy(), who, fate);
  }

  /**
   * Does this to one half of the pair. When it returns, what was killed has ended, and a service
   * that was started or joined again answers, wherever it is now; how far a proxy is that was
   * started again is for the scenario to see. Used by one thread.
   *
   * @param serving told when the port of a proxy is open that was started again; if that takes
   *     longer than a target may take to come up, nobody is
   * @throws DeploymentException if it could not be done; the pair is then not whole
   */
  public void befall(Half who, Fate fate, Runnable serving) throws DeploymentException {
    fates.put(who, fate.isWhole() ? Fate.KILLED : fate);
    if (who == Half.SERVICE) {
      befallService(fate);
    } else {
      befallProxy(fate, serving);
    }
    fates.put(who, fate);
  }

  private void befallService(Fate fate) throws DeploymentException {
    Running before = Objects.requireNonNull(service);
    Endpoint was = before.endpoint();
    Running now = before.befall(fate);
    replaced(before, now);
    service = now;
    if (fate == Fate.JOINED || fate == Fate.STARTED || fate == Fate.STARTED_ELSEWHERE) {
      if (fate != Fate.JOINED || !now.endpoint().equals(was)) {
        follow(now.endpoint());
      }
      Readiness.awaitPort("The service " + plan.service().text(), now, plan.startDeadline());
      Readiness.discover(toCandidate(), now, plan.answerDeadline(), plan.startDeadline());
    }
  }

  /** What stands before the service reaches it where it is now. */
  private void follow(Endpoint place) {
    if (serviceRelay != null) {
      serviceRelay.follow(place.host(), place.port());
      return;
    }
    Objects.requireNonNull(interceptor).follow(place.host(), place.port());
    toCandidate().moveTo(place.host(), place.port());
  }

  private void befallProxy(Fate fate, Runnable serving) throws DeploymentException {
    Running before = Objects.requireNonNull(proxy);
    Running now = before.befall(fate);
    replaced(before, now);
    proxy = now;
    if (fate == Fate.STARTED) {
      client = null;
      Thread watching =
          Readiness.watchPort(
              "The proxy that was started again", now, plan.startDeadline(), serving);
      started.push(watching::interrupt);
    }
  }

  private void replaced(Running before, Running now) {
    if (!before.equals(now)) {
      close(now);
    }
  }

  /** Whether all that befell the pair was put right again, and both halves are there. */
  public boolean isWhole() {
    return fates.values().stream().allMatch(Fate::isWhole)
        && serviceFailure().isEmpty()
        && (noProxy.isPresent()
            || proxy == null
            || OpenPort.accepts(proxy.endpoint(), proxy.isRelayed()));
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception goesOn) {
        System.err.println(
            "Ending a target failed, and the others are ended all the same: " + goesOn);
      }
    }
  }
}

package io.cloudstate.tck.runner.deploy.container;

import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Log;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one run. The engine is reached when the first is wanted; closing removes all
 * that was made, whatever became of it.
 */
public final class Containers implements AutoCloseable {

  private static final Duration SHORTEST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final ContainerOptions options;
  private final Duration patience;
  private final String run = UUID.randomUUID().toString();
  private @Nullable ContainerEngine engine;
  private Map<String, String> labels = Map.of();
  private @Nullable Bridge serviceBridge;
  private @Nullable Bridge proxyBridge;
  private @Nullable String outside;
  private boolean wayBackTried;
  private Optional<String> wayBackClosed = Optional.empty();

  /**
   * Starts nothing yet.
   *
   * @param startDeadline how long a target may take to come up
   */
  public Containers(ContainerOptions options, Duration startDeadline) {
    this.options = options;
    this.patience = patience(startDeadline);
  }

  /**
   * How long the kit waits for containers of its own. They come up no faster for a target that is
   * to; and where no deadline is, for a debugger, nobody debugs them.
   */
  static Duration patience(Duration startDeadline) {
    if (startDeadline.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return startDeadline.compareTo(LONGEST) > 0 ? LONGEST : startDeadline;
  }

  private synchronized ContainerEngine engine() throws DeploymentException {
    ContainerEngine reached = engine;
    if (reached == null) {
      reached = ContainerEngine.connect();
      reached
          .sweep()
          .removed()
          .forEach(
              what ->
                  System.err.println("Removed what a run that ended left behind: " + what + "."));
      labels = Owner.self(reached.kit()).labels(run);
      engine = reached;
    }
    return reached;
  }

  private synchronized Bridge serviceBridge() throws DeploymentException {
    Bridge bridge = serviceBridge;
    if (bridge == null) {
      bridge = bridge();
      serviceBridge = bridge;
    }
    return bridge;
  }

  private synchronized Bridge proxyBridge() throws DeploymentException {
    Bridge bridge = proxyBridge;
    if (bridge == null) {
      bridge = bridge();
      proxyBridge = bridge;
    }
    return bridge;
  }

  /** A network for each side, so that they meet only through the kit. */
  private Bridge bridge() throws DeploymentException {
    ContainerEngine reached = engine();
    return network(() -> Bridge.create(reached, options.isolation(), labels));
  }

  private interface Network<T> {
    T make() throws DeploymentException;
  }

  private static <T> T network(Network<T> network) throws DeploymentException {
    try {
      return network.make();
    } catch (RuntimeException refused) {
      throw new DeploymentException(
          "No network could be made for containers: "
              + Causes.deepest(refused)
              + " `tck clean` removes what earlier runs left.",
          refused);
    }
  }

  /** Where proxies in containers find what the kit serves. */
  public Meeting meeting() throws DeploymentException {
    Bridge bridge = proxyBridge();
    Meeting usual = bridge.meeting();
    return new Meeting(
        options.bind().orElse(usual.bind()),
        bridge.reach() == Reach.RELAYED ? usual.told() : options.advertise().orElse(usual.told()));
  }

  /** Whether its containers are reached through one of the kit's image. */
  boolean isRelayed() throws DeploymentException {
    return proxyBridge().reach() == Reach.RELAYED;
  }

  /**
   * Sees whether a container reaches the kit, where options may be wrong about it or nothing else
   * would tell before scenarios are judged.
   *
   * @param proxyFollows whether a proxy is started next, which tells by itself
   * @throws DeploymentException if it does not
   */
  public void checkWayBackFirst(boolean proxyFollows) throws DeploymentException {
    boolean mayBeWrong = proxyBridge().reach() != Reach.DIRECT || options.advertise().isPresent();
    if ((mayBeWrong || !proxyFollows) && KitImage.isOn(engine())) {
      checkWayBack();
    }
  }

  /**
   * Sees whether a container reaches the kit, once for all who ask.
   *
   * @throws DeploymentException if it does not, with what to do about it; or if that cannot be
   *     tried
   */
  public synchronized void checkWayBack() throws DeploymentException {
    if (!wayBackTried) {
      wayBackClosed =
          KitImage.isOn(engine())
              ? WayBack.closed(this, patience)
              : Optional.of(
                  "No proxy reached the kit from its container, and the kit's own image, with which the way could be tried, is not on the engine (ci/images kit builds it). "
                      + wayBackHint());
      wayBackTried = true;
    }
    if (wayBackClosed.isPresent()) {
      throw new DeploymentException(wayBackClosed.get());
    }
  }

  /** What a container that cannot reach the kit may want. */
  String wayBackHint() throws DeploymentException {
    if (proxyBridge().reach() == Reach.DIRECT && options.advertise().isEmpty()) {
      return "A firewall of this machine may drop what comes from containers: allow what comes in on the bridges of the engine.";
    }
    return "Containers looked for it at %s. Say with --advertise HOST by which address containers of the engine reach this machine, and with --bind HOST at which of its addresses the kit is to listen; a firewall may be in the way, too."
        .formatted(options.advertise().orElse(Bridge.KIT));
  }

  private synchronized String outside() throws DeploymentException {
    String network = outside;
    if (network == null) {
      network = network(() -> Bridge.outside(engine(), labels));
      outside = network;
    }
    return network;
  }

  /** A relay to a container that is yet to be started, where there must be one. */
  private Optional<RelayContainer> relay(Bridge bridge, Endpoint target, List<Integer> kitPorts)
      throws DeploymentException {
    if (bridge.reach() != Reach.RELAYED) {
      return Optional.empty();
    }
    String kit = options.advertise().orElse(Bridge.KIT);
    return Optional.of(
        RelayContainer.start(
            engine(),
            new RelayContainer.Wanted(
                bridge.id(),
                outside(),
                target,
                kitPorts.stream().map(port -> new Endpoint(kit, port)).toList()),
            labels,
            patience));
  }

  /**
   * Starts a candidate.
   *
   * @throws DeploymentException if the engine or the image does not allow it
   */
  public RunningContainer startService(String image, Log log) throws DeploymentException {
    return startService(image, options.pull(), options.service(), log);
  }

  private RunningContainer startService(String image, Pull pull, SideOptions side, Log log)
      throws DeploymentException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOST", "0.0.0.0");
    environment.put("PORT", String.valueOf(side.port()));
    environment.putAll(side.environment());
    return start(
        new WantedContainer.Side(image, environment, side, "--service-port"),
        pull,
        serviceBridge(),
        List.of(),
        log);
  }

  /**
   * Starts a proxy that finds its service there.
   *
   * @throws DeploymentException if the engine or the image does not allow it
   */
  public RunningContainer startProxy(String image, Endpoint userFunction, Log log)
      throws DeploymentException {
    return startProxy(image, options.pull(), options.proxy(), userFunction, log);
  }

  private RunningContainer startProxy(
      String image, Pull pull, SideOptions side, Endpoint userFunction, Log log)
      throws DeploymentException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOST", "0.0.0.0");
    environment.put("HTTP_PORT", String.valueOf(side.port()));
    environment.put("USER_FUNCTION_HOST", userFunction.host());
    environment.put("USER_FUNCTION_PORT", String.valueOf(userFunction.port()));
    environment.putAll(side.environment());
    return start(
        new WantedContainer.Side(image, environment, side, "--proxy-port"),
        pull,
        proxyBridge(),
        List.of(userFunction.port()),
        log);
  }

  /** Starts the reference service, of the kit's own image, to see the way there. */
  RunningContainer startOwnService(Log log) throws DeploymentException {
    return startService(
        KitImage.on(engine()),
        Pull.NEVER,
        new SideOptions(options.service().port(), Map.of(), List.of("model", "service")),
        log);
  }

  /** Starts the reference proxy, of the kit's own image, to see the way back. */
  RunningContainer startOwnProxy(Endpoint userFunction, Log log) throws DeploymentException {
    return startProxy(
        KitImage.on(engine()),
        Pull.NEVER,
        new SideOptions(options.proxy().port(), Map.of(), List.of("model", "proxy")),
        userFunction,
        log);
  }

  private RunningContainer start(
      WantedContainer.Side side, Pull pull, Bridge bridge, List<Integer> kitPorts, Log log)
      throws DeploymentException {
    String alias = "target-" + UUID.randomUUID();
    Optional<RelayContainer> relay =
        relay(bridge, new Endpoint(alias, side.options().port()), kitPorts);
    Optional<String> kit =
        kitPorts.isEmpty()
            ? Optional.empty()
            : Optional.of(relay.map(RelayContainer::address).orElseGet(bridge::kitAddress));
    try {
      return RunningContainer.start(
          engine(),
          new WantedContainer(side, bridge, relay, alias, kit, pull, options.limits(), labels),
          log);
    } catch (DeploymentException | RuntimeException notStarted) {
      relay.ifPresent(RelayContainer::close);
      throw notStarted;
    }
  }

  @Override
  public synchronized void close() {
    ContainerEngine reached = engine;
    if (reached == null) {
      return;
    }
    try {
      // What is asked of the engine by a thread that is interrupted fails, whenever that comes.
      Asking.whole(() -> new Leftovers(reached.client()).sweep(run));
    } catch (RuntimeException engineGone) {
      System.err.println(
          "The containers of this run could not be removed: "
              + Causes.deepest(engineGone)
              + " `tck clean` tries again.");
    }
  }
}

package io.cloudstate.tck.runner.deploy.container;

import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Log;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The containers of one run. The engine is reached when the first is wanted; closing removes all
 * that was made, whatever became of it.
 */
public final class Containers implements AutoCloseable {

  private final ContainerOptions options;
  private final Map<String, String> labels;
  private final String run = UUID.randomUUID().toString();
  private @Nullable ContainerEngine engine;
  private @Nullable Bridge serviceBridge;
  private @Nullable Bridge proxyBridge;

  /** Starts nothing yet. */
  public Containers(ContainerOptions options) {
    this.options = options;
    this.labels = Owner.self().labels(run);
  }

  private synchronized ContainerEngine engine() throws DeploymentException {
    ContainerEngine reached = engine;
    if (reached == null) {
      reached = ContainerEngine.connect();
      reached
          .sweep()
          .forEach(
              what ->
                  System.err.println("Removed what a run that ended left behind: " + what + "."));
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
    try {
      return Bridge.create(reached, options.isolation(), labels);
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
    Meeting usual = proxyBridge().meeting();
    return new Meeting(usual.bind(), options.advertise().orElse(usual.told()));
  }

  /**
   * Starts a candidate.
   *
   * @throws DeploymentException if the engine or the image does not allow it
   */
  public RunningContainer startService(String image, Log log) throws DeploymentException {
    SideOptions side = options.service();
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOST", "0.0.0.0");
    environment.put("PORT", String.valueOf(side.port()));
    return start(image, serviceBridge(), environment, side, "--service-port", log);
  }

  /**
   * Starts a proxy that finds its service there.
   *
   * @throws DeploymentException if the engine or the image does not allow it
   */
  public RunningContainer startProxy(String image, Endpoint userFunction, Log log)
      throws DeploymentException {
    SideOptions side = options.proxy();
    Map<String, String> environment = new TreeMap<>();
    environment.put("HOST", "0.0.0.0");
    environment.put("HTTP_PORT", String.valueOf(side.port()));
    environment.put("USER_FUNCTION_HOST", userFunction.host());
    environment.put("USER_FUNCTION_PORT", String.valueOf(userFunction.port()));
    return start(image, proxyBridge(), environment, side, "--proxy-port", log);
  }

  private RunningContainer start(
      String image,
      Bridge bridge,
      Map<String, String> environment,
      SideOptions side,
      String portOption,
      Log log)
      throws DeploymentException {
    environment.putAll(side.environment());
    return RunningContainer.start(
        engine(),
        new RunningContainer.Wanted(
            image,
            bridge,
            environment,
            side.arguments(),
            side.port(),
            portOption,
            bridge.equals(proxyBridge),
            options.pull(),
            options.limits(),
            labels),
        log);
  }

  @Override
  public synchronized void close() {
    ContainerEngine reached = engine;
    if (reached == null) {
      return;
    }
    // What is asked of the engine while the thread is interrupted fails.
    boolean interrupted = Thread.interrupted();
    try {
      new Leftovers(reached.client()).sweep(run);
    } catch (RuntimeException engineGone) {
      System.err.println(
          "The containers of this run could not be removed: "
              + Causes.deepest(engineGone)
              + " `tck clean` tries again.");
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

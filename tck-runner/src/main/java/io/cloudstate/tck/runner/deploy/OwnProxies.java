package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.deploy.container.Containers;
import io.cloudstate.tck.runner.deploy.container.Meeting;
import io.cloudstate.tck.runner.wire.Attribution;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Starts proxies of scenarios' own, all of one kind. */
final class OwnProxies implements OwnProxy.Kind {

  /** More would, on a small machine, keep each other from coming up in time. */
  private static final int PROCESSES = 2;

  private final Target target;
  private final Mutation mutation;
  private final Containers containers;
  private final Duration patience;
  private final Semaphore turns = new Semaphore(PROCESSES);
  private final ClaimedPorts ports = new ClaimedPorts(Targets::freePort);

  OwnProxies(Target target, Mutation mutation, Containers containers, Duration patience) {
    this.target = target;
    this.mutation = mutation;
    this.containers = containers;
    this.patience = patience;
  }

  /** Starts one, when it is its turn. */
  OwnProxy start(Attribution attribution, boolean reachable, Runnable serving)
      throws DeploymentException {
    Runnable ended = turn();
    OwnProxy proxy = null;
    try {
      Meeting meeting = Targets.meeting(target, containers);
      int port = ports.claim();
      proxy =
          new OwnProxy(
              new Endpoint(meeting.bind(), port),
              attribution,
              patience,
              () -> {
                ports.giveBack(port);
                ended.run();
              });
      proxy.start(this, meeting.told(), reachable, serving);
      if (target instanceof Target.Image && reachable && !proxy.hasLooked()) {
        containers.checkWayBack();
      }
      return proxy;
    } catch (DeploymentException | RuntimeException notStarted) {
      if (proxy == null) {
        ended.run();
      } else {
        proxy.close();
      }
      throw notStarted;
    }
  }

  /** One that runs within this process costs little, and needs no turn. */
  private Runnable turn() throws DeploymentException {
    if (startsAtOnce()) {
      return () -> {};
    }
    try {
      turns.acquire();
      return turns::release;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DeploymentException(
          "The run was interrupted while a scenario waited to start a proxy.", interrupted);
    }
  }

  @Override
  public boolean startsAtOnce() {
    return target instanceof Target.Embedded;
  }

  @Override
  public Mutation mutation() {
    return mutation;
  }

  @Override
  public Running run(Endpoint userFunction) throws DeploymentException {
    return Targets.startProxy(target, userFunction, mutation.proxySwitches(), patience, containers);
  }
}

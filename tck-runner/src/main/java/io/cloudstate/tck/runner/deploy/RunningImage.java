package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.deploy.container.RunningContainer;
import io.cloudstate.tck.specs.Fate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A container that the runner started of an image. */
record RunningImage(RunningContainer container, Log log) implements Running {

  @Override
  public Endpoint endpoint() {
    return container.endpoint();
  }

  @Override
  public Optional<String> failure() {
    return container.failure();
  }

  @Override
  public void awaitEnd(Duration patience) throws InterruptedException {
    container.awaitEnd(patience);
  }

  @Override
  public boolean isRelayed() {
    return container.isRelayed();
  }

  @Override
  public String whyUnreachable() {
    return container.whyUnreachable();
  }

  @Override
  public Map<String, String> facts() {
    return container.facts();
  }

  @Override
  public Running befall(Fate fate) throws DeploymentException {
    RunningContainer now = container.befall(fate, log);
    return now.equals(container) ? this : new RunningImage(now, log);
  }

  @Override
  public void close() {
    container.close();
  }
}

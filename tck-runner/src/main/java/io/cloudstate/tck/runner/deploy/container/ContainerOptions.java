package io.cloudstate.tck.runner.deploy.container;

import java.util.Optional;

/**
 * How images are run.
 *
 * @param advertise what a proxy in a container is told to be the kit's host, if not the usual
 */
public record ContainerOptions(
    SideOptions service,
    SideOptions proxy,
    Pull pull,
    Limits limits,
    Isolation isolation,
    Optional<String> advertise) {

  /** Where nothing is said. */
  public static ContainerOptions usual() {
    return new ContainerOptions(
        SideOptions.service(),
        SideOptions.proxy(),
        Pull.MISSING,
        Limits.usual(),
        Isolation.AUTO,
        Optional.empty());
  }
}

package io.cloudstate.tck.runner.deploy.container;

import java.util.Optional;

/**
 * How images are run.
 *
 * @param bind the address of this machine at which the kit listens for containers, if not the usual
 * @param advertise what containers know this machine by, if not the usual
 */
public record ContainerOptions(
    SideOptions service,
    SideOptions proxy,
    Pull pull,
    Limits limits,
    Isolation isolation,
    Optional<String> bind,
    Optional<String> advertise) {

  /** Where nothing is said. */
  public static ContainerOptions usual() {
    return new ContainerOptions(
        SideOptions.service(),
        SideOptions.proxy(),
        Pull.MISSING,
        Limits.usual(),
        Isolation.AUTO,
        Optional.empty(),
        Optional.empty());
  }
}

package io.cloudstate.tck.runner.deploy.container;

import io.cloudstate.tck.runner.deploy.DeploymentException;

/** The kit itself as an image, for what it needs containers of its own for. */
final class KitImage {

  private static final String NAME = "cloudstate-tck/kit:local";

  private KitImage() {}

  /**
   * The image that the kit was started of, or the one that this repository builds.
   *
   * @throws DeploymentException if the engine has none
   */
  static String on(ContainerEngine engine) throws DeploymentException {
    if (engine.kit().isPresent()) {
      return engine.client().inspectContainerCmd(engine.kit().get()).exec().getImageId();
    }
    if (!isOn(engine)) {
      throw new DeploymentException(
          "The kit needs its own image on the engine, as %s, and %s does not have it. Build it there: ci/images kit; or fetch it, and name it so with `docker tag`. If you trust what you test, --isolation published goes without."
              .formatted(NAME, engine.description()));
    }
    return NAME;
  }

  /** Whether there is one. */
  static boolean isOn(ContainerEngine engine) {
    return engine.kit().isPresent() || engine.has(NAME);
  }
}

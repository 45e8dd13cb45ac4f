package io.cloudstate.tck.runner.deploy.container;

import java.util.List;
import java.util.Map;

/**
 * What one side's container is told besides what it must know.
 *
 * @param port where it listens within its container
 * @param environment further variables, which win over the kit's own
 * @param arguments what its entry point is given; the image's own where there are none
 */
public record SideOptions(int port, Map<String, String> environment, List<String> arguments) {

  private static final int SERVICE_PORT = 8080;
  private static final int PROXY_PORT = 9000;

  public SideOptions {
    environment = Map.copyOf(environment);
    arguments = List.copyOf(arguments);
  }

  /** A candidate of which nothing is said. */
  public static SideOptions service() {
    return new SideOptions(SERVICE_PORT, Map.of(), List.of());
  }

  /** A proxy of which nothing is said. */
  public static SideOptions proxy() {
    return new SideOptions(PROXY_PORT, Map.of(), List.of());
  }
}

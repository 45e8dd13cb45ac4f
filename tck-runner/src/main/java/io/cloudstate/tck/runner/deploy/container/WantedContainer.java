package io.cloudstate.tck.runner.deploy.container;

import java.util.Map;
import java.util.Optional;

/**
 * A container of one target before it is started.
 *
 * @param relay what stands between it and the kit, if something must; it is closed with it
 * @param alias its name on its network
 * @param kit what its name for the kit stands for, if it has one
 */
record WantedContainer(
    Side side,
    Bridge bridge,
    Optional<RelayContainer> relay,
    String alias,
    Optional<String> kit,
    Pull pull,
    Limits limits,
    Map<String, String> labels) {

  /**
   * What to start.
   *
   * @param environment all of it
   * @param portOption the option by which another port is given
   */
  record Side(
      String image, Map<String, String> environment, SideOptions options, String portOption) {}

  String image() {
    return side.image();
  }

  int port() {
    return side.options().port();
  }
}

package io.cloudstate.tck.runner.deploy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Something that ran before the runner did, and goes on after it. */
record RunningElsewhere(Endpoint endpoint, Log log) implements Running {

  /**
   * What runs there. A name that gRPC takes for none, with an underscore as Docker's often have, is
   * looked up here, once.
   */
  static RunningElsewhere at(Endpoint named) throws DeploymentException {
    if (!named.host().contains("_")) {
      return new RunningElsewhere(named, new Log());
    }
    try {
      String address = InetAddress.getByName(named.host()).getHostAddress();
      return new RunningElsewhere(new Endpoint(address, named.port()), new Log());
    } catch (UnknownHostException unknown) {
      throw new DeploymentException(
          "tcp:" + named + " names a host that is not known here: " + named.host() + ".", unknown);
    }
  }

  @Override
  public Optional<String> failure() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}

package io.cloudstate.tck.runner.deploy;

/** Where something is reached. */
public record Endpoint(String host, int port) {

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}

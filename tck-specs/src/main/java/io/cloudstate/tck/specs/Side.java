package io.cloudstate.tck.specs;

/** Direction on the wire between proxy and service, as seen from the service. */
public enum Side {
  /** From the proxy to the service. */
  IN,
  /** From the service to the proxy. */
  OUT
}

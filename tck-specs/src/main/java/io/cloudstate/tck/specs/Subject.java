package io.cloudstate.tck.specs;

/** Who must meet a requirement. */
public enum Subject {
  SERVICE,
  PROXY,
  BOTH
}

package io.cloudstate.tck.runner.deploy.container;

/** How containers are connected. */
public enum Isolation {
  /** Internal where the engine's networks are on this machine, published otherwise. */
  AUTO,
  /** No way out of a container but to the kit, which reaches it by its address. */
  INTERNAL,
  /** Ports published on loopback; a container can reach what its engine lets it. */
  PUBLISHED
}

package io.cloudstate.tck.runner.deploy.container;

/** How containers are connected. */
public enum Isolation {
  /** Internal where the kit can be on the engine's networks, relayed otherwise. */
  AUTO,
  /** No way out of a container but to the kit, which reaches it by its address. */
  INTERNAL,
  /** No way out of a container but to the kit, both through a container between. */
  RELAYED,
  /** Ports published on loopback; a container can reach what its engine lets it. */
  PUBLISHED
}

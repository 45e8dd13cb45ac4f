package io.cloudstate.tck.runner.deploy.container;

/** How the kit and the containers of a network reach each other. */
enum Reach {
  /** By address: the kit is on the network. */
  DIRECT,
  /** Through a container on the network and on another: it has no way out of its own. */
  RELAYED,
  /** By ports that the engine publishes, and out of the network. */
  PUBLISHED
}

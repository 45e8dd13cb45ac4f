package io.cloudstate.tck.runner.deploy.container;

/** What a container reaches that is not on its network. */
enum Beyond {
  NOTHING("no way out of its network"),
  /** What the engine's machine opens on all of its addresses. */
  MACHINE("no way out of its network but to the engine's own machine"),
  EVERYTHING("its way out is open");

  private final String words;

  Beyond(String words) {
    this.words = words;
  }

  /** For people. */
  String words() {
    return words;
  }
}

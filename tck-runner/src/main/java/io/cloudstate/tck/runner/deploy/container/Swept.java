package io.cloudstate.tck.runner.deploy.container;

import java.util.List;

/**
 * What came of removing what runs made on an engine.
 *
 * @param removed what is gone
 * @param left what could not be removed
 */
public record Swept(List<String> removed, List<String> left) {

  public Swept {
    removed = List.copyOf(removed);
    left = List.copyOf(left);
  }
}

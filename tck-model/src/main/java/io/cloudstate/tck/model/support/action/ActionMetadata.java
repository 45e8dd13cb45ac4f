package io.cloudstate.tck.model.support.action;

import io.cloudstate.tck.protocol.Metadata;
import java.util.Optional;

/**
 * Metadata as an action sees it.
 *
 * @param wire the entries as they came
 */
public record ActionMetadata(Metadata wire) {
  /**
   * The first text under a key.
   *
   * @param key the key, in capital or small letters
   * @return empty if there is none, or if it is bytes
   */
  public Optional<String> text(String key) {
    return wire.getEntriesList().stream()
        .filter(entry -> entry.hasStringValue() && entry.getKey().equalsIgnoreCase(key))
        .map(entry -> entry.getStringValue())
        .findFirst();
  }
}

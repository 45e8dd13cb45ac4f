package io.cloudstate.tck.specs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be required of the answer to a discovery call. */
public enum SpecRule {
  /** The descriptor set holds every file that its files import, and so links with nothing added. */
  LINKS,
  /** At least one entity, and every one a service of the descriptor set. */
  DESCRIBED,
  /** No service is listed twice. */
  LISTED_ONCE,
  /** Every entity type is one of the protocol's. */
  KNOWN_TYPES,
  /** The model's services have the type that the model gives them. */
  MODEL_TYPES,
  /** The model's services are described with the options that the model gives them. */
  MODEL_OPTIONS,
  /**
   * Event sourced and value entities of the model have the persistence id that the model declares.
   */
  PERSISTENCE_IDS,
  /** Configured passivation timeouts of the model are reported in milliseconds. */
  PASSIVATION_TIMEOUTS,
  /** The protocol version is the kit's. */
  PROTOCOL_VERSION,
  /** Service, runtime and support library are named, the library with its version. */
  NAMES_ITSELF,
  /** The spec is the same as at the run's first discovery, but for order. */
  SAME_AS_FIRST;

  /** As written in scenario files, for example {@code listed-once}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(SpecRule::word).toList();
  }
}

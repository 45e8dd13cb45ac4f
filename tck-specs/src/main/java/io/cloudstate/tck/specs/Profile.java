package io.cloudstate.tck.specs;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A part of the protocol that a support library may claim, by the model services that show it. */
public enum Profile {
  EVENT_SOURCED("cloudstate.tck.model."),
  VALUE_ENTITY("cloudstate.tck.model.valueentity."),
  ACTION("cloudstate.tck.model.action."),
  CRDT("cloudstate.tck.model.crdt."),
  EVENTING("cloudstate.tck.model.eventlogeventing.");

  private final String servicePackage;

  Profile(String servicePackage) {
    this.servicePackage = servicePackage;
  }

  /** As the command line and reports write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words, in the order of the profiles. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Profile::word).toList();
  }

  /** The profile of this word. */
  public static Optional<Profile> named(String word) {
    return Arrays.stream(values()).filter(profile -> profile.word().equals(word)).findFirst();
  }

  private static Profile of(String service) {
    String in = service.substring(0, service.lastIndexOf('.') + 1);
    return Arrays.stream(values())
        .filter(profile -> profile.servicePackage.equals(in))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(service + " is no service of the model."));
  }

  /** The profiles whose services a scenario needs; none where it judges the proxy alone. */
  public static Set<Profile> of(Scenario scenario) {
    Set<Profile> profiles = EnumSet.noneOf(Profile.class);
    scenario.services().forEach(service -> profiles.add(of(service)));
    return profiles;
  }
}

package io.cloudstate.tck.reports;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate is made with, by what it says of itself; hostile text.
 *
 * @param name of the support library, or of the service or its target where it names none
 * @param version or empty
 * @param runtime or empty
 */
record Library(String name, String version, String runtime) {

  /** By version; what is none comes last. */
  static final Comparator<Library> NEWER_FIRST =
      Comparator.comparing(
              Library::comparable, Comparator.nullsFirst(Comparator.<Version>naturalOrder()))
          .reversed();

  private @Nullable Version comparable() {
    try {
      return Version.parse(version);
    } catch (IllegalArgumentException other) {
      // A library may call its versions whatever it likes.
      return null;
    }
  }

  static Library of(TargetInfo service) {
    String said =
        fact(service, "support library")
            .or(() -> fact(service, "service"))
            .orElse(service.target())
            .strip();
    int last = said.lastIndexOf(' ');
    boolean versioned = last > 0 && said.substring(last).chars().anyMatch(Character::isDigit);
    return new Library(
        versioned ? said.substring(0, last).strip() : said,
        versioned ? said.substring(last + 1) : "",
        fact(service, "runtime").orElse(""));
  }

  /** How a proxy is named on a page. */
  static String proxy(TargetInfo proxy) {
    return fact(proxy, "proxy").orElse(proxy.target()).strip();
  }

  private static Optional<String> fact(TargetInfo target, String name) {
    List<Fact> facts = target.facts();
    return facts.stream()
        .filter(fact -> fact.name().equalsIgnoreCase(name) && !fact.value().isBlank())
        .map(Fact::value)
        .findFirst();
  }
}

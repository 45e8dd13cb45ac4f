package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.text.VisibleText;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a candidate is made with, by what it says of itself; hostile text.
 *
 * @param name of the support library, or of the service; where it names neither, what its target is
 *     called
 * @param named whether it names itself
 * @param version or empty
 * @param runtime or empty
 */
record Library(String name, String version, String runtime, boolean named) {

  private static final int LONGEST_TARGET = 60;

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
    String runtime = fact(service, "runtime").orElse("");
    return fact(service, "support library")
        .or(() -> fact(service, "service"))
        .map(said -> named(said.strip(), runtime))
        .orElseGet(() -> unnamed(service.target(), runtime));
  }

  private static Library named(String said, String runtime) {
    int last = said.lastIndexOf(' ');
    boolean versioned = last > 0 && said.substring(last).chars().anyMatch(Character::isDigit);
    return new Library(
        versioned ? said.substring(0, last).strip() : said,
        versioned ? said.substring(last + 1) : "",
        runtime,
        true);
  }

  /** An image has a name and a version of its own; a command is what it runs, wherever that is. */
  private static Library unnamed(String target, String runtime) {
    String what = target.substring(target.indexOf(':') + 1);
    if (target.startsWith("image:")) {
      int tag = what.indexOf(':', what.lastIndexOf('/') + 1);
      return new Library(
          tag < 0 ? what : what.substring(0, tag),
          tag < 0 ? "" : what.substring(tag + 1),
          runtime,
          false);
    }
    String name =
        target.startsWith("exec:")
            ? Arrays.stream(what.strip().split("\\s+"))
                .map(word -> word.substring(word.lastIndexOf('/') + 1))
                .collect(Collectors.joining(" "))
            : what;
    return new Library(VisibleText.cut(name, LONGEST_TARGET), "", runtime, false);
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

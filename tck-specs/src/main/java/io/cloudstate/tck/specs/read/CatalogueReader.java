package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.Level;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the requirement catalogue. */
final class CatalogueReader {

  private CatalogueReader() {}

  static Catalogue read(Node document) {
    Node.Mapping root = document.mapping();
    root.onlyKeys(Set.of("protocol", "source", "areas"));
    List<Requirement> requirements = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Node area : root.get("areas").sequence().items()) {
      area.mapping().onlyKeys(Set.of("area", "prefix", "requirements"));
      String name = area.mapping().get("area").text();
      for (Node node : area.mapping().get("requirements").sequence().items()) {
        Requirement requirement = requirement(name, node.mapping());
        if (!ids.add(requirement.id())) {
          throw node.error("The id " + requirement.id() + " stands here for the second time.");
        }
        requirements.add(requirement);
      }
    }
    return new Catalogue(root.get("protocol").text(), requirements);
  }

  private static Requirement requirement(String area, Node.Mapping map) {
    map.onlyKeys(Set.of("id", "subject", "level", "text", "unverified", "notShown"));
    if (map.find("unverified").isPresent() && map.find("notShown").isPresent()) {
      throw map.get("notShown")
          .error(
              "\"notShown\" says what is missing where scenarios show the rest; with"
                  + " \"unverified\" none does. Write one of them.");
    }
    return new Requirement(
        map.get("id").text(),
        area,
        one(map.get("level"), Level.values()),
        one(map.get("subject"), Subject.values()),
        map.get("text").text().strip(),
        reason(map, "unverified"),
        reason(map, "notShown"));
  }

  private static Optional<String> reason(Node.Mapping map, String key) {
    return map.find(key)
        .map(
            node -> {
              if (node.text().isBlank()) {
                throw node.error("\"" + key + "\" needs a reason.");
              }
              return node.text().strip();
            });
  }

  private static <E extends Enum<E>> E one(Node node, E[] values) {
    return Arrays.stream(values)
        .filter(value -> value.name().equals(node.text().toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                node.error(
                    "Unknown "
                        + node.flow()
                        + ". "
                        + Words.known(
                            node.text(), Arrays.stream(values).map(Enum::name).toList())));
  }
}

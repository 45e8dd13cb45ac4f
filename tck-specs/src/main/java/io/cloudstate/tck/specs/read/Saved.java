package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.ValuePath;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values that {@code ${name}} may stand for in a scenario: those of every run, and saved ones.
 */
final class Saved {

  private static final String WORD = "save";
  private static final Set<String> ALWAYS = Bindings.ofEntity("").values().keySet();

  private final Set<String> names = new LinkedHashSet<>(ALWAYS);

  /** Complains of a name that nothing has saved above, and learns the names that a step saves. */
  void check(Node node) {
    if (node instanceof Node.Scalar text) {
      for (String name : Bindings.names(text.value())) {
        if (!names.contains(name)) {
          throw text.error(
              "No value is saved above as \"" + name + "\". " + Words.known(name, names));
        }
      }
    } else if (node instanceof Node.Sequence list) {
      list.items().forEach(this::check);
    } else {
      node.mapping().entries().values().forEach(entry -> check(entry.value()));
      node.mapping()
          .find(WORD)
          .filter(Node.Mapping.class::isInstance)
          .ifPresent(saved -> names.addAll(saved.mapping().keys()));
    }
  }

  /** What a step saves of a frame: names, and paths in messages of this type. */
  static Map<String, String> read(Node.Mapping step, Descriptor type) {
    Map<String, String> saves = new LinkedHashMap<>();
    if (step.find(WORD).isPresent()) {
      step.get(WORD)
          .mapping()
          .entries()
          .forEach(
              (name, entry) -> {
                requireName(name, entry.place());
                requirePath(entry.value(), type);
                saves.put(name, entry.value().text());
              });
    }
    return saves;
  }

  private static void requireName(String name, Place place) {
    if (!Bindings.names("${" + name + "}").equals(List.of(name)) || ALWAYS.contains(name)) {
      throw new SpecException(
          place,
          "A value is saved under a name of letters and digits other than "
              + String.join(", ", new TreeSet<>(ALWAYS))
              + "; found \""
              + name
              + "\".");
    }
  }

  private static void requirePath(Node path, Descriptor type) {
    ValuePath.problem(type, path.text())
        .ifPresent(
            problem -> {
              throw path.error(
                  problem.known().isEmpty()
                      ? problem.text()
                      : problem.text() + " " + Words.known(problem.unknown(), problem.known()));
            });
  }
}

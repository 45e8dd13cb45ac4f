package io.cloudstate.tck.specs.read;

import com.google.protobuf.AnyProto;
import com.google.protobuf.EmptyProto;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.action.ActionProto;
import io.cloudstate.tck.protocol.crdt.CrdtProto;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedProto;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.cloudstate.tck.protocol.model.valueentity.ValueentityProto;
import io.cloudstate.tck.protocol.probe.ProbeActionProto;
import io.cloudstate.tck.protocol.probe.ProbeEntitiesProto;
import io.cloudstate.tck.protocol.probe.ProbeEventingProto;
import io.cloudstate.tck.protocol.probe.ProbeJoinedProto;
import io.cloudstate.tck.protocol.probe.refused.ProbeRefusedProto;
import io.cloudstate.tck.protocol.reflection.ReflectionProto;
import io.cloudstate.tck.protocol.valueentity.ValueEntityProto;
import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.match.Types;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Loads the requirements and scenarios that belong to this kit. */
public final class Specs {

  static final String FOLDER = "/io/cloudstate/tck/specs/";
  private static final String CATALOGUE = "requirements.yaml";

  /** The themes, in the order in which they run and are reported. */
  static final List<String> THEMES =
      List.of(
          "discovery",
          "event-sourced",
          "value-entity",
          "action",
          "crdt",
          "crdt-collections",
          "crdt-commands",
          "crdt-streamed",
          "eventing",
          "serialization",
          "proxy",
          "lifecycle");

  private Specs() {}

  /**
   * The kit's own set. Steps are read when they are asked for; that all can be is seen to when the
   * kit is built.
   *
   * @throws SpecException if it cannot be read or does not hold together
   */
  public static ScenarioSet load() {
    List<Source> themes = themes().map(Source::resource).toList();
    return read(Source.resource(CATALOGUE), themes, unread -> {});
  }

  /** All that belongs to the kit. */
  static List<String> files() {
    return Stream.concat(Stream.of(CATALOGUE), themes()).toList();
  }

  private static Stream<String> themes() {
    return THEMES.stream().map(theme -> "scenarios/" + theme + ".yaml");
  }

  /** Where the build keeps what it has read of a file. */
  static String parsed(String name) {
    return name.replace(".yaml", ".parsed.json");
  }

  /**
   * The kit's catalogue with one theme read from elsewhere, for authors who write scenarios.
   *
   * @throws SpecException with all that is wrong in it
   */
  public static ScenarioSet load(String file, String text) {
    Catalogue catalogue = CatalogueReader.read(Source.resource(CATALOGUE).document());
    Types types = types();
    return new ScenarioSet(
        catalogue,
        new ThemeReader(catalogue, types).read(YamlReader.read(file, text), Scenario::steps),
        types,
        Hash.of(text));
  }

  /**
   * A file.
   *
   * @param parsed what the build has read of it, if it has
   */
  record Source(String file, String text, Optional<String> parsed) {

    Source(String file, String text) {
      this(file, text, Optional.empty());
    }

    static Source resource(String name) {
      String text =
          find(name)
              .orElseThrow(
                  () ->
                      new SpecException(
                          new Place(name, 1, 1), "The kit was built without this file."));
      return new Source(name, text, find(Specs.parsed(name)));
    }

    private static Optional<String> find(String name) {
      try (InputStream stream = Specs.class.getResourceAsStream(FOLDER + name)) {
        return stream == null
            ? Optional.empty()
            : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    /** What was read of another text, before the file was changed, is passed over. */
    Node document() {
      return parsed
          .flatMap(read -> Parsed.find(file, text, read))
          .orElseGet(() -> YamlReader.read(file, text));
    }
  }

  /**
   * A set read from these files.
   *
   * @param further asks for more of each scenario, or for nothing
   */
  static ScenarioSet read(Source catalogueSource, List<Source> themes, Consumer<Scenario> further) {
    // By all processors, since a JVM that has just started reads YAML slowly.
    List<Supplier<Node>> documents = themes.parallelStream().map(Specs::document).toList();
    Catalogue catalogue = CatalogueReader.read(catalogueSource.document());
    Types types = types();
    List<Scenario> scenarios = new ArrayList<>();
    List<SpecException.Problem> problems = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    ThemeReader reader = new ThemeReader(catalogue, types);
    for (Supplier<Node> document : documents) {
      try {
        scenarios.addAll(reader.read(document.get(), further));
      } catch (SpecException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    scenarios.forEach(
        scenario -> {
          all.append(scenario.id()).append(scenario.hash());
          // What does not gate changes what a verdict on the whole set means.
          scenario.disputed().ifPresent(dispute -> all.append("disputed"));
        });
    if (problems.isEmpty()) {
      orphans(catalogueSource.file(), catalogue, scenarios, problems);
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return new ScenarioSet(catalogue, scenarios, types, Hash.of(all.toString()));
  }

  /** What a file holds, or what is wrong with it when that is asked for. */
  private static Supplier<Node> document(Source file) {
    try {
      Node document = file.document();
      return () -> document;
    } catch (SpecException wrong) {
      return () -> {
        throw wrong;
      };
    }
  }

  /** Each requirement is verified by a scenario or says why not, and not both. */
  private static void orphans(
      String file,
      Catalogue catalogue,
      List<Scenario> scenarios,
      List<SpecException.Problem> problems) {
    Set<String> verified = new HashSet<>();
    scenarios.forEach(scenario -> verified.addAll(scenario.verifies()));
    for (Requirement requirement : catalogue.requirements()) {
      if (verified.contains(requirement.id()) == requirement.unverified().isPresent()) {
        problems.add(
            new SpecException.Problem(
                new Place(file, 1, 1),
                requirement.unverified().isPresent()
                    ? requirement.id()
                        + " says why no scenario verifies it, but one does; remove the reason."
                    : requirement.id()
                        + " is verified by no scenario; write one or give the reason under \"unverified\"."));
      }
    }
  }

  private static Types types() {
    return Types.of(
        List.of(
            AnyProto.getDescriptor(),
            EmptyProto.getDescriptor(),
            EntityProto.getDescriptor(),
            ActionProto.getDescriptor(),
            CrdtProto.getDescriptor(),
            EventSourcedProto.getDescriptor(),
            ValueEntityProto.getDescriptor(),
            EventsourcedProto.getDescriptor(),
            ValueentityProto.getDescriptor(),
            io.cloudstate.tck.protocol.model.action.ActionProto.getDescriptor(),
            io.cloudstate.tck.protocol.model.crdt.CrdtProto.getDescriptor(),
            EventlogeventingProto.getDescriptor(),
            ProbeActionProto.getDescriptor(),
            ProbeEntitiesProto.getDescriptor(),
            ProbeEventingProto.getDescriptor(),
            ProbeJoinedProto.getDescriptor(),
            ProbeRefusedProto.getDescriptor(),
            ReflectionProto.getDescriptor()));
  }
}

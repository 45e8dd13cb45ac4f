package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.Dispute;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Plan;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads files of scenarios, whose ids must differ. */
final class ThemeReader {

  private static final Set<String> THEME_WORDS = Set.of("theme", "service", "scenarios");
  private static final Set<String> SCENARIO_WORDS =
      Set.of(
          "id", "aliases", "title", "topology", "service", "crdt", "verifies", "disputed", "steps");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  private static final Set<String> DISPUTE_WORDS = Set.of("reason", "link");
  private static final Pattern LINK = Pattern.compile("https?://[\\x21-\\x7e&&[^<>\"`\\\\|]]+");

  private static final List<String> CRDTS =
      List.of("GCounter", "PNCounter", "GSet", "ORSet", "LWWRegister", "Flag", "ORMap", "Vote");

  private final List<String> requirements;
  private final Types types;
  private final Map<String, Place> ids = new HashMap<>();

  ThemeReader(Catalogue catalogue, Types types) {
    this.requirements = catalogue.requirements().stream().map(Requirement::id).toList();
    this.types = types;
  }

  /**
   * Reads all scenarios of a file but for their steps, which are read when they are asked for.
   *
   * @param further asks for more of each, or for nothing
   * @throws SpecException with every scenario's first problem in what was read
   */
  List<Scenario> read(Node document, Consumer<Scenario> further) {
    Node.Mapping root = document.mapping();
    root.onlyKeys(THEME_WORDS);
    String theme = root.get("theme").text();
    Optional<ModelService> main =
        root.find("service")
            .map(node -> new Methods(ModelService.all()).service(node.text(), node.place()));
    List<Scenario> scenarios = new ArrayList<>();
    List<SpecException.Problem> problems = new ArrayList<>();
    for (Node node : root.get("scenarios").sequence().items()) {
      try {
        Scenario scenario = scenario(theme, main, node.mapping());
        further.accept(scenario);
        scenarios.add(scenario);
      } catch (SpecException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return scenarios;
  }

  private Scenario scenario(String theme, Optional<ModelService> themeService, Node.Mapping map) {
    map.onlyKeys(SCENARIO_WORDS);
    Node id = map.get("id");
    if (!id.text().startsWith(theme + "/")
        || !NAME.matcher(id.text().substring(theme.length() + 1)).matches()) {
      throw id.error("Expected an id like " + theme + "/what-it-shows, found " + id.flow() + ".");
    }
    Methods methods = new Methods(ModelService.all());
    unused(id);
    List<Node> aliases = map.find("aliases").map(node -> node.sequence().items()).orElse(List.of());
    aliases.forEach(this::unused);
    Optional<ModelService> main =
        map.find("service")
            .map(node -> methods.service(node.text(), node.place()))
            .or(
                () ->
                    themeService.map(service -> methods.service(service.fullName(), map.place())));
    Optional<Dispute> disputed = map.find("disputed").map(node -> dispute(node.mapping()));
    Topology topology = map.find("topology").map(ThemeReader::topology).orElse(Topology.DIRECT);
    List<String> verifies = verifies(map.get("verifies").sequence());
    String crdt = map.find("crdt").map(node -> crdt(node, main)).orElse("");
    Node.Sequence steps = map.get("steps").sequence();
    List<String> written = steps.items().stream().map(Node::flow).toList();
    return new Scenario(
        id.text(),
        aliases.stream().map(Node::text).toList(),
        map.get("title").text(),
        theme,
        topology,
        verifies,
        written,
        new Plan(
            () -> {
              StepReader reader =
                  new StepReader(
                      topology,
                      new EntityNames(main, crdt, methods),
                      new Proofs(verifies),
                      new ValueReader(types, messages(main)),
                      methods);
              return plan(reader, steps, map.get("verifies"), verifies);
            }),
        hash(id.text(), topology, main, map.find("crdt").map(Node::text), verifies, written),
        disputed);
  }

  private static String messages(Optional<ModelService> main) {
    return main.map(service -> service.descriptor().getFile().getPackage()).orElse("cloudstate");
  }

  private static Plan.Content plan(
      StepReader reader, Node.Sequence steps, Node place, List<String> verifies) {
    List<Step.Planned> planned = reader.read(steps);
    proven(place, verifies, planned);
    return new Plan.Content(List.copyOf(reader.services()), planned);
  }

  private static Dispute dispute(Node.Mapping map) {
    map.onlyKeys(DISPUTE_WORDS);
    Node reason = map.get("reason");
    Node link = map.get("link");
    if (reason.text().isBlank()) {
      throw reason.error("A dispute says what is in dispute.");
    }
    if (!LINK.matcher(link.text()).matches()) {
      throw link.error(
          "Expected a link to where it is discussed, which begins with https:// or http://, found "
              + link.flow()
              + ".");
    }
    return new Dispute(reason.text().strip(), link.text());
  }

  /** The model's CRDTs take their type from what the entity's id begins with. */
  private static String crdt(Node node, Optional<ModelService> main) {
    if (main.map(ModelService::type).filter(EntityType.CRDT::equals).isEmpty()) {
      throw node.error(
          "\"crdt\" is for services that are CRDTs; "
              + main.map(
                      service ->
                          service.fullName() + " is of type " + service.type().protocol() + ".")
                  .orElse("this scenario has no service."));
    }
    if (!CRDTS.contains(node.text())) {
      throw node.error("Unknown CRDT " + node.flow() + ". " + Words.known(node.text(), CRDTS));
    }
    return node.text() + "-";
  }

  /** Results are kept by id, so no scenario may have the id that another has or had. */
  private void unused(Node id) {
    Place earlier = ids.putIfAbsent(id.text(), id.place());
    if (earlier != null) {
      throw id.error("The id " + id.text() + " is taken already, at " + earlier + ".");
    }
  }

  private static Topology topology(Node node) {
    List<String> known = Arrays.stream(Topology.values()).map(Topology::word).toList();
    if (!known.contains(node.text())) {
      throw node.error("Unknown topology " + node.flow() + ". " + Words.known(node.text(), known));
    }
    return Topology.valueOf(node.text().toUpperCase(Locale.ROOT));
  }

  private List<String> verifies(Node.Sequence nodes) {
    if (nodes.items().isEmpty()) {
      throw nodes.error("A scenario verifies at least one requirement.");
    }
    for (Node node : nodes.items()) {
      if (!requirements.contains(node.text())) {
        throw node.error(
            "Unknown requirement "
                + node.flow()
                + ". "
                + Words.known(node.text(), near(node.text(), requirements)));
      }
    }
    Set<String> verifies = new LinkedHashSet<>();
    for (Node node : nodes.items()) {
      if (!verifies.add(node.text())) {
        throw node.error(node.text() + " stands here for the second time.");
      }
    }
    return List.copyOf(verifies);
  }

  private static List<String> near(String id, List<String> known) {
    String area = id.replaceFirst("-.*", "-");
    List<String> same = known.stream().filter(other -> other.startsWith(area)).toList();
    return same.isEmpty() ? known : same;
  }

  /** A requirement that no expectation proves would be reported as held whatever happens. */
  private static void proven(Node place, List<String> verifies, List<Step.Planned> steps) {
    Set<String> proven = new LinkedHashSet<>();
    collect(steps, proven);
    for (String id : verifies) {
      if (!proven.contains(id)) {
        throw place.error(
            "No expectation of the scenario proves " + id + ", which it says it verifies.");
      }
    }
  }

  private static void collect(List<Step.Planned> steps, Set<String> proven) {
    for (Step.Planned planned : steps) {
      if (planned.step() instanceof Step.Expectation expectation) {
        proven.add(expectation.proves());
      } else if (planned.step() instanceof Step.Either either) {
        either.branches().forEach(branch -> collect(branch.steps(), proven));
      }
    }
  }

  private static String hash(
      String id,
      Topology topology,
      Optional<ModelService> main,
      Optional<String> crdt,
      List<String> verifies,
      List<String> written) {
    String all =
        String.join(
            "\n",
            id,
            topology.word(),
            main.map(ModelService::fullName).orElse(""),
            crdt.orElse(""),
            verifies.toString());
    return Hash.of(all + "\n" + String.join("\n", written));
  }
}

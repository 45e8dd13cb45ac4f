package io.cloudstate.tck.runner.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.FixedDeadlines;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Blame;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.read.Specs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Every bug is found where it should be, and every scenario on a must finds one. Its output is
 * target/kill-matrix.md.
 *
 * <p>The file kills.yaml says at which place of a frame each bug is meant to show, and in which
 * themes; every other theme must stay green.
 */
class KillMatrixTest {

  private static final double SCALE = 0.6;
  private static final int AT_ONCE = 7;

  /** One in how many; {@code ci/verify --long} takes more of them. */
  private static final int SAMPLE = Integer.getInteger("kills.sample", 16);

  private static final int MANY_STEPS = 200;
  private static final int PROGRESS = 50;
  private static final Path OUTPUT = Path.of("target", "kill-matrix.md");

  /**
   * What is meant of a defect.
   *
   * @param path where the first difference is, as a regular expression
   * @param in themes that depend on what it breaks
   * @param also scenarios that find it though they verify something else, and that no bug of what
   *     they verify fails
   * @param waits why it cannot be shown yet, or empty
   */
  private record Meant(String path, List<String> in, List<String> also, String waits) {}

  @Test
  void everyDefectIsFoundAndEveryMustScenarioFindsOne() throws Exception {
    ScenarioSet set = Specs.load();
    List<ScenarioOutcome> clean =
        EmbeddedRun.of(set, set.scenarios(), Mutation.none(), Deadlines.scaled(1));
    Set<String> beyond = beyondTheEmbeddedPair(clean);
    assertThat(
            clean.stream()
                .filter(outcome -> !(outcome.verdict() instanceof Verdict.Passed))
                .filter(outcome -> !beyond.contains(outcome.scenario().id())))
        .extracting(outcome -> outcome.scenario().id() + ": " + outcome.verdict())
        .as("scenarios that do not pass without a defect")
        .isEmpty();

    Map<String, Meant> meant = meant();
    List<Defect> known = Defects.all().stream().filter(defect -> isVerified(set, defect)).toList();
    assertThat(meant.keySet())
        .as("kills.yaml names each defect of a verified requirement, and no other")
        .containsExactlyInAnyOrderElementsOf(known.stream().map(Defect::id).toList());
    List<Defect> defects =
        known.stream().filter(defect -> of(defect, meant).waits().isEmpty()).toList();
    KillMatrix matrix = inACrowd(set, defects, meant, beyond);
    lookAgainAlone(set, matrix, meant);
    Files.writeString(OUTPUT, matrix.toMarkdown());
    System.out.printf(
        "kill matrix: %d defects, %d scenarios, %d failures, %d of them put down to the very"
            + " requirement, survivors %s, must scenarios that no defect fails %s%n",
        defects.size(),
        set.scenarios().size(),
        defects.stream().mapToInt(defect -> matrix.kills(defect).size()).sum(),
        defects.stream().mapToLong(matrix::proven).sum(),
        matrix.survivors().stream().map(Defect::id).toList(),
        matrix.unkilling());

    List<String> complaints = new ArrayList<>(matrix.errors());
    defects.forEach(defect -> complaints.addAll(complaints(matrix, defect, of(defect, meant))));
    matrix
        .unkilling()
        .forEach(id -> complaints.add(id + " verifies a must and no defect fails it"));
    complaints.forEach(complaint -> System.out.println("kill matrix: WRONG: " + complaint));
    assertThat(complaints).as("what is not as kills.yaml says").isEmpty();
  }

  /** What cannot be done to a pair in one process is shown to fail with processes of its own. */
  private static Set<String> beyondTheEmbeddedPair(List<ScenarioOutcome> clean) {
    return clean.stream()
        .filter(outcome -> !outcome.scenario().fates().isEmpty())
        .filter(outcome -> outcome.verdict() instanceof Verdict.Unsupported)
        .map(outcome -> outcome.scenario().id())
        .collect(Collectors.toSet());
  }

  /** What a run with a bug showed that was not meant, or did not show that was. */
  private static List<String> complaints(KillMatrix matrix, Defect defect, Meant meant) {
    List<String> complaints = new ArrayList<>();
    Set<String> paths = matrix.paths(defect);
    if (paths.isEmpty()) {
      complaints.add(defect.id() + " survives");
    } else if (paths.stream().noneMatch(path -> path.matches(meant.path()))) {
      complaints.add(defect.id() + " is found at " + paths + ", not at " + meant.path());
    }
    Blame owed = defect.id().startsWith("service") ? Blame.CANDIDATE : Blame.PROXY;
    if (matrix.blames(defect).stream().anyMatch(blame -> blame != owed)) {
      complaints.add(defect.id() + " is blamed on " + matrix.blames(defect) + ", not on " + owed);
    }
    matrix.kills(defect).stream()
        .filter(kill -> !meant.in().contains(kill.scenario().theme()))
        .forEach(
            kill ->
                complaints.add(
                    defect.id()
                        + " also fails "
                        + kill.scenario().id()
                        + ", outside "
                        + meant.in()
                        + ", at "
                        + kill.mismatch().first().path()));
    return complaints;
  }

  /**
   * Many pairs at once with shortened deadlines find nearly everything fast; what they found amiss
   * may be the crowd's doing, and is decided by a run of that bug with nothing beside it and with
   * the deadlines that users have.
   */
  private static void lookAgainAlone(ScenarioSet set, KillMatrix matrix, Map<String, Meant> meant)
      throws Exception {
    for (Defect defect : matrix.defects()) {
      Meant here = of(defect, meant);
      List<String> complaints = complaints(matrix, defect, here);
      if (!complaints.isEmpty()) {
        complaints.forEach(
            complaint -> System.out.println("kill matrix: looks again at " + complaint));
        matrix.add(defect, alone(set, defect, here));
      }
    }
    for (String id : matrix.unkilling()) {
      Scenario scenario = set.find(id).orElseThrow();
      System.out.println("kill matrix: looks again at " + id + ", which no defect fails");
      for (Defect defect : matrix.defects()) {
        if (scenario.verifies().contains(defect.requirement())
            || of(defect, meant).also().contains(id)) {
          matrix.add(defect, alone(set, defect, of(defect, meant)));
        }
      }
    }
  }

  private static List<ScenarioOutcome> alone(ScenarioSet set, Defect defect, Meant meant)
      throws Exception {
    return EmbeddedRun.of(
        set, concerned(set, defect, meant.also()), defect.mutation(), Deadlines.scaled(1));
  }

  private static Meant of(Defect defect, Map<String, Meant> meant) {
    return Objects.requireNonNull(meant.get(defect.id()), defect.id());
  }

  private static boolean isVerified(ScenarioSet set, Defect defect) {
    return set.catalogue().find(defect.requirement()).flatMap(Requirement::unverified).isEmpty();
  }

  /**
   * The scenarios that verify what a bug violates, and about one in {@link #SAMPLE} of the others,
   * to see what else it breaks. Which ones goes by the names of both, so that a new scenario
   * changes nothing for the others. A bug of the service shows only where the candidate takes part,
   * one of the proxy only where a proxy does; a proxy is started for a scenario of its own only
   * where that verifies the bug's requirement, and a pair is killed only where that is verified
   * first.
   */
  static List<Scenario> concerned(ScenarioSet set, Defect defect, List<String> also) {
    boolean ofService = defect.id().startsWith("service");
    List<Scenario> concerned = new ArrayList<>();
    for (Scenario scenario : set.scenarios()) {
      boolean verifies =
          scenario.verifies().contains(defect.requirement()) || also.contains(scenario.id());
      boolean possible =
          scenario.topology() != (ofService ? Topology.SCRIPTED : Topology.DIRECT)
              && (verifies || !scenario.hasOwnProxy())
              && (scenario.fates().isEmpty()
                  || scenario.verifies().get(0).equals(defect.requirement()));
      boolean sampled =
          Math.floorMod((defect.id() + " " + scenario.id()).hashCode(), SAMPLE) == 0
              && !isHeavy(scenario);
      if (possible && (verifies || sampled)) {
        concerned.add(scenario);
      }
    }
    return concerned;
  }

  /** Hundreds of calls, or megabytes, would only slow the others down. */
  private static boolean isHeavy(Scenario scenario) {
    return scenario.steps().size() > MANY_STEPS
        || scenario.written().stream().anyMatch(step -> step.contains("${mib}"));
  }

  private static KillMatrix inACrowd(
      ScenarioSet set, List<Defect> defects, Map<String, Meant> meant, Set<String> beyond)
      throws Exception {
    KillMatrix matrix = new KillMatrix(set, beyond);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    AtomicInteger done = new AtomicInteger();
    try {
      List<Future<List<ScenarioOutcome>>> futures = new ArrayList<>();
      for (Defect defect : defects) {
        futures.add(
            pool.submit(
                () -> {
                  List<ScenarioOutcome> outcomes =
                      EmbeddedRun.of(
                          set,
                          concerned(set, defect, of(defect, meant).also()),
                          defect.mutation(),
                          FixedDeadlines.of(SCALE));
                  int number = done.incrementAndGet();
                  if (number % PROGRESS == 0) {
                    System.out.printf("kill matrix: %d of %d%n", number, defects.size());
                  }
                  return outcomes;
                }));
      }
      for (int i = 0; i < defects.size(); i++) {
        matrix.add(defects.get(i), futures.get(i).get());
      }
    } finally {
      pool.shutdownNow();
    }
    return matrix;
  }

  private static Map<String, Meant> meant() throws Exception {
    try (InputStream stream =
        Objects.requireNonNull(KillMatrixTest.class.getResourceAsStream("kills.yaml"))) {
      Map<String, Meant> meant = new TreeMap<>();
      for (Map.Entry<String, JsonNode> entry : YAMLMapper.shared().readTree(stream).properties()) {
        meant.put(
            entry.getKey(),
            new Meant(
                entry.getValue().path("at").asString(""),
                texts(entry.getValue().path("in")),
                texts(entry.getValue().path("also")),
                entry.getValue().path("waits").asString("")));
      }
      return meant;
    }
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}

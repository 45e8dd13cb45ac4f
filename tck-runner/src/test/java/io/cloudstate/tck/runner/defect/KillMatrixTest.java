package io.cloudstate.tck.runner.defect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.deploy.Mutation;
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
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.SoftAssertions;
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
  private static final int SAMPLE = 8;

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
    List<ScenarioOutcome> clean = EmbeddedRun.of(set, set.scenarios(), Mutation.none(), 1);
    assertThat(clean.stream().filter(outcome -> !(outcome.verdict() instanceof Verdict.Passed)))
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
    KillMatrix matrix = run(set, defects, meant);
    Files.writeString(OUTPUT, matrix.toMarkdown());
    System.out.printf(
        "kill matrix: %d defects, %d scenarios, survivors %s, must scenarios that no defect fails %s%n",
        defects.size(),
        set.scenarios().size(),
        matrix.survivors().stream().map(Defect::id).toList(),
        matrix.unkilling());

    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(matrix.survivors().stream().map(Defect::id)).as("survivors").isEmpty();
    softly.assertThat(matrix.unkilling()).as("scenarios on a must that no defect fails").isEmpty();
    softly.assertThat(matrix.errors()).as("errors of the harness").isEmpty();
    for (Defect defect : defects) {
      Meant here = of(defect, meant);
      softly
          .assertThat(matrix.paths(defect))
          .as("places at which %s is found", defect.id())
          .anyMatch(path -> path.matches(here.path()));
      softly
          .assertThat(matrix.blames(defect))
          .as("who is blamed where %s is found", defect.id())
          .containsOnly(defect.id().startsWith("service") ? Blame.CANDIDATE : Blame.PROXY);
      softly
          .assertThat(matrix.themes(defect))
          .as("themes that %s fails", defect.id())
          .isSubsetOf(here.in());
    }
    softly.assertAll();
  }

  private static Meant of(Defect defect, Map<String, Meant> meant) {
    return Objects.requireNonNull(meant.get(defect.id()), defect.id());
  }

  private static boolean isVerified(ScenarioSet set, Defect defect) {
    return set.catalogue().find(defect.requirement()).flatMap(Requirement::unverified).isEmpty();
  }

  /**
   * The scenarios that verify what a bug violates, and about one in eight of the others, to see
   * what else it breaks. Which ones goes by the names of both, so that a new scenario changes
   * nothing for the others. A bug of the service shows only where the candidate takes part, one of
   * the proxy only where a proxy does; and a proxy is started for a scenario of its own only where
   * that verifies the bug's requirement.
   */
  static List<Scenario> concerned(ScenarioSet set, Defect defect, List<String> also) {
    boolean ofService = defect.id().startsWith("service");
    List<Scenario> concerned = new ArrayList<>();
    for (Scenario scenario : set.scenarios()) {
      boolean verifies =
          scenario.verifies().contains(defect.requirement()) || also.contains(scenario.id());
      boolean possible =
          scenario.topology() != (ofService ? Topology.SCRIPTED : Topology.DIRECT)
              && (verifies || !scenario.hasOwnProxy());
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

  private static KillMatrix run(ScenarioSet set, List<Defect> defects, Map<String, Meant> meant)
      throws Exception {
    KillMatrix matrix = new KillMatrix(set);
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
                          SCALE);
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

package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.runner.defect.EmbeddedRun;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.FixedDeadlines;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Step;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Traces of the embedded pair, with bugs and without: few and small, but one of each kind of
 * divergence, and passing ones with each kind of step.
 */
final class JudgedTraces {

  static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "cloudstate", "tck", "runner", "judge");
  static final Path VERDICTS = FOLDER.resolve("verdicts.txt");

  private static final String SUFFIX = ".jsonl";
  private static final int LARGEST = 9_000;
  private static final int SCENARIOS_A_DEFECT = 5;

  private JudgedTraces() {}

  /** The name of each file, and its text. */
  static Map<String, String> read() throws IOException {
    Map<String, String> traces = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, "*" + SUFFIX)) {
      for (Path file : files) {
        traces.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    return traces;
  }

  /** Records them anew. */
  static void record(ScenarioSet set) throws Exception {
    for (String old : read().keySet()) {
      Files.delete(FOLDER.resolve(old));
    }
    Set<String> seen = new HashSet<>();
    List<ScenarioOutcome> clean =
        EmbeddedRun.of(set, plain(set.scenarios()), Mutation.none(), Deadlines.scaled(1));
    for (ScenarioOutcome outcome : smallestFirst(clean)) {
      keep("none", outcome, features(outcome.scenario()), seen);
    }
    for (Defect defect : Defects.all()) {
      List<Scenario> verifying =
          plain(set.scenarios()).stream()
              .filter(scenario -> scenario.verifies().contains(defect.requirement()))
              .limit(SCENARIOS_A_DEFECT)
              .toList();
      if (!verifying.isEmpty()) {
        List<ScenarioOutcome> outcomes =
            EmbeddedRun.of(set, verifying, defect.mutation(), FixedDeadlines.of(0.5));
        for (ScenarioOutcome outcome : smallestFirst(outcomes)) {
          keep(defect.id(), outcome, divergence(outcome.verdict()), seen);
        }
      }
    }
  }

  /** Those that leave the pair alone. */
  private static List<Scenario> plain(List<Scenario> scenarios) {
    return scenarios.stream().filter(scenario -> scenario.fates().isEmpty()).toList();
  }

  private static List<ScenarioOutcome> smallestFirst(List<ScenarioOutcome> outcomes) {
    return outcomes.stream()
        .sorted(Comparator.comparingInt(outcome -> text(outcome).length()))
        .toList();
  }

  private static String text(ScenarioOutcome outcome) {
    return outcome.lines().collect(Collectors.joining());
  }

  private static void keep(
      String defect, ScenarioOutcome outcome, Set<String> features, Set<String> seen)
      throws IOException {
    String text = text(outcome);
    if (text.length() <= LARGEST && seen.addAll(features)) {
      String name = defect + "." + outcome.scenario().id() + SUFFIX;
      Files.writeString(FOLDER.resolve(name.replace('/', '.')), text);
    }
  }

  private static Set<String> divergence(Verdict verdict) {
    if (verdict instanceof Verdict.Failed failed) {
      return divergence(failed.mismatch());
    }
    return verdict instanceof Verdict.Warned warned ? divergence(warned.mismatch()) : Set.of();
  }

  private static Set<String> divergence(Mismatch mismatch) {
    return Set.of((mismatch.first().path() + ": " + mismatch.why()).replaceAll("\\d+", "N"));
  }

  private static Set<String> features(Scenario scenario) {
    Set<String> features = new HashSet<>();
    features(scenario.steps()).forEach(step -> features.add(scenario.topology() + step));
    return features;
  }

  private static List<String> features(List<Step.Planned> steps) {
    List<String> features = new ArrayList<>();
    for (Step.Planned planned : steps) {
      features.add(planned.step().getClass().getSimpleName());
      if (planned.step() instanceof Step.ExpectOutcome outcome) {
        features.add(outcome.outcome().getClass().getSimpleName());
      } else if (planned.step() instanceof Step.Either either) {
        either.branches().forEach(branch -> features.addAll(features(branch.steps())));
      }
    }
    return features;
  }
}

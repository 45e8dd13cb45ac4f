package io.cloudstate.tck.benchmark;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.cli.Main;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentPlan;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.engine.Claims;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.Engine;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Replay;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.read.Specs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The engine against what it cannot do without, on the embedded pair. */
final class Engines {

  private static final int DEFAULT_JOBS = 16;
  private static final double MOST_OF_BARE = 2;
  private static final double MOST_MILLIS = 3;

  private final ScenarioSet set = Specs.load();
  private final int rounds;
  private final Path folder;
  private int runs;

  Engines(int rounds, Path folder) {
    this.rounds = rounds;
    this.folder = folder;
  }

  /** Work that takes time. */
  private interface Work {
    void run() throws Exception;
  }

  private static double millis(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  void print() throws Exception {
    Claims claims = new Claims();
    try (Deployment deployment = Deployment.start(plan(), claims)) {
      // A pair that scenarios kill is no use to those beside them.
      List<Scenario> harmless =
          set.scenarios().stream().filter(scenario -> scenario.fates().isEmpty()).toList();
      List<ScenarioOutcome> all =
          run(deployment, claims, harmless, DEFAULT_JOBS).stream().filter(Engines::passed).toList();
      bareFrames(deployment, claims, all);
      jobs(deployment, claims, all);
    }
    reports();
  }

  private static DeploymentPlan plan() {
    return new DeploymentPlan(
        new Target.Embedded(),
        new Target.Embedded(),
        true,
        new Endpoint("127.0.0.1", 0),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        Mutation.none(),
        ContainerOptions.usual());
  }

  private List<ScenarioOutcome> run(
      Deployment deployment, Claims claims, List<Scenario> scenarios, int jobs)
      throws InterruptedException {
    List<ScenarioOutcome> outcomes = new ArrayList<>();
    runs++;
    new Engine(
            set,
            deployment,
            claims,
            Deadlines.scaled(1),
            new Engine.Order(jobs, Optional.empty(), "b" + runs),
            scenario -> false)
        .run(scenarios, outcomes::add);
    List<String> others =
        outcomes.stream()
            .filter(outcome -> !passed(outcome))
            .map(outcome -> outcome.scenario().id())
            .toList();
    if (!others.isEmpty()) {
      System.out.printf(
          "(%d of %d did not pass, and figures say little: %s)%n",
          others.size(), outcomes.size(), others);
    }
    return outcomes;
  }

  private static boolean passed(ScenarioOutcome outcome) {
    return outcome.verdict() instanceof Verdict.Passed;
  }

  /** Whether a scenario waits for nothing to come. */
  private static boolean waits(Scenario scenario) {
    return scenario.steps().stream().anyMatch(p -> p.step() instanceof Step.ExpectSilence);
  }

  private void bareFrames(Deployment deployment, Claims claims, List<ScenarioOutcome> all)
      throws Exception {
    List<ScenarioOutcome> direct =
        all.stream()
            .filter(
                outcome ->
                    outcome.scenario().topology() == Topology.DIRECT
                        && !waits(outcome.scenario())
                        && BareFrames.canSend(outcome.trace()))
            .toList();
    List<Scenario> scenarios = direct.stream().map(ScenarioOutcome::scenario).toList();
    List<Double> bare = new ArrayList<>();
    List<Double> engine = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      double bareMillis =
          millis(
              () -> {
                for (ScenarioOutcome outcome : direct) {
                  BareFrames.send(deployment.candidate(), outcome.trace());
                }
              });
      double engineMillis = millis(() -> run(deployment, claims, scenarios, 1));
      if (round > 0) {
        bare.add(bareMillis / scenarios.size());
        engine.add(engineMillis / scenarios.size());
      }
    }
    double ratio = Table.ratio(engine, bare);
    Table.title("Engine, ms a scenario", "bare frames", "engine", "ratio", "", "", "target");
    Table.row(
        scenarios.size() + " direct, one by one",
        Table.number(Table.median(bare), "ms"),
        Table.number(Table.median(engine), "ms"),
        Table.times(ratio),
        "",
        "",
        Table.target(ratio <= MOST_OF_BARE, "<= 2 x"));
  }

  private void jobs(Deployment deployment, Claims claims, List<ScenarioOutcome> all)
      throws Exception {
    List<Scenario> scenarios = all.stream().map(ScenarioOutcome::scenario).toList();
    double one = millis(() -> run(deployment, claims, scenarios, 1)) / scenarios.size();
    List<Double> many = new ArrayList<>();
    List<ScenarioOutcome> last = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      last.clear();
      many.add(
          millis(() -> last.addAll(run(deployment, claims, scenarios, DEFAULT_JOBS)))
              / scenarios.size());
    }
    double usual = Table.median(many);
    Table.title("Jobs, ms a scenario", "--jobs 1", "default", "ratio", "", "", "target");
    Table.row(
        scenarios.size() + " scenarios, all",
        Table.number(one, "ms"),
        Table.number(usual, "ms"),
        Table.times(usual / one),
        "",
        "",
        Table.target(usual <= MOST_MILLIS, "<= 3 ms"));
    double judging =
        millis(
                () -> {
                  for (ScenarioOutcome outcome : last) {
                    Replay.judge(outcome.scenario(), outcome.entity(), outcome.trace(), set);
                  }
                })
            / scenarios.size();
    Table.title("Judging, ms a scenario", "running", "judging", "ratio", "", "", "");
    Table.row(
        "from the traces, nothing running",
        Table.number(usual, "ms"),
        Table.number(judging, "ms"),
        Table.times(judging / usual),
        "",
        "",
        "");
  }

  private void reports() throws Exception {
    Path out = folder.resolve("run");
    Writer printed = new StringWriter();
    double whole =
        millis(
            () -> {
              int status =
                  Main.run(
                      List.of("run", "--out", out.toString()),
                      ResultWriter.all(List.of()),
                      new PrintWriter(printed),
                      new PrintWriter(printed));
              if (status > 1) {
                throw new IllegalStateException(
                    "The run ended with status " + status + ": " + printed);
              }
            });
    Table.title("Reports, ms for all", "a whole run", "writing", "ratio", "", "", "");
    ResultDocument document = ResultsReader.read(out.resolve(ReportFormat.JSONL.fileName()));
    for (ReportFormat format : ReportFormat.values()) {
      double writing = millis(() -> write(format, document));
      Table.row(
          format.id(),
          Table.number(whole, "ms"),
          Table.number(writing, "ms"),
          Table.times(writing / whole),
          "",
          "",
          "");
    }
  }

  private void write(ReportFormat format, ResultDocument document) throws Exception {
    try (ResultWriter writer = format.open(folder.resolve("written"))) {
      document.replayInto(writer);
    }
  }
}

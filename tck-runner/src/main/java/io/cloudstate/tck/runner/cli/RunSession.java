package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.reports.Disputed;
import io.cloudstate.tck.reports.KnownSummary;
import io.cloudstate.tck.reports.OpenTestReport;
import io.cloudstate.tck.reports.Outcome;
import io.cloudstate.tck.reports.ProfileResult;
import io.cloudstate.tck.reports.ReportFormat;
import io.cloudstate.tck.reports.ResultDocument;
import io.cloudstate.tck.reports.ResultWriter;
import io.cloudstate.tck.reports.RunFooter;
import io.cloudstate.tck.reports.RunFooter.Counts;
import io.cloudstate.tck.reports.RunHeader;
import io.cloudstate.tck.reports.ScenarioResult;
import io.cloudstate.tck.reports.Scope;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.DeploymentPlan;
import io.cloudstate.tck.runner.deploy.Discovery;
import io.cloudstate.tck.runner.engine.Claims;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.engine.Engine;
import io.cloudstate.tck.runner.engine.Pairs;
import io.cloudstate.tck.runner.engine.ScenarioOutcome;
import io.cloudstate.tck.runner.judge.Verdict;
import io.cloudstate.tck.runner.known.KnownFailures;
import io.cloudstate.tck.runner.report.ResultMapping;
import io.cloudstate.tck.runner.report.TraceFiles;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One run, from the start of the pair to the footer of the report. */
final class RunSession {

  /** Threads that want to run on each processor, from which on that is worth a note. */
  private static final double BUSY = 2;

  private final RunSettings settings;
  private final ScenarioSet set;
  private final Console console;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Profiles profiles;
  private final List<ResultWriter> others;
  private final Gate gate;
  private final List<ScenarioResult> results = new ArrayList<>();
  private final List<String> disputes = new ArrayList<>();
  private final List<String> flaky = new ArrayList<>();
  private final List<String> explanation = new ArrayList<>();
  private final List<String> unsupported = new ArrayList<>();
  private SetAside setAside = SetAside.NONE;

  /** By the ids of scenarios that were not run: the pairs whose candidates are why. */
  private final Map<String, Deployment> unusable = new HashMap<>();

  /** The first of them of which that is what counts. */
  private @Nullable Deployment atFault;

  /** Each round has an order of its own, and so has what is run again on a fresh pair. */
  private final Optional<LongSupplier> orders;

  private boolean needsModel;
  private boolean modelSeen;

  /** Where what ends goes, and from what it is made. */
  private record Sink(Pairs pairs, Rounds rounds, ResultWriter writer) {}

  /**
   * What of a failure matters.
   *
   * @param known the failures that are known
   * @param failFast whether the first that is not ends the run
   * @param gitHub who else is told how it went
   */
  record Gate(Optional<KnownFailures> known, boolean failFast, Optional<GitHubActions> gitHub) {

    /** Every failure, and the run goes on. */
    static Gate plain() {
      return new Gate(Optional.empty(), false, Optional.empty());
    }
  }

  /**
   * A session that has not begun.
   *
   * @param others who is told what the reports are told
   */
  RunSession(
      RunSettings settings,
      ScenarioSet set,
      List<ResultWriter> others,
      Console console,
      Gate gate) {
    this.others = others;
    this.gate = gate;
    this.settings = settings;
    this.set = set;
    this.console = console;
    this.profiles = new Profiles(settings.claimed());
    this.orders =
        settings.shuffle()
            ? Optional.of(new AtomicLong(settings.seed())::getAndIncrement)
            : Optional.empty();
  }

  /** Runs and reports; the exit status. */
  int run(List<Scenario> chosen) throws DeploymentException, IOException {
    Deadlines deadlines = Deadlines.scaled(settings.timeoutScale());
    console.line(
        "service %s, proxy %s, scenarios %s"
            .formatted(
                settings.service().text(), settings.proxy().text(), KitVersion.scenarios(set)));
    if (deadlines.areLifted()) {
      console.line(
          "No deadline for what must happen: it is waited for until it does, or you end the run.");
    }
    TraceFiles traces = new TraceFiles(settings.out());
    // Whatever comes of this run, nothing of an earlier one stands beside it.
    ReportFormat.clear(settings.out());
    traces.clear();
    try (Interruption interruption = Interruption.of(Thread.currentThread());
        ResultWriter writer = open()) {
      // While the pair starts. Those of a file of somebody's own are read already.
      CompletableFuture<Void> read =
          CompletableFuture.runAsync(() -> chosen.forEach(Scenario::steps));
      try (Pairs pairs =
          new Pairs(
              new Pairs.Supply(
                  set,
                  claims -> Deployment.start(plan(chosen, deadlines), claims),
                  (pair, claims) -> engine(pair, claims, deadlines),
                  settings.restarts(),
                  // Two cannot listen at one address.
                  settings.jobs() > 1 && settings.listen().port() == 0))) {
        read.join();
        return run(chosen, pairs, deadlines, traces, writer, interruption);
      } catch (DeploymentException notStarted) {
        couldNotRun(chosen, String.valueOf(notStarted.getMessage()), writer);
        throw notStarted;
      } catch (RuntimeException brokenOff) {
        if (!interruption.hasCome()) {
          throw brokenOff;
        }
        couldNotRun(chosen, "It was interrupted before anything was judged.", writer);
        return ExitStatus.COULD_NOT_RUN;
      }
    }
  }

  /** Who reads JUnit XML may read the events of Open Test Reporting, which stand beside it. */
  private ResultWriter open() throws IOException {
    List<ResultWriter> writers = new ArrayList<>(others);
    writers.add(ReportFormat.openAll(settings.formats(), settings.out()));
    if (settings.formats().contains(ReportFormat.JUNIT)) {
      writers.add(OpenTestReport.open(settings.out()));
    }
    return ResultWriter.all(writers);
  }

  /**
   * The report of a run in which nothing could be judged, in the place of whatever an earlier run
   * left there.
   */
  private void couldNotRun(List<Scenario> chosen, String why, ResultWriter writer)
      throws IOException {
    String now = Instant.now().toString();
    RunHeader header = RunHeaders.ofNothing(settings, set, chosen.size(), why);
    writer.accept(header);
    RunFooter footer =
        new RunFooter(
            now,
            0,
            counts(),
            false,
            "Could not run: " + why,
            ExitStatus.COULD_NOT_RUN,
            true,
            List.of(),
            List.of());
    writer.accept(footer);
    tell(header, footer);
  }

  private void tell(RunHeader header, RunFooter footer) {
    gate.gitHub()
        .ifPresent(gitHub -> gitHub.tell(new ResultDocument(header, results, footer), console));
  }

  private DeploymentPlan plan(List<Scenario> chosen, Deadlines deadlines) {
    boolean withProxy =
        chosen.stream()
            .anyMatch(
                scenario -> scenario.topology() != Topology.DIRECT && !scenario.hasOwnProxy());
    return new DeploymentPlan(
        settings.service(),
        settings.proxy(),
        withProxy,
        settings.listen(),
        deadlines.start(),
        Duration.ofNanos(deadlines.mustNanos()),
        settings.mutation(),
        settings.containers());
  }

  private Engine engine(Deployment pair, Claims claims, Deadlines deadlines)
      throws InterruptedException {
    return new Engine(
        set,
        pair,
        claims,
        deadlines,
        new Engine.Order(settings.jobs(), orders, tag()),
        profiles::claims);
  }

  private int run(
      List<Scenario> chosen,
      Pairs pairs,
      Deadlines deadlines,
      TraceFiles traces,
      ResultWriter writer,
      Interruption interruption)
      throws IOException {
    long start = System.nanoTime();
    RunHeader header = RunHeaders.of(settings, set, chosen.size(), pairs.pair());
    writer.accept(header);
    unusual(pairs.pair());
    chosen.forEach(scenario -> console.planned(scenario.theme()));
    Rounds rounds =
        new Rounds(new ResultMapping(set, start, settings.rerun()), traces, settings.repeat() > 1);
    Sink sink = new Sink(pairs, rounds, writer);
    Map<String, Scenario> left = new LinkedHashMap<>();
    chosen.forEach(scenario -> left.put(scenario.id(), scenario));
    List<String> notes = new ArrayList<>();
    List<String> stoppedBy = new ArrayList<>();
    boolean interrupted = false;
    try {
      Optional<String> enough = before(chosen, sink);
      if (enough.isPresent()) {
        notes.add(enough.get());
      } else {
        pairs.run(
            chosen,
            (outcome, pair) -> {
              if (stoppedBy.isEmpty() || !(outcome.verdict() instanceof Verdict.NotRun)) {
                left.remove(outcome.scenario().id());
                note(outcome, pair, sink);
                ScenarioResult result = report(outcome.scenario(), sink);
                if (gate.failFast() && isBad(result) && stoppedBy.isEmpty()) {
                  stoppedBy.add(result.id());
                }
              }
              return stoppedBy.isEmpty();
            });
      }
      String option = settings.stepByStep() ? "--step-by-step" : "--fail-fast";
      String failed = String.join(", ", stoppedBy);
      rest(left, "Left out by " + option + ": " + failed + " did not pass.", sink);
    } catch (InterruptedException | RuntimeException stopped) {
      if (stopped instanceof RuntimeException broken && !interruption.hasCome()) {
        throw broken;
      }
      interrupted = true;
      rest(left, "The run was interrupted before this scenario had ended.", sink);
    }
    notes.addAll(pairs.notes());
    notes.addAll(disputes);
    if (deadlines.stretch() > BUSY) {
      notes.add(
          String.format(
              Locale.ROOT,
              "The machine was busy: up to %.1f threads wanted to run on each processor, and what must happen was waited for that many times as long.",
              deadlines.stretch()));
    }
    repeats().ifPresent(notes::add);
    long duration = System.nanoTime() - start;
    Counts total = counts();
    Scope scope = Scope.of(header);
    boolean nothingThere =
        needsModel
            && !modelSeen
            && !interrupted
            && !announcesModel(pairs.pair().discovery().services());
    Optional<KnownSummary> known = gate.known().map(failures -> failures.summary(set));
    int stale = known.map(summary -> summary.stale().size()).orElse(0);
    int status =
        ExitStatus.of(
            total, (atFault != null && !interrupted) || nothingThere, setAside, stale > 0);
    String sentence =
        (interrupted ? "Interrupted. " : "")
            + gone(Objects.requireNonNullElseGet(atFault, pairs::pair), status, total, scope)
                .orElseGet(
                    () ->
                        nothingThere && total.failed() == 0
                            ? ExitStatus.nothingThere(scope)
                            : ExitStatus.sentence(
                                status,
                                total,
                                setAside,
                                stale,
                                scope,
                                Reasons.mostFrequent(unsupported.stream())));
    known.ifPresent(summary -> notes.addAll(knownNotes(summary)));
    // A profile is all of the kit's own scenarios that need it.
    List<ProfileResult> shown =
        settings.scenarioFile().isPresent() ? List.of() : profiles.results(set);
    RunFooter footer =
        new RunFooter(
            Instant.now().toString(),
            TimeUnit.NANOSECONDS.toMicros(duration),
            total,
            status == ExitStatus.CONFORMS && setAside.known() == 0 && !scope.isPart(),
            sentence,
            status,
            interrupted,
            shown,
            notes,
            known.orElse(null));
    writer.accept(footer);
    if (settings.stepByStep()) {
      explanation.forEach(console::line);
    } else {
      console.problems();
    }
    known.ifPresent(console::known);
    console.disputed();
    console.flaky();
    console.unsupported();
    console.profiles(shown);
    console.summary(
        scope.isPart(),
        status,
        sentence,
        total,
        duration / 1e9,
        settings.out().resolve(mainReport()).toString());
    tell(header, footer);
    return status;
  }

  /**
   * The verdict where the candidate itself is why scenarios were not run: that comes first, since
   * all else follows from it. A candidate that answered and failed is judged by its failures.
   */
  private static Optional<String> gone(Deployment pair, int status, Counts counts, Scope scope) {
    if (status != ExitStatus.DOES_NOT_CONFORM || counts.notRun() == 0) {
      return Optional.empty();
    }
    boolean silent = pair.discovery().problem().isPresent();
    boolean ended = pair.serviceFailure().isPresent() && counts.failed() == 0;
    return silent || ended
        ? pair.silence()
            .map(
                cause ->
                    ExitStatus.candidateGone(
                        silent ? "does not answer discovery" : "is gone",
                        Console.visible(cause, 300),
                        counts,
                        scope))
        : Optional.empty();
  }

  /** Whether a candidate that announces these has any part of the model. */
  private boolean announcesModel(List<String> announced) {
    return set.scenarios().stream()
        .flatMap(scenario -> scenario.services().stream())
        .anyMatch(announced::contains);
  }

  /** What the report says in words, wherever it has no place of its own. */
  private static List<String> knownNotes(KnownSummary summary) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "%d scenarios fail as %s says; they are shown as failed, and do not gate."
            .formatted(summary.known(), summary.file()));
    summary
        .stale()
        .forEach(
            stale -> notes.add("%s: %s: %s".formatted(stale.place(), stale.entry(), stale.why())));
    return notes;
  }

  private Optional<String> repeats() {
    if (settings.repeat() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        "Each scenario was to run %d times; what counts is the worst that came of it. %s"
            .formatted(
                settings.repeat(),
                flaky.isEmpty()
                    ? "None came out in more than one way."
                    : "In more than one way came out: " + String.join(", ", flaky) + "."));
  }

  private static boolean isBad(ScenarioResult result) {
    return result.outcome() == Outcome.ERRORED
        || (result.outcome() == Outcome.FAILED && !result.isSetAside());
  }

  private void step(Scenario scenario, ScenarioResult result) {
    if (isBad(result)) {
      explanation.add("");
      explanation.addAll(new Explanation(set).of(scenario, result));
    } else if (result.outcome() == Outcome.PASSED || result.outcome() == Outcome.WARNED) {
      console.step(result);
    }
  }

  /**
   * Runs all as often as is asked for but once, and reports nothing yet. Says why that is enough
   * already, where the last time would be in vain.
   */
  private Optional<String> before(List<Scenario> chosen, Sink sink) throws InterruptedException {
    for (int i = 1; i < settings.repeat(); i++) {
      String round = "round %d of %d".formatted(i, settings.repeat());
      AtomicInteger ended = new AtomicInteger();
      sink.pairs()
          .run(
              chosen,
              (outcome, pair) -> {
                note(outcome, pair, sink);
                console.progress(ended.incrementAndGet(), round + ", " + outcome.scenario().id());
                return true;
              });
      console.round(round, sink.rounds().otherwise());
      Optional<String> why =
          sink.rounds().firsts().stream()
              .filter(
                  first -> first.outcome() == Outcome.NOT_RUN || (gate.failFast() && isNew(first)))
              .findFirst()
              .map(first -> "%s %s".formatted(first.id(), Console.word(first.outcome())));
      if (why.isPresent()) {
        return Optional.of("After %s none came: %s.".formatted(round, why.get()));
      }
    }
    return Optional.empty();
  }

  /** Whether it fails the run, as far as can be said before all is known of it. */
  private boolean isNew(ScenarioResult first) {
    return isBad(first)
        && gate.known().stream()
            .noneMatch(
                known -> set.find(first.id()).stream().anyMatch(it -> known.knows(it, first)));
  }

  private void note(ScenarioOutcome outcome, Deployment pair, Sink sink) {
    if (outcome.verdict() instanceof Verdict.NotRun && pair.candidateIsUnusable()) {
      unusable.put(outcome.scenario().id(), pair);
    }
    try {
      sink.rounds().note(outcome, () -> log(outcome, pair));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Reports what is left: what earlier rounds showed of it, or why nothing did. */
  private void rest(Map<String, Scenario> left, String why, Sink sink) {
    long now = System.nanoTime();
    for (Scenario scenario : left.values()) {
      if (!sink.rounds().has(scenario.id())) {
        Verdict notRun = new Verdict.NotRun(why);
        ScenarioOutcome outcome = new ScenarioOutcome(scenario, "", notRun, 0, List.of(), now, now);
        note(outcome, sink.pairs().pair(), sink);
      }
      report(scenario, sink);
    }
  }

  /** Says at once what makes most of a run pointless. */
  private void unusual(Deployment pair) {
    Discovery discovery = pair.discovery();
    Optional<String> problem =
        discovery
            .problem()
            .or(
                () ->
                    discovery.services().isEmpty()
                        ? Optional.of("it announces no entities")
                        : Optional.empty());
    problem.ifPresent(
        said -> console.line("The candidate cannot be used: " + Console.visible(said, 200) + "."));
    if (discovery.problem().isPresent()) {
      pair.serviceFailure()
          .ifPresent(
              end -> end.lines().forEach(line -> console.line("  " + Console.visible(line, 200))));
    }
  }

  private String mainReport() {
    return settings.formats().contains(ReportFormat.HTML)
        ? ReportFormat.HTML.fileName()
        : settings.formats().get(0).fileName();
  }

  private ScenarioResult report(Scenario scenario, Sink sink) {
    try {
      ScenarioResult plain = sink.rounds().result(scenario.id());
      ScenarioResult result = gate.known().map(known -> known.ended(scenario, plain)).orElse(plain);
      setAside = setAside.and(result);
      Disputed dispute = result.disputed();
      if (dispute != null && result.failsAsDisputed()) {
        disputes.add(
            "%s %s, and is disputed, so that it does not gate: %s"
                .formatted(result.id(), Console.word(result.outcome()), dispute.why()));
      }
      if (result.isFlaky()) {
        flaky.add(result.id());
      }
      counts.merge(result.outcome(), 1, Integer::sum);
      if (result.outcome() == Outcome.UNSUPPORTED) {
        unsupported.add(String.valueOf(result.reason()));
      }
      profiles.ended(scenario, result);
      needsModel |= !scenario.services().isEmpty();
      modelSeen |= !scenario.services().isEmpty() && result.outcome() != Outcome.UNSUPPORTED;
      if (result.outcome() == Outcome.NOT_RUN && atFault == null) {
        atFault = unusable.get(scenario.id());
      }
      sink.writer().accept(result);
      if (gate.gitHub().isPresent()) {
        results.add(result.withoutFrames());
      }
      if (settings.stepByStep()) {
        step(scenario, result);
      }
      console.ended(result);
      return result;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /**
   * The lines that the targets wrote while the scenario ran; others may have run at the same time.
   */
  private static List<String> log(ScenarioOutcome outcome, Deployment deployment) {
    List<String> lines = new ArrayList<>();
    deployment
        .serviceLog()
        .between(outcome.startNanos(), outcome.endNanos())
        .forEach(line -> lines.add("service: " + line));
    deployment
        .proxyLog()
        .ifPresent(
            log ->
                log.between(outcome.startNanos(), outcome.endNanos())
                    .forEach(line -> lines.add("proxy: " + line)));
    deployment.serviceFailure().ifPresent(failure -> lines.addAll(failure.lines().toList()));
    return lines;
  }

  private Counts counts() {
    return new Counts(
        count(Outcome.PASSED),
        count(Outcome.WARNED),
        count(Outcome.FAILED),
        count(Outcome.ERRORED),
        count(Outcome.UNSUPPORTED),
        count(Outcome.NOT_RUN));
  }

  private int count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  /**
   * Makes the entity ids of this run its own, so that a store that outlives it holds none of them.
   */
  private static String tag() {
    return Long.toString(new SecureRandom().nextLong() & 0xffffffffffL, Character.MAX_RADIX)
        .toLowerCase(Locale.ROOT);
  }
}

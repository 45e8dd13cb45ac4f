package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunFooter.Counts;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.Reasons;
import io.cloudstate.tck.runner.cli.exit.SetAside;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.run.Profiles;
import io.cloudstate.tck.runner.cli.run.RunFooters;
import io.cloudstate.tck.runner.cli.scenarios.KitVersion;
import io.cloudstate.tck.runner.cli.scenarios.Shard;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.known.KnownFailures;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What parts of a run come to together, as one run would have said it. */
final class Joined {

  /** The option of which the parts are. */
  static final String SHARD = "--shard";

  private static final String PROFILE = "--profile";
  private static final int LONGEST = 300;

  private final List<ResultDocument> parts;
  private final ScenarioSet own;
  private final List<RunFooter> footers;

  private Joined(List<ResultDocument> given, ScenarioSet own) {
    this.parts =
        given.stream()
            .sorted(
                Comparator.comparingInt(each -> shard(each.header()).orElse(Shard.WHOLE).part()))
            .toList();
    this.own = own;
    this.footers =
        parts.stream()
            .map(ResultDocument::footer)
            .flatMap(footer -> Optional.ofNullable(footer).stream())
            .toList();
  }

  /**
   * All of them as one document, which has an end where one of them has.
   *
   * @param parts that belong together, at least one
   * @param of how many there are, given or not
   * @param own the set by which profiles and known failures are judged, if it is that of the run
   * @param known what is to be said of known failures instead of what the parts say
   */
  static ResultDocument of(
      List<ResultDocument> parts, int of, ScenarioSet own, Optional<KnownFailures> known) {
    return new Joined(parts, own).document(of, known);
  }

  /** Which part this is, if it is one. */
  static Optional<Shard> shard(RunHeader header) {
    List<String> given = values(header, SHARD);
    try {
      return given.isEmpty() ? Optional.empty() : Optional.of(Shard.parse(given.get(0)));
    } catch (UsageException none) {
      return Optional.empty();
    }
  }

  /** The part as its option names it. */
  static String name(RunHeader header) {
    return shard(header).orElse(Shard.WHOLE).name();
  }

  /** What the command line gave for an option, each time that it did. */
  static List<String> values(RunHeader header, String option) {
    List<String> words = header.commandLine();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(option + "=")) {
        values.add(words.get(i).substring(option.length() + 1));
      } else if (words.get(i).equals(option) && i + 1 < words.size()) {
        values.add(words.get(++i));
      }
    }
    return values;
  }

  private ResultDocument document(int of, Optional<KnownFailures> known) {
    List<ScenarioResult> scenarios =
        parts.stream()
            .flatMap(part -> part.scenarios().stream())
            .map(result -> known.map(failures -> judged(result, failures)).orElse(result))
            .sorted(Comparator.comparingLong(each -> each.startedMicros() + each.durationMicros()))
            .toList();
    RunHeader header = header(of);
    return new ResultDocument(
        header,
        scenarios,
        footers.isEmpty()
            ? null
            : footer(header, scenarios, known.map(it -> it.summary(own)).or(this::known)));
  }

  private ScenarioResult judged(ScenarioResult result, KnownFailures known) {
    ScenarioResult plain = result.with(null);
    return own.find(result.id()).map(scenario -> known.ended(scenario, plain)).orElse(plain);
  }

  private RunHeader header(int of) {
    // A part that did not come to run knows little of its targets.
    RunHeader first =
        parts.stream()
            .filter(part -> !part.scenarios().isEmpty())
            .findFirst()
            .orElse(parts.get(0))
            .header();
    List<String> notes =
        new ArrayList<>(
            parts.stream().flatMap(it -> it.header().notes().stream()).distinct().toList());
    notes.add("Put together from %d of %d parts.".formatted(parts.size(), of));
    notes.addAll(differing(first));
    return new RunHeader(
        first.runId(),
        first.kitVersion(),
        first.scenarioSet(),
        first.protocolVersion(),
        parts.stream()
            .map(each -> each.header().startedAt())
            .min(Comparator.naturalOrder())
            .orElse(""),
        whole(first.commandLine()),
        first.seed(),
        first.timeoutScale(),
        first.jobs(),
        first.service(),
        first.proxy(),
        first.machine(),
        notes,
        first.requirements(),
        parts.stream().mapToInt(each -> each.header().planned()).sum(),
        first.inSet(),
        first.scenarioFile());
  }

  /** The command line of the whole: with its part, this would be taken for one. */
  private static List<String> whole(List<String> commandLine) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < commandLine.size(); i++) {
      String word = commandLine.get(i);
      if (word.equals(SHARD)) {
        i++;
      } else if (!word.startsWith(SHARD + "=")) {
        words.add(word);
      }
    }
    return words;
  }

  /** Where the parts were not run alike, which the header of one cannot say. */
  private List<String> differing(RunHeader first) {
    List<String> notes = new ArrayList<>();
    differing(notes, "seed", header -> Optional.of(String.valueOf(header.seed())));
    differing(notes, "machine", header -> Optional.of(header.machine()));
    for (Fact fact : first.service().facts()) {
      differing(notes, "service's " + fact.name(), header -> header.service().fact(fact.name()));
    }
    for (Fact fact : first.proxy().facts()) {
      differing(notes, "proxy's " + fact.name(), header -> header.proxy().fact(fact.name()));
    }
    return notes;
  }

  private void differing(
      List<String> notes, String what, Function<RunHeader, Optional<String>> said) {
    List<String> values =
        parts.stream()
            .flatMap(part -> said.apply(part.header()).stream())
            .filter(it -> !it.isEmpty())
            .toList();
    if (values.stream().distinct().count() > 1) {
      notes.add(
          "Of each part the %s: %s."
              .formatted(what, Console.visible(String.join("; ", values), LONGEST)));
    }
  }

  private RunFooter footer(
      RunHeader header, List<ScenarioResult> scenarios, Optional<KnownSummary> summary) {
    Counts counts = new ResultDocument(header, scenarios, null).counts();
    Counts planned = withMissing(counts, Math.max(0, header.planned() - scenarios.size()));
    SetAside setAside = SetAside.of(scenarios);
    int stale = summary.map(each -> each.stale().size()).orElse(0);
    boolean partial =
        footers.size() < parts.size() || footers.stream().anyMatch(RunFooter::partial);
    int shown = ExitStatus.of(planned, candidateAtFault(), setAside, stale > 0);
    boolean open = partial && shown != ExitStatus.DOES_NOT_CONFORM;
    int status = open ? ExitStatus.COULD_NOT_RUN : shown;
    Scope scope = Scope.of(header);
    List<String> notes = new ArrayList<>(notes());
    summary.ifPresent(each -> notes.addAll(RunFooters.said(each)));
    return new RunFooter(
        footers.stream().map(RunFooter::finishedAt).max(Comparator.naturalOrder()).orElse(""),
        footers.stream().mapToLong(RunFooter::durationMicros).max().orElse(0),
        counts,
        status == ExitStatus.CONFORMS && setAside.known() == 0 && !scope.isPart(),
        open && planned.notRun() + planned.errored() == 0
            ? "No verdict: not all parts have come to their end."
            : withoutCandidate(status, planned, scope)
                .orElseGet(
                    () ->
                        ExitStatus.sentence(
                            status, planned, setAside, stale, scope, unsupported(scenarios))),
        status,
        partial,
        profiles(header, scenarios),
        notes,
        summary.orElse(null));
  }

  /** What was planned and has no result was not run: its job was killed, or could not begin. */
  private static Counts withMissing(Counts counts, int missing) {
    return new Counts(
        counts.passed(),
        counts.warned(),
        counts.failed(),
        counts.errored(),
        counts.unsupported(),
        counts.notRun() + missing);
  }

  /**
   * Whether a part could not be run to its end because of the candidate, or none found it there. A
   * part in which merely nothing passed says nothing of the others.
   */
  private boolean candidateAtFault() {
    List<RunFooter> against =
        footers.stream().filter(each -> each.exitStatus() == ExitStatus.DOES_NOT_CONFORM).toList();
    return against.size() == parts.size()
        || against.stream().anyMatch(each -> each.counts().notRun() > 0);
  }

  /** The verdict where nothing failed, and the candidate itself is why it is none. */
  private Optional<String> withoutCandidate(int status, Counts counts, Scope scope) {
    if (status != ExitStatus.DOES_NOT_CONFORM || counts.failed() > 0) {
      return Optional.empty();
    }
    Optional<String> problem =
        parts.stream()
            .flatMap(part -> part.header().service().fact(TargetInfo.PROBLEM).stream())
            .filter(said -> !said.isEmpty())
            .findFirst();
    if (counts.notRun() > 0) {
      return Optional.of(
          ExitStatus.candidateGone(
              problem.isPresent() ? "does not answer discovery" : "is gone",
              problem
                  .map(said -> Console.visible(said, LONGEST))
                  .orElse("the notes say how its part ended"),
              counts,
              scope));
    }
    return counts.passed() > 0 ? Optional.of(ExitStatus.nothingThere(scope)) : Optional.empty();
  }

  private static List<String> unsupported(List<ScenarioResult> scenarios) {
    return Reasons.mostFrequent(
        scenarios.stream()
            .filter(result -> result.outcome() == Outcome.UNSUPPORTED)
            .map(result -> String.valueOf(result.reason())));
  }

  /** Without what each said of the known failures, which are said of all. */
  private List<String> notes() {
    return parts.stream().flatMap(Joined::notes).distinct().toList();
  }

  private static Stream<String> notes(ResultDocument part) {
    String name = "Part " + name(part.header()) + ": ";
    RunFooter footer = part.footer();
    if (footer == null) {
      return Stream.of(name + part.incompleteness());
    }
    KnownSummary known = footer.known();
    List<String> ofKnown = known == null ? List.of() : RunFooters.said(known);
    boolean whole = !footer.partial() && footer.counts().notRun() == 0;
    return Stream.concat(
        whole ? Stream.empty() : Stream.of(name + footer.verdict()),
        footer.notes().stream().filter(note -> !ofKnown.contains(note)));
  }

  private Optional<KnownSummary> known() {
    List<KnownSummary> all =
        footers.stream().map(RunFooter::known).filter(Objects::nonNull).toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new KnownSummary(
                all.get(0).file(),
                all.get(0).entries(),
                all.stream().mapToInt(KnownSummary::known).sum(),
                all.stream().flatMap(each -> each.stale().stream()).distinct().toList()));
  }

  /** By the scenarios of this kit, if they are those of the run; else nothing is said of them. */
  private List<ProfileResult> profiles(RunHeader header, List<ScenarioResult> scenarios) {
    if (header.scenarioFile() != null || !header.scenarioSet().equals(KitVersion.scenarios(own))) {
      return List.of();
    }
    @Nullable String claimed = values(header, PROFILE).stream().findFirst().orElse(null);
    try {
      Profiles profiles = new Profiles(claimed == null ? Set.of() : Profiles.parse(claimed));
      scenarios.forEach(
          result -> own.find(result.id()).ifPresent(scenario -> profiles.ended(scenario, result)));
      return profiles.results(own);
    } catch (UsageException unknown) {
      return List.of();
    }
  }
}

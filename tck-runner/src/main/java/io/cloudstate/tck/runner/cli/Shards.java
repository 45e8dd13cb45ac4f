package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.reports.KnownSummary;
import io.cloudstate.tck.reports.Outcome;
import io.cloudstate.tck.reports.ProfileResult;
import io.cloudstate.tck.reports.ReportFormat;
import io.cloudstate.tck.reports.ResultDocument;
import io.cloudstate.tck.reports.ResultWriter;
import io.cloudstate.tck.reports.ResultsReader;
import io.cloudstate.tck.reports.RunFooter;
import io.cloudstate.tck.reports.RunHeader;
import io.cloudstate.tck.reports.ScenarioResult;
import io.cloudstate.tck.reports.Scope;
import io.cloudstate.tck.reports.TargetInfo;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what jobs beside each other wrote with {@code --shard}. Parts belong together that
 * are of the same targets and scenarios; of several runs in parts, in the order in which they are
 * given.
 */
final class Shards implements AutoCloseable {

  private static final String OPTION = "--shard";
  private static final String PROFILE = "--profile";

  private final ScenarioSet own;
  private final Path scratch;

  /**
   * Closing removes what it put together.
   *
   * @param own the kit's own scenarios, by which profiles are judged
   * @throws IOException if there is no place to write to
   */
  Shards(ScenarioSet own) throws IOException {
    this.own = own;
    this.scratch = Files.createTempDirectory("tck-report");
  }

  /**
   * A run as one file.
   *
   * @param from where it was given, in one part or several
   */
  record Whole(Path file, String from) {}

  private record Kind(String scenarioSet, TargetInfo service, TargetInfo proxy, int parts) {}

  /** A run in parts, as far as they are there, by their numbers. */
  private static final class Parts {

    private final Kind kind;
    private final Map<Integer, ResultDocument> documents = new LinkedHashMap<>();
    private final List<String> given = new ArrayList<>();

    private Parts(Kind kind) {
      this.kind = kind;
    }
  }

  /**
   * The same runs, those in parts put together.
   *
   * @param files of results
   * @throws UsageException if a part is given twice
   * @throws IOException if one cannot be read, or nothing can be written
   */
  List<Whole> together(List<Path> files) throws UsageException, IOException {
    List<Whole> whole = new ArrayList<>();
    List<Parts> inParts = new ArrayList<>();
    for (Path file : files) {
      Optional<ResultDocument> part = part(file);
      if (part.isPresent()) {
        sort(file, part.get(), inParts);
      } else {
        whole.add(new Whole(file, file.toString()));
      }
    }
    for (Parts parts : inParts) {
      Path folder = scratch.resolve(String.valueOf(whole.size()));
      try (ResultWriter writer = ReportFormat.JSONL.open(folder)) {
        merged(parts).replayInto(writer);
      }
      whole.add(
          new Whole(
              folder.resolve(ReportFormat.JSONL.fileName()), String.join(" and ", parts.given)));
    }
    return whole;
  }

  /** A look at the header tells; most runs are whole, and long. */
  private static Optional<ResultDocument> part(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String header = reader.readLine();
      if (header == null || !header.contains(OPTION)) {
        return Optional.empty();
      }
    }
    ResultDocument document = ResultsReader.read(file);
    return shard(document.header()).parts() > 1 ? Optional.of(document) : Optional.empty();
  }

  private static Shard shard(RunHeader header) {
    try {
      String text = option(header, OPTION);
      return text == null ? Shard.WHOLE : Shard.parse(text);
    } catch (UsageException none) {
      return Shard.WHOLE;
    }
  }

  private static @Nullable String option(RunHeader header, String option) {
    List<String> words = header.commandLine();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(option + "=")) {
        return words.get(i).substring(option.length() + 1);
      }
      if (words.get(i).equals(option) && i + 1 < words.size()) {
        return words.get(i + 1);
      }
    }
    return null;
  }

  private static void sort(Path file, ResultDocument document, List<Parts> inParts)
      throws UsageException {
    RunHeader header = document.header();
    if (inParts.stream()
        .flatMap(each -> each.documents.values().stream())
        .anyMatch(each -> each.header().runId().equals(header.runId()))) {
      throw new UsageException(
          "Part %s of the run of %s, begun at %s, is given twice. Give each part once."
              .formatted(
                  option(header, OPTION),
                  Console.visible(header.service().target(), 200),
                  Console.visible(header.startedAt(), 40)));
    }
    Shard shard = shard(header);
    Kind kind = new Kind(header.scenarioSet(), header.service(), header.proxy(), shard.parts());
    Parts parts =
        inParts.stream()
            .filter(each -> each.kind.equals(kind) && !each.documents.containsKey(shard.part()))
            .findFirst()
            .orElseGet(
                () -> {
                  Parts first = new Parts(kind);
                  inParts.add(first);
                  return first;
                });
    parts.documents.put(shard.part(), document);
    parts.given.add(file.toString());
  }

  private ResultDocument merged(Parts parts) {
    List<ResultDocument> all = List.copyOf(parts.documents.values());
    List<ScenarioResult> scenarios =
        all.stream().flatMap(document -> document.scenarios().stream()).toList();
    RunHeader header = header(all, parts.kind.parts());
    boolean ended = all.stream().allMatch(document -> document.footer() != null);
    return new ResultDocument(header, scenarios, ended ? footer(all, header, scenarios) : null);
  }

  private static RunHeader header(List<ResultDocument> all, int parts) {
    RunHeader first = all.get(0).header();
    List<String> notes = new ArrayList<>(first.notes());
    notes.add("Put together from %d of %d parts.".formatted(all.size(), parts));
    return new RunHeader(
        first.runId(),
        first.kitVersion(),
        first.scenarioSet(),
        first.protocolVersion(),
        all.stream()
            .map(each -> each.header().startedAt())
            .min(Comparator.naturalOrder())
            .orElse(""),
        first.commandLine(),
        first.seed(),
        first.timeoutScale(),
        first.jobs(),
        first.service(),
        first.proxy(),
        first.machine(),
        notes,
        first.requirements(),
        all.stream().mapToInt(each -> each.header().planned()).sum(),
        first.inSet(),
        first.scenarioFile());
  }

  private RunFooter footer(
      List<ResultDocument> all, RunHeader header, List<ScenarioResult> scenarios) {
    List<RunFooter> footers =
        all.stream().map(ResultDocument::footer).map(Objects::requireNonNull).toList();
    RunFooter.Counts counts = new ResultDocument(header, scenarios, null).counts();
    SetAside setAside = SetAside.of(scenarios);
    Optional<KnownSummary> summary = known(footers);
    int stale = summary.map(each -> each.stale().size()).orElse(0);
    int status = ExitStatus.of(counts, candidateAtFault(footers), setAside, stale > 0);
    Scope scope = Scope.of(header);
    return new RunFooter(
        latest(footers),
        footers.stream().mapToLong(RunFooter::durationMicros).max().orElse(0),
        counts,
        status == ExitStatus.CONFORMS && setAside.known() == 0 && !scope.isPart(),
        ExitStatus.sentence(status, counts, setAside, stale, scope, unsupported(scenarios)),
        status,
        footers.stream().anyMatch(RunFooter::partial),
        profiles(header, scenarios),
        footers.stream().flatMap(each -> each.notes().stream()).distinct().toList(),
        summary.orElse(null));
  }

  /**
   * Whether a part could not be run to its end because of the candidate, or none found it there. A
   * part in which merely nothing passed says nothing of the others.
   */
  private static boolean candidateAtFault(List<RunFooter> footers) {
    List<RunFooter> against =
        footers.stream().filter(each -> each.exitStatus() == ExitStatus.DOES_NOT_CONFORM).toList();
    return against.size() == footers.size()
        || against.stream().anyMatch(each -> each.counts().notRun() > 0);
  }

  private static List<String> unsupported(List<ScenarioResult> scenarios) {
    return Reasons.mostFrequent(
        scenarios.stream()
            .filter(result -> result.outcome() == Outcome.UNSUPPORTED)
            .map(result -> String.valueOf(result.reason())));
  }

  private static String latest(List<RunFooter> footers) {
    return footers.stream().map(RunFooter::finishedAt).max(Comparator.naturalOrder()).orElse("");
  }

  private static Optional<KnownSummary> known(List<RunFooter> footers) {
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
    if (!header.scenarioSet().equals(KitVersion.scenarios(own))) {
      return List.of();
    }
    String claimed = option(header, PROFILE);
    try {
      Profiles profiles = new Profiles(claimed == null ? Set.of() : Profiles.parse(claimed));
      scenarios.forEach(
          result -> own.find(result.id()).ifPresent(scenario -> profiles.ended(scenario, result)));
      return profiles.results(own);
    } catch (UsageException unknown) {
      return List.of();
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(scratch)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}

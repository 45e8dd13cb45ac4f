package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.scenarios.Shard;
import io.cloudstate.tck.runner.cli.terminal.Console;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts together what jobs beside each other wrote with {@code --shard}. Parts belong together that
 * are of the same targets and scenarios; of several runs in parts, in the order in which they are
 * given.
 */
final class Shards implements AutoCloseable {

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
      if (header == null || !header.contains(Joined.SHARD)) {
        return Optional.empty();
      }
    }
    ResultDocument document = ResultsReader.read(file);
    return shard(document.header()).parts() > 1 ? Optional.of(document) : Optional.empty();
  }

  private static Shard shard(RunHeader header) {
    return Joined.shard(header).orElse(Shard.WHOLE);
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
                  Joined.name(header),
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
    return Joined.of(
        List.copyOf(parts.documents.values()), parts.kind.parts(), own, Optional.empty());
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

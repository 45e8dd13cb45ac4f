package io.cloudstate.tck.runner.cli.results;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.StoredRun;
import io.cloudstate.tck.runner.cli.scenarios.KitVersion;
import io.cloudstate.tck.runner.cli.scenarios.Shard;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.specs.ScenarioSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One run that jobs beside each other made in parts: each is there once, and they are of the same
 * scenarios and targets.
 *
 * @param parts in their order
 */
record RunInParts(List<Part> parts) {

  private static final int LONGEST = 200;
  private static final int MOST_NAMED = 5;

  /** What decides which scenarios are to run, and by what they are judged. */
  private static final List<String> ALIKE =
      List.of(
          "--include",
          "--exclude",
          "--theme",
          "--failed-from",
          "--profile",
          "--defect",
          "--repeat");

  /** By what a candidate is known; an image that each job builds has another digest in each. */
  private static final List<String> IDENTITY =
      List.of("service", "runtime", "support library", "protocol version", "announces");

  RunInParts {
    parts = List.copyOf(parts);
  }

  /**
   * One of them.
   *
   * @param given where, in the caller's words
   */
  record Part(Path given, StoredRun run, Shard shard) {

    private RunHeader header() {
      return run.document().header();
    }

    String name() {
      return shard.name();
    }

    private String said() {
      return "%s (%s)".formatted(name(), given);
    }
  }

  /**
   * Reads them.
   *
   * @param set that they are to be of
   * @throws UsageException if they are not one run; the message says which does not belong to it
   * @throws CouldNotRunException if one cannot be read
   */
  static RunInParts read(List<Path> given, ScenarioSet set)
      throws UsageException, CouldNotRunException {
    Map<Integer, Part> parts = new TreeMap<>();
    for (Path path : given) {
      Part part = part(path, StoredRun.open(path));
      Part first = parts.isEmpty() ? part : parts.values().iterator().next();
      mustHaveRun(part, set);
      mustGoWith(first, part);
      Part same = parts.putIfAbsent(part.shard().part(), part);
      if (same != null) {
        throw new UsageException(
            "Part %s is given twice, as %s and %s. Give each part once."
                .formatted(part.name(), same.given(), path));
      }
    }
    mustBeAll(parts);
    mustBeApart(parts.values());
    return new RunInParts(List.copyOf(parts.values()));
  }

  private static Part part(Path given, StoredRun run) throws UsageException {
    Shard shard =
        Joined.shard(run.document().header())
            .orElseThrow(
                () ->
                    new UsageException(
                        "%s is no part of a run: it ran without --shard. Its report is there already; tck report makes a site of several runs."
                            .formatted(given)));
    return new Part(given, run, shard);
  }

  private static void mustHaveRun(Part part, ScenarioSet set) throws UsageException {
    String here = KitVersion.scenarios(set);
    String there = part.header().scenarioSet();
    if (!there.equals(here)) {
      throw new UsageException(
          "Part %s is of the scenario set %s, and this kit has %s. Merge with the kit that ran it; where the scenarios came from a file, give --scenarios FILE."
              .formatted(part.said(), Console.visible(there, LONGEST), here));
    }
    for (ScenarioResult result : part.run().document().scenarios()) {
      if (set.find(result.id()).isEmpty()) {
        throw new UsageException(
            "Part %s holds a result of %s, which is not in its scenario set. Give what tck run wrote, as it wrote it."
                .formatted(part.said(), Console.visible(result.id(), LONGEST)));
      }
    }
  }

  private static void mustGoWith(Part first, Part part) throws UsageException {
    if (part.shard().parts() != first.shard().parts()) {
      throw new UsageException(
          "Part %s and part %s are not of one run: it is in %d parts there, and in %d here."
              .formatted(first.said(), part.said(), first.shard().parts(), part.shard().parts()));
    }
    RunHeader one = first.header();
    RunHeader other = part.header();
    mustEqual(first, part, "--service", one.service().target(), other.service().target());
    mustEqual(first, part, "--proxy", one.proxy().target(), other.proxy().target());
    for (String option : ALIKE) {
      mustEqual(
          first,
          part,
          option,
          String.join(", ", Joined.values(one, option)),
          String.join(", ", Joined.values(other, option)));
    }
    for (String fact : IDENTITY) {
      String before = one.service().fact(fact).orElse("");
      String now = other.service().fact(fact).orElse("");
      // What was not reached says nothing of itself, and is no other for that.
      if (!before.isEmpty() && !now.isEmpty()) {
        mustEqual(first, part, "the candidate's " + fact, before, now);
      }
    }
  }

  private static void mustEqual(Part first, Part part, String what, String before, String now)
      throws UsageException {
    if (!before.equals(now)) {
      throw new UsageException(
          "Part %s and part %s are not of one run: %s is %s there, and %s here."
              .formatted(first.said(), part.said(), what, shown(before), shown(now)));
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "not given" : "\"" + Console.visible(value, LONGEST) + "\"";
  }

  private static void mustBeAll(Map<Integer, Part> parts) throws UsageException {
    int all = parts.values().iterator().next().shard().parts();
    int missing = all - parts.size();
    if (missing == 0) {
      return;
    }
    String named =
        IntStream.rangeClosed(1, all)
            .filter(number -> !parts.containsKey(number))
            .limit(MOST_NAMED)
            .mapToObj(number -> new Shard(number, all).name())
            .collect(Collectors.joining(", "));
    throw new UsageException(
        "%s %s%s missing. Give all parts of the run, also those of jobs that failed: their results say why."
            .formatted(
                missing == 1 ? "Part" : "Parts",
                named,
                missing == 1
                    ? " is"
                    : missing > MOST_NAMED
                        ? " and %d more are".formatted(missing - MOST_NAMED)
                        : " are"));
  }

  private static void mustBeApart(Iterable<Part> parts) throws UsageException {
    Map<String, Part> before = new HashMap<>();
    for (Part part : parts) {
      for (ScenarioResult result : part.run().document().scenarios()) {
        Part same = before.putIfAbsent(result.id(), part);
        if (same != null) {
          throw new UsageException(
              "%s ran in part %s and in part %s, so they are not of one run."
                  .formatted(result.id(), same.said(), part.said()));
        }
      }
    }
  }

  List<ResultDocument> documents() {
    List<ResultDocument> documents = new ArrayList<>();
    parts.forEach(part -> documents.add(part.run().document()));
    return documents;
  }
}

package io.cloudstate.tck.reports;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run says of its library in one area of requirements. The counts are of the scenarios that
 * verify something of the area; whether it fails is said by its own requirements alone, since such
 * a scenario may as well fail by a rule of another area.
 *
 * @param word one plain verdict
 * @param detail a sentence, where the word leaves something open
 */
record AreaVerdict(RunVerdict.Tone tone, String word, String detail, RunFooter.Counts counts) {

  static AreaVerdict of(SiteRun run, List<RequirementInfo> area) {
    Set<String> ids = area.stream().map(RequirementInfo::id).collect(Collectors.toSet());
    List<ScenarioResult> scenarios =
        run.ofLibrary().stream()
            .filter(s -> s.requirements().stream().anyMatch(r -> ids.contains(r.id())))
            .toList();
    RunFooter.Counts counts = Tally.of(scenarios);
    List<RequirementInfo> violated =
        area.stream().filter(r -> r.level().equals("M") && violated(run, r)).toList();
    if (!violated.isEmpty()) {
      Set<String> blamed = blamed(scenarios, violated);
      String detail = failing(violated, blamed);
      return blamed.equals(Set.of("proxy"))
          ? open("the proxy fails", detail, counts)
          : new AreaVerdict(RunVerdict.Tone.BAD, "fails", detail, counts);
    }
    if (scenarios.isEmpty() && area.stream().allMatch(r -> r.unverified() != null)) {
      return quiet("not tested", "No scenario verifies anything of this area.", counts);
    }
    if (scenarios.isEmpty() && run.document().complete()) {
      return quiet("proxy only", "No scenario of this run judges a library by it.", counts);
    }
    if (!run.document().complete() || Scope.of(run.document().header()).isPart()) {
      return open("partial", run.verdict().detail(), counts);
    }
    int disputed = Tally.disputed(scenarios);
    int elsewhere = counts.failed() - disputed + counts.errored() + counts.notRun();
    if (elsewhere > 0) {
      return open(
          "not all shown",
          "%d scenarios were not run, errored, or failed by a rule of another area first."
              .formatted(elsewhere),
          counts);
    }
    if (counts.passed() + counts.warned() == 0) {
      return quiet("unsupported", "The library announces nothing of it.", counts);
    }
    long beyond = scenarios.stream().filter(ScenarioResult::isBeyondTargets).count();
    return counts.unsupported() > beyond
        ? new AreaVerdict(
            RunVerdict.Tone.PART,
            "in part",
            "What the library announces of it passes." + dispute(disputed),
            counts)
        : new AreaVerdict(RunVerdict.Tone.GOOD, "passes", dispute(disputed).strip(), counts);
  }

  private static boolean violated(SiteRun run, RequirementInfo requirement) {
    return run.coverageOfLibrary().getOrDefault(requirement.id(), Coverage.NONE).state()
        == Coverage.State.VIOLATED;
  }

  private static String dispute(int failed) {
    return failed == 0 ? "" : " %d failed that the catalogue disputes.".formatted(failed);
  }

  private static AreaVerdict open(String word, String detail, RunFooter.Counts counts) {
    return new AreaVerdict(RunVerdict.Tone.OPEN, word, detail, counts);
  }

  private static AreaVerdict quiet(String word, String detail, RunFooter.Counts counts) {
    return new AreaVerdict(RunVerdict.Tone.QUIET, word, detail, counts);
  }

  private static String failing(List<RequirementInfo> violated, Set<String> blamed) {
    return "Violated: %s; down to the %s."
        .formatted(
            violated.stream().map(RequirementInfo::id).collect(Collectors.joining(", ")),
            String.join(" and the ", blamed));
  }

  private static Set<String> blamed(
      List<ScenarioResult> scenarios, List<RequirementInfo> violated) {
    Set<String> ids = violated.stream().map(RequirementInfo::id).collect(Collectors.toSet());
    return scenarios.stream()
        .map(ScenarioResult::mismatch)
        .filter(mismatch -> mismatch != null && ids.contains(mismatch.requirement()))
        .map(MismatchView::blame)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

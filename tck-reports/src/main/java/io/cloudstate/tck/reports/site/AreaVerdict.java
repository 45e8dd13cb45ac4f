package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.verdict.Coverage;
import io.cloudstate.tck.reports.verdict.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run says of its library in one area of requirements. The counts are of the scenarios that
 * verify something of the area; whether it fails is said by its own requirements alone, since such
 * a scenario may as well fail by a rule of another area.
 *
 * @param detail a sentence, where the state leaves something open
 */
record AreaVerdict(State state, String detail, RunFooter.Counts counts) {

  /** One plain verdict. */
  enum State {
    FAILS("fails", LibraryVerdict.Tone.BAD),
    PROXY_FAILS("the proxy fails", LibraryVerdict.Tone.OPEN),
    NOT_TESTED("not tested", LibraryVerdict.Tone.QUIET),
    PROXY_ONLY("proxy only", LibraryVerdict.Tone.QUIET),
    PARTIAL("partial", LibraryVerdict.Tone.OPEN),
    NOT_ALL_SHOWN("not all shown", LibraryVerdict.Tone.OPEN),
    UNSUPPORTED("unsupported", LibraryVerdict.Tone.QUIET),
    IN_PART("in part", LibraryVerdict.Tone.PART),
    PASSES("passes", LibraryVerdict.Tone.GOOD);

    private final String word;
    private final LibraryVerdict.Tone tone;

    State(String word, LibraryVerdict.Tone tone) {
      this.word = word;
      this.tone = tone;
    }

    /** As pages and programs read it. */
    String word() {
      return word;
    }

    LibraryVerdict.Tone tone() {
      return tone;
    }

    /** Whether a requirement of the area is violated, whoever is to blame. */
    boolean isFailure() {
      return this == FAILS || this == PROXY_FAILS;
    }
  }

  static AreaVerdict of(SiteRun run, List<RequirementInfo> area) {
    Set<String> ids = area.stream().map(RequirementInfo::id).collect(Collectors.toSet());
    List<ScenarioResult> scenarios =
        run.ofLibrary().stream()
            .filter(s -> s.requirements().stream().anyMatch(r -> ids.contains(r.id())))
            .toList();
    RunFooter.Counts counts = Tally.of(scenarios);
    List<RequirementInfo> violated =
        area.stream().filter(r -> r.isMust() && violated(run, r)).toList();
    if (!violated.isEmpty()) {
      List<MismatchView> mismatches = mismatches(scenarios, violated);
      boolean proxyAlone =
          !mismatches.isEmpty() && mismatches.stream().allMatch(MismatchView::isDownToProxy);
      return new AreaVerdict(
          proxyAlone ? State.PROXY_FAILS : State.FAILS, failing(violated, mismatches), counts);
    }
    if (scenarios.isEmpty() && area.stream().allMatch(r -> r.unverified() != null)) {
      return new AreaVerdict(
          State.NOT_TESTED, "No scenario verifies anything of this area.", counts);
    }
    if (!run.document().complete() || Scope.of(run.document().header()).isPart()) {
      return new AreaVerdict(State.PARTIAL, run.verdict().detail(), counts);
    }
    if (scenarios.isEmpty()) {
      return new AreaVerdict(
          State.PROXY_ONLY, "No scenario of this run judges a library by it.", counts);
    }
    int disputed = Tally.disputed(scenarios);
    int elsewhere = counts.failed() - disputed + counts.errored() + counts.notRun();
    if (elsewhere > 0) {
      return new AreaVerdict(
          State.NOT_ALL_SHOWN,
          "%d scenarios were not run, errored, or failed by a rule of another area first."
              .formatted(elsewhere),
          counts);
    }
    if (counts.passed() + counts.warned() == 0) {
      return new AreaVerdict(State.UNSUPPORTED, "The library announces nothing of it.", counts);
    }
    long beyond = scenarios.stream().filter(ScenarioResult::isBeyondTargets).count();
    return counts.unsupported() > beyond
        ? new AreaVerdict(
            State.IN_PART, "What the library announces of it passes." + dispute(disputed), counts)
        : new AreaVerdict(State.PASSES, dispute(disputed).strip(), counts);
  }

  private static boolean violated(SiteRun run, RequirementInfo requirement) {
    return run.coverageOfLibrary().getOrDefault(requirement.id(), Coverage.NONE).state()
        == Coverage.State.VIOLATED;
  }

  private static String dispute(int failed) {
    return failed == 0 ? "" : " %d failed that the catalogue disputes.".formatted(failed);
  }

  private static String failing(List<RequirementInfo> violated, List<MismatchView> mismatches) {
    return "Violated: %s; down to the %s."
        .formatted(
            violated.stream().map(RequirementInfo::id).collect(Collectors.joining(", ")),
            mismatches.stream()
                .map(MismatchView::blame)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and the ")));
  }

  private static List<MismatchView> mismatches(
      List<ScenarioResult> scenarios, List<RequirementInfo> violated) {
    Set<String> ids = violated.stream().map(RequirementInfo::id).collect(Collectors.toSet());
    return scenarios.stream()
        .flatMap(scenario -> Stream.ofNullable(scenario.mismatch()))
        .filter(mismatch -> ids.contains(mismatch.requirement()))
        .toList();
  }
}

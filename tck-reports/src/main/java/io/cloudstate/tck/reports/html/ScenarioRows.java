package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.text.Durations;
import io.cloudstate.tck.reports.verdict.FactSheet;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what the page shows of each scenario before its evidence is asked for.
 *
 * @param anchor of a scenario's row
 * @param places where the evidence of each is
 */
record ScenarioRows(
    Function<ScenarioResult, String> anchor,
    IdentityHashMap<ScenarioResult, Evidence.Place> places,
    RequirementViews requirements) {

  // Beyond so many rows with facts, only the script shows why a scenario did not pass.
  private static final int MOST_FACTS = 1_500;

  /** One of each scenario. */
  List<HtmlView.Row> of(List<ScenarioResult> worstFirst) {
    List<HtmlView.Row> rows = new ArrayList<>();
    int withFacts = 0;
    for (ScenarioResult scenario : worstFirst) {
      boolean facts = scenario.outcome() != Outcome.PASSED && withFacts++ < MOST_FACTS;
      rows.add(row(scenario, facts, rows.isEmpty()));
    }
    return rows;
  }

  private HtmlView.Row row(ScenarioResult scenario, boolean facts, boolean first) {
    boolean evident = scenario.outcome() == Outcome.FAILED || scenario.outcome() == Outcome.ERRORED;
    Evidence.Place place = places.get(scenario);
    MismatchView mismatch = scenario.mismatch();
    return new HtmlView.Row(
        anchor.apply(scenario),
        Looks.key(scenario.outcome()),
        label(scenario),
        first && evident,
        scenario,
        place == null ? "" : place.block() + "." + place.line(),
        scenario.requirements().stream()
            .map(RequirementResult::id)
            .collect(Collectors.joining(" ")),
        scenario.blame(),
        mismatch == null ? null : mismatch.requirement(),
        Durations.human(scenario.durationMicros()),
        facts,
        facts ? scenario.reason() : null,
        mismatch == null || !facts ? null : box(scenario, mismatch),
        scenario.remark());
  }

  private static String label(ScenarioResult scenario) {
    return Tally.word(scenario.outcome())
        + (scenario.failsAsKnown() ? ", known" : "")
        + (scenario.disputed() == null ? "" : ", disputed")
        + (scenario.isFlaky() ? ", flaky" : "");
  }

  private HtmlView.Box box(ScenarioResult scenario, MismatchView mismatch) {
    String step = mismatch.step() == 0 ? "After the last step" : "Step " + mismatch.step();
    return new HtmlView.Box(
        mismatch,
        Looks.tone(scenario.outcome()),
        step + (mismatch.frame() == null ? ", no frame came" : ", frame " + mismatch.frame()),
        requirements.anchor(mismatch.requirement()),
        requirements.text(mismatch.requirement()),
        mismatch.differences().stream().filter(d -> !FactSheet.isFirst(d, mismatch)).toList());
  }
}

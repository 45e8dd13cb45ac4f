package io.cloudstate.tck.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the time of a run went. */
final class TimelineTest {

  private static ScenarioResult took(
      String id, Outcome outcome, long started, long duration, @Nullable Long waited) {
    return new ScenarioResult(
        id,
        "Title of " + id,
        "theme",
        "direct",
        "hash",
        outcome,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        started,
        duration,
        List.of(),
        "tck run",
        null,
        null,
        null,
        waited,
        null);
  }

  private static Timeline of(ScenarioResult... results) {
    return Objects.requireNonNull(Timeline.of(List.of(results), result -> "#" + result.id()));
  }

  @Test
  void aBarBeginsAndEndsWhereItsScenarioDid() {
    Timeline timeline =
        of(took("a", Outcome.PASSED, 0, 500, null), took("b", Outcome.FAILED, 500, 500, null));

    assertThat(timeline.bars())
        .containsExactly(
            new Timeline.Bar("passed", 0, 0, Timeline.WIDTH / 2),
            new Timeline.Bar("failed", Timeline.WIDTH / 2, 0, Timeline.WIDTH / 2));
    assertThat(timeline.height()).isEqualTo(10);
  }

  @Test
  void whatRanAtOnceStandsInLanesOfItsOwnAndALaneIsUsedAgain() {
    Timeline timeline =
        of(
            took("late", Outcome.PASSED, 600, 400, null),
            took("long", Outcome.PASSED, 0, 1_000, null),
            took("early", Outcome.PASSED, 100, 400, null));

    assertThat(timeline.bars()).extracting(Timeline.Bar::y).containsExactly(10, 0, 10);
    assertThat(timeline.summary()).contains("up to 2 at once").contains("none of it waited");
  }

  @Test
  void theSlowestComeFirstWithWhatTheyWaited() {
    Timeline timeline =
        of(
            took("quick", Outcome.PASSED, 0, 100, null),
            took("slow", Outcome.PASSED, 0, 250_000, 200_000L));

    assertThat(timeline.slowest())
        .first()
        .isEqualTo(new Timeline.Slow("#slow", "Title of slow", "250.0 ms", "200.0 ms"));
    assertThat(timeline.summary()).contains("200.0 ms of it waited on purpose");
  }

  @Test
  void whatDidNotRunHasNoBreadthAndNothingAtAllNoTimeline() {
    assertThat(
            of(took("a", Outcome.PASSED, 0, 10, null), took("b", Outcome.NOT_RUN, 0, 10, null))
                .bars()
                .get(1)
                .width())
        .isZero();
    assertThat(
            Timeline.of(List.of(took("b", Outcome.UNSUPPORTED, 5, 10, null)), ScenarioResult::id))
        .isNull();
  }
}

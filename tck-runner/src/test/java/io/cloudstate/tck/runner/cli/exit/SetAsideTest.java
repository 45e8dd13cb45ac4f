package io.cloudstate.tck.runner.cli.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What failed and does not fail the run. */
final class SetAsideTest {

  private static final Disputed DISPUTED = new Disputed("why", "https://example.org/1");

  private static KnownFailure known(KnownFailure.State state) {
    return new KnownFailure("a/b", state, "why", null, null);
  }

  private static ScenarioResult result(
      Outcome outcome, @Nullable KnownFailure known, @Nullable Disputed disputed) {
    return new ScenarioResult(
        "a/b", "Title", "a", "direct", "h", outcome, "why", null, List.of(), List.of(), List.of(),
        List.of(), 0, 0, List.of(), "tck run", null, known, disputed, null, null);
  }

  @Test
  void aWarningFailsNoRunAndIsNotCounted() {
    KnownFailure holds = known(KnownFailure.State.HOLDS);
    assertThat(
            SetAside.of(
                List.of(
                    result(Outcome.FAILED, null, null),
                    result(Outcome.FAILED, holds, null),
                    result(Outcome.WARNED, holds, null),
                    result(Outcome.WARNED, null, DISPUTED),
                    result(Outcome.PASSED, null, DISPUTED))))
        .isEqualTo(new SetAside(1, 0));
  }

  @Test
  void whatIsSpokenOfCountsOnceWhetherOrNotThatIsTrue() {
    assertThat(
            SetAside.of(
                List.of(
                    result(Outcome.FAILED, known(KnownFailure.State.HOLDS), DISPUTED),
                    result(Outcome.FAILED, known(KnownFailure.State.OTHERWISE), null),
                    result(Outcome.FAILED, null, DISPUTED))))
        .isEqualTo(new SetAside(2, 1));
  }
}

package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.engine.Deadlines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComingUpTest {

  private static final Duration SOON = Duration.ofMillis(1);

  private final StringWriter shown = new StringWriter();
  private final Console console = new Console(new PrintWriter(shown), false, false, false);

  @ParameterizedTest
  @CsvSource({"1, a side has ", "0, there is no deadline"})
  void saysAgainAndAgainThatItWaits(double scale, String patience) {
    ComingUp waiting = new ComingUp(console, Deadlines.scaled(scale), SOON, SOON);
    await().until(() -> shown.toString().lines().count() > 2);
    waiting.end();

    assertThat(shown.toString().lines())
        .allMatch(line -> line.startsWith("Still waiting for proxy and candidate to come up"))
        .allMatch(line -> line.contains(patience));
  }

  @Test
  void saysNothingOfAPairThatComesUpAtOnce() {
    new ComingUp(console, Deadlines.scaled(1)).end();

    assertThat(shown.toString()).isEmpty();
  }
}

package io.cloudstate.tck.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.format.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes fixtures in every format below {@code target}, for the checks in a browser and by hand.
 */
class SampleReportsTest {

  private enum Sample {
    MIXED,
    PARTIAL,
    EMPTY,
    HOSTILE,
    LARGE;

    ResultDocument document() {
      return switch (this) {
        case MIXED -> Fixtures.mixed();
        case PARTIAL -> Fixtures.partial();
        case EMPTY -> Fixtures.empty();
        case HOSTILE -> Fixtures.hostile();
        case LARGE -> large();
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsWritten(Sample sample) throws IOException {
    Path dir = Path.of("target", "sample-reports", sample.name().toLowerCase(Locale.ROOT));

    try (ResultWriter writer = ReportFormat.openAll(List.of(ReportFormat.values()), dir)) {
      sample.document().replayInto(writer);
    }

    for (ReportFormat format : ReportFormat.values()) {
      assertThat(dir.resolve(format.fileName())).isNotEmptyFile();
    }
    assertThat(Files.size(dir.resolve(ReportFormat.HTML.fileName()))).isLessThan(16L * 1024 * 1024);
  }

  private static ResultDocument large() {
    List<ScenarioResult> scenarios = new ArrayList<>();
    IntStream.range(0, 9_500).mapToObj(Fixtures::passing).forEach(scenarios::add);
    IntStream.range(0, 500)
        .mapToObj(i -> Fixtures.failing("event-sourced/fails-" + i, "\"B\""))
        .forEach(scenarios::add);
    return Fixtures.of(scenarios);
  }
}

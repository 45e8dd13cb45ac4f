package io.cloudstate.tck.reports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes every fixture in every format, to be looked at by hand: give a directory. */
final class SampleReports {

  private SampleReports() {}

  public static void main(String[] args) throws IOException {
    Map<String, ResultDocument> samples =
        Map.of(
            "passing", Fixtures.passing(),
            "mixed", Fixtures.mixed(),
            "partial", Fixtures.partial(),
            "interrupted", Fixtures.interrupted(),
            "empty", Fixtures.empty(),
            "hostile", Fixtures.hostile());
    for (Map.Entry<String, ResultDocument> sample : samples.entrySet()) {
      try (ResultWriter writer =
          ReportFormat.openAll(
              List.of(ReportFormat.values()), Path.of(args[0]).resolve(sample.getKey()))) {
        sample.getValue().replayInto(writer);
      }
    }
  }
}

package io.cloudstate.tck.runner.cli.files;

import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.format.OpenTestReport;
import io.cloudstate.tck.reports.format.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a run's report. */
public final class ReportFiles {

  private ReportFiles() {}

  /**
   * Opens them as one. Who reads JUnit XML may read the events of Open Test Reporting, which stand
   * beside it.
   *
   * @param others who is told the same
   */
  public static ResultWriter open(Path out, List<ReportFormat> formats, List<ResultWriter> others)
      throws IOException {
    List<ResultWriter> writers = new ArrayList<>(others);
    writers.add(ReportFormat.openAll(formats, out));
    if (formats.contains(ReportFormat.JUNIT)) {
      writers.add(OpenTestReport.open(out));
    }
    return ResultWriter.all(writers);
  }
}

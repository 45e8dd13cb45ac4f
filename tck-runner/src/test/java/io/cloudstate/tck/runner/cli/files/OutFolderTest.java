package io.cloudstate.tck.runner.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody else wrote is not written over. */
final class OutFolderTest {

  @TempDir private Path folder = Path.of(".");

  @Test
  void aReportOfOthersIsLeftAlone() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path report = Files.writeString(out.resolve("report.html"), "<title>Sales</title>");
    Cli cli = Cli.run(folder);
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("holds a report.html that tck run did not write");
    assertThat(report).hasContent("<title>Sales</title>");
    Files.delete(report);
    assertThat(Cli.run(folder, "--include", "ES-06").status()).isZero();
    assertThat(Cli.run(folder, "--include", "ES-06").status()).isZero();
  }

  @Test
  void pagesDoNotGoAmongOtherFiles() throws IOException {
    Path site = folder.resolve("site");
    assertThat(Cli.tck("docs", site.toString()).status()).isZero();
    assertThat(Cli.tck("docs", site.toString()).status()).isZero();
    Path results = Files.createDirectories(folder.resolve("results"));
    Files.writeString(results.resolve("results.jsonl"), "x");
    Cli cli = Cli.tck("docs", results.toString());
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("holds files that tck docs did not write");
    assertThat(results.resolve("index.html")).doesNotExist();
  }
}

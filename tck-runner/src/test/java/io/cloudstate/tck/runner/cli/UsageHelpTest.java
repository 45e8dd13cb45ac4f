package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a command line, or of files that it names, that cannot be. */
final class UsageHelpTest {

  @TempDir private Path folder = Path.of(".");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --seed abc | \"abc\" is no whole number | tck run --help tells the options.",
        "run --jobs 99999999999 | is no whole number from -2147483648 to | tck run --help tells",
        "run --seed 99999999999999999999 | is no whole number from -92 | tck run --help tells",
        "run --timeout-scale x | \"x\" is no number | tck run --help tells the options.",
        "run --sed=3 | Near it: --seed | tck run --help tells the options.",
        "lits | Near it: list. | tck --help tells the commands.",
        "model | Missing required subcommand. | tck model --help tells the commands.",
        "run --out= | names nothing; give a name | tck run --help tells the options.",
        "docs '' | names nothing; give a name | tck docs --help tells the options.",
      })
  void twoLinesSayWhatIsWrongAndWhereMoreIsSaid(String words, String said, String more) {
    Cli cli = Cli.tck(words.replace("''", "").split(" ", -1));
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains(said).contains(more);
    assertThat(cli.err().lines()).hasSize(2);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void whoGivesNothingIsToldWhatThereIs() {
    assertThat(Cli.tck().err()).contains("Commands:");
  }

  @Test
  void whatIsWrongWithAFileIsSaidInWords() throws IOException {
    Path none = folder.resolve("none");
    Path file = Files.writeString(folder.resolve("file"), "x");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (String option : List.of("--config", "--scenarios", "--known")) {
      said("it does not exist.", "run", option, none.toString());
      said("it is not UTF-8 text.", "run", option, binary.toString());
      said("it is a folder, not a file.", "run", option, empty.toString());
    }
    said("is a file, not a folder", "run", "--out", file.toString());
    said("is a file, not a folder", "docs", file.toString());
    said("it holds no results.jsonl", "judge", empty.toString());
    said("it holds no results.jsonl", "compare", empty.toString(), empty.toString());
    said("it holds no results.jsonl", "known", "--update", none.toString(), empty.toString());
    said("it does not exist", "judge", none.toString());
  }

  private static void said(String why, String... words) {
    Cli cli = Cli.tck(words);
    assertThat(cli.status()).isIn(ExitStatus.USAGE, ExitStatus.COULD_NOT_RUN);
    assertThat(cli.err()).contains(why).doesNotContain("Exception");
    assertThat(cli.err().lines()).hasSize(1);
  }
}

package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A process whose output cannot be written does not end as if it had been. */
final class StandardOutputTest {

  private final StringWriter err = new StringWriter();

  private int told(int status, OutputStream to) {
    StandardOutput output = new StandardOutput(to);
    PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    CommandLine tck = Main.commandLine().setOut(out).setErr(new PrintWriter(err, true));
    out.println("what there is to say");
    return Main.told(status, tck, output);
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void whatIsWrittenChangesNothing() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    assertThat(told(ExitStatus.CONFORMS, written)).isEqualTo(ExitStatus.CONFORMS);
    assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("what there is to say");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFullDiskIsSaid() {
    assertThat(told(ExitStatus.CONFORMS, failing("No space left on device")))
        .isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(err.toString()).contains("The output cannot be written: No space left on device.");
    assertThat(told(ExitStatus.DOES_NOT_CONFORM, failing("No space left on device")))
        .isEqualTo(ExitStatus.DOES_NOT_CONFORM);
  }

  @Test
  void whoReadsNoFurtherHasSeenEnough() {
    assertThat(told(ExitStatus.CONFORMS, failing("Broken pipe"))).isEqualTo(ExitStatus.CONFORMS);
    assertThat(err.toString()).isEmpty();
  }
}

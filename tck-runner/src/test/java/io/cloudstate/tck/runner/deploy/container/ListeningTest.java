package io.cloudstate.tck.runner.deploy.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container listens at, by the tables of the operating system. */
final class ListeningTest {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";

  @TempDir private Path tables = Path.of(".");

  private Listening listening(String tcp, String tcp6) throws Exception {
    Files.writeString(tables.resolve("tcp"), HEAD + tcp);
    Files.writeString(tables.resolve("tcp6"), HEAD + tcp6);
    return Listening.of(tables);
  }

  @Test
  void anotherPortIsNamed() throws Exception {
    assertThat(listening("   0: 00000000:1F91 00000000:0000 0A 0:0\n", "").instead(8080))
        .isEqualTo("It listens at port 8081 instead. ");
  }

  @Test
  void loopbackIsExplained() throws Exception {
    assertThat(listening("   0: 0100007F:1F90 00000000:0000 0A 0:0\n", "").instead(8080))
        .contains("at port 8080, but on its loopback address", "HOST");
    assertThat(
            listening(
                    "",
                    "   0: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 0:0\n")
                .instead(8080))
        .contains("loopback");
  }

  @Test
  void aConnectionIsNoListener() throws Exception {
    assertThat(listening("   0: 020012AC:1F90 010012AC:D431 01 0:0\n", "").instead(8080)).isEmpty();
  }

  @Test
  void theResolverOfTheEngineIsNotTheCandidates() throws Exception {
    assertThat(listening("   0: 0B00007F:B2BF 00000000:0000 0A 0:0\n", "").instead(8080)).isEmpty();
  }

  @Test
  void whereNothingCanBeReadNothingIsSaid() {
    assertThat(Listening.of(tables.resolve("none")).instead(8080)).isEmpty();
  }
}

package io.cloudstate.tck.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The service as a process of its own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class ReferenceServiceMainTest {
  private static final int ENDED_BY_SIGTERM = 128 + 15;

  @Test
  void saysWhereItListensAndEndsWhenToldTo() throws Exception {
    Process process = start("0");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine())
          .matches("reference service listening on 127\\.0\\.0\\.1:[1-9]\\d*");

      process.toHandle().destroy(); // unlike the process itself, leaves its output readable

      assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGTERM);
      assertThat(out.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void saysWhyItCannotStart() throws Exception {
    try (ReferenceService taken =
        ReferenceService.start(new ServiceSettings("127.0.0.1", 0, Set.of()), error -> {})) {
      assertThat(failure(String.valueOf(taken.port()), 3))
          .startsWith("The reference service cannot listen on 127.0.0.1:" + taken.port())
          .contains("Set HOST and PORT");
    }
    assertThat(failure("http", 2)).startsWith("The environment variable PORT is \"http\"");
  }

  private static String failure(String port, int status) throws IOException, InterruptedException {
    Process process = start(port);
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      String message = err.lines().filter(line -> !line.startsWith("SLF4J")).findFirst().orElse("");
      assertThat(process.waitFor()).isEqualTo(status);
      return message;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ReferenceServiceMain.class.getName());
    builder.environment().remove("HOST");
    builder.environment().put("PORT", port);
    return builder.start();
  }
}

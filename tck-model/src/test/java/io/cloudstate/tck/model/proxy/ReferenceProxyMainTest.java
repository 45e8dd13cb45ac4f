package io.cloudstate.tck.model.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The proxy as a process of its own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class ReferenceProxyMainTest {

  @Test
  void saysAtOnceForWhomItWaits() throws Exception {
    Process process = start(Map.of("USER_FUNCTION_PORT", "1"));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("reference proxy waiting for localhost:1");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void saysInOneLineWhatIsWrongWithItsEnvironment() throws Exception {
    Process process = start(Map.of("HTTP_PORT", "x"));
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      assertThat(err.lines().filter(line -> !line.startsWith("SLF4J")))
          .singleElement()
          .asString()
          .startsWith("The reference proxy cannot start: HTTP_PORT is 'x'");
      assertThat(process.waitFor()).isEqualTo(2);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ReferenceProxyMain.class.getName());
    builder.environment().remove("HOST");
    builder.environment().remove("USER_FUNCTION_HOST");
    builder.environment().putAll(environment);
    return builder.start();
  }
}

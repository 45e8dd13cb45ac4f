package io.cloudstate.tck.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The script that builds and starts the kit, with stand-ins for what it calls. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
final class TckScriptTest {

  @TempDir private Path folder = Path.of(".");

  @Test
  void itBuildsWhereItIsByWhateverLinksItIsCalled() throws Exception {
    Path kit = Files.createDirectories(folder.resolve("kit's own"));
    Path script = kit.resolve("tck");
    Files.copy(Path.of("..", "tck"), script);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path near = Files.createSymbolicLink(kit.resolve("near"), Path.of("tck"));
    Path far = Files.createSymbolicLink(elsewhere.resolve("far"), Path.of("../kit's own/near"));
    Path whole = Files.createSymbolicLink(elsewhere.resolve("whole"), far.toAbsolutePath());
    Path around = Files.createSymbolicLink(folder.resolve("around"), elsewhere);
    for (Path called : List.of(script, near, far, whole, around.resolve("far"))) {
      assertThat(built(called)).as(called.toString()).isEqualTo(kit.toRealPath().toString());
    }
  }

  /** The folder that Maven was called in; its failure ends the script. */
  private String built(Path called) throws IOException, InterruptedException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path at = folder.resolve("at");
    tool(tools, "java", "exit 1");
    tool(tools, "javac", "exit 1");
    tool(tools, "mvn", "pwd -P >'" + at + "'; exit 1");
    ProcessBuilder builder = new ProcessBuilder("sh", called.toString(), "list");
    builder
        .environment()
        .merge("PATH", tools.toString(), (old, more) -> more + File.pathSeparator + old);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(ExitStatus.COULD_NOT_RUN);
    return Files.readString(at).strip();
  }

  private static void tool(Path tools, String name, String body) throws IOException {
    Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}

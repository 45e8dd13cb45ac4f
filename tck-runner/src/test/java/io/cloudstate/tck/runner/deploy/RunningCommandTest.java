package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.cloudstate.tck.specs.Fate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that the runner starts and ends. */
@Timeout(120)
final class RunningCommandTest {

  private static final Endpoint SOMEWHERE = new Endpoint("127.0.0.1", 1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOO_MUCH = "(it wrote more than 16 MiB; the kit does not read on)";

  private static RunningCommand start(String command) throws DeploymentException {
    return RunningCommand.start(
        command, at -> Map.of("HOST", at.host(), "PORT", String.valueOf(at.port())), SOMEWHERE);
  }

  private static List<String> lines(RunningCommand command, int count) {
    return await()
        .atMost(PATIENCE)
        .until(() -> command.log().last(100), lines -> lines.size() >= count);
  }

  @Test
  void theEnvironmentIsGivenAndTheOutputKept() throws Exception {
    try (RunningCommand command = start("sh -c 'echo $HOST:$PORT; echo wrong >&2'")) {
      assertThat(lines(command, 2)).containsExactly("127.0.0.1:1", "wrong");
    }
  }

  @Test
  void theCommandMayBeMoreThanOneWordToTheShell() throws Exception {
    try (RunningCommand command =
        start("GREETING=hello && echo $GREETING; PORT=1 sh -c 'echo $PORT'")) {
      assertThat(lines(command, 2)).containsExactly("hello", "1");
    }
  }

  @Test
  void aCommandThatEndsSaysHowAndItsLastLines() throws Exception {
    try (RunningCommand command = start("sh -c 'echo cannot bind; exit 7'")) {
      await().atMost(PATIENCE).until(() -> command.failure().isPresent());
      assertThat(command.failure())
          .hasValueSatisfying(
              failure ->
                  assertThat(failure)
                      .contains("sh -c 'echo cannot bind; exit 7' ended with status 7")
                      .contains("Its last lines:\n  cannot bind"));
    }
  }

  @Test
  void aCommandThatIsNotThereSaysSo() throws Exception {
    try (RunningCommand command = start("./no-such-command-anywhere")) {
      await().atMost(PATIENCE).until(() -> command.failure().isPresent());
      assertThat(command.failure())
          .hasValueSatisfying(
              failure -> assertThat(failure).contains("status 127").contains("not found"));
    }
  }

  @Test
  void aCommandThatRunsHasNotFailed() throws Exception {
    try (RunningCommand command =
        start("sh -c 'echo up; read nothing < /dev/zero; cat /dev/zero >/dev/null'")) {
      lines(command, 1);
      assertThat(command.failure()).isEmpty();
    }
  }

  @Test
  void itsChildrenEndWithIt() throws Exception {
    long child;
    ProcessHandle handle;
    try (RunningCommand command = start("sh -c 'sleep 600 & echo $!; wait'")) {
      child = Long.parseLong(lines(command, 1).get(0));
      Optional<ProcessHandle> running = ProcessHandle.of(child);
      assertThat(running).isPresent();
      handle = running.get();
    }
    await().atMost(PATIENCE).until(() -> !handle.isAlive());
    assertThat(handle.isAlive()).isFalse();
  }

  @Test
  void aCommandThatIgnoresTermEndsAllTheSame() throws Exception {
    ProcessHandle handle;
    try (RunningCommand command =
        start("sh -c 'trap \"\" TERM; echo $$; while :; do sleep 600; done'")) {
      handle = ProcessHandle.of(Long.parseLong(lines(command, 1).get(0))).orElseThrow();
    }
    await().atMost(PATIENCE).until(() -> !handle.isAlive());
    assertThat(handle.isAlive()).isFalse();
  }

  @Test
  void oneThatTheKitKillsHasNotFailedAndComesBackWithTheSameLog() throws Exception {
    try (RunningCommand command = start("echo $PORT; exec sleep 600")) {
      lines(command, 1);
      Running dead = command.befall(Fate.KILLED);
      assertThat(dead).isSameAs(command);
      assertThat(dead.failure()).isEmpty();
      try (Running again = dead.befall(Fate.STARTED);
          Running elsewhere = dead.befall(Fate.STARTED_ELSEWHERE)) {
        assertThat(again.endpoint()).isEqualTo(SOMEWHERE);
        assertThat(elsewhere.endpoint().port()).isGreaterThan(1024);
        assertThat(lines(command, 3))
            .contains("1", String.valueOf(elsewhere.endpoint().port()))
            .startsWith("1");
      }
    }
  }

  @Test
  void oneThatIsPausedStandsStillUntilItGoesOnAndCanBeEnded() throws Exception {
    ProcessHandle handle;
    try (RunningCommand command = start("echo $$; while read line; do :; done; exec sleep 600")) {
      handle = ProcessHandle.of(Long.parseLong(lines(command, 1).get(0))).orElseThrow();
      command.befall(Fate.PAUSED);
      Path status = Path.of("/proc", String.valueOf(handle.pid()), "stat");
      assumeThat(status).exists();
      assertThat(Files.readString(status)).contains(") T ");
      command.befall(Fate.RESUMED);
      await().atMost(PATIENCE).until(() -> !Files.readString(status).contains(") T "));
      command.befall(Fate.PAUSED);
    }
    await().atMost(PATIENCE).until(() -> !handle.isAlive());
    assertThat(handle.isAlive()).isFalse();
  }

  @Test
  void aLineThatNeverEndsIsKeptShortAndWhatFollowsTooMuchIsNotKept() throws Exception {
    try (RunningCommand command =
        start(
            "head -c 5000 /dev/zero | tr '\\0' x; printf '\\n"
                + "\\033[2Jgone\\n"
                + "'; head -c 17000000 /dev/zero | tr '\\0' y; echo; echo unread")) {
      assertThat(lines(command, 4))
          .containsExactly("x".repeat(2_000), " [2Jgone", "y".repeat(2_000), TOO_MUCH);
      await().atMost(PATIENCE).until(() -> command.failure().isPresent());
      assertThat(command.log().last(1)).containsExactly(TOO_MUCH);
    }
  }

  @Test
  void itCannotBeCutOff() throws Exception {
    try (RunningCommand command = start("exec sleep 600")) {
      assertThatThrownBy(() -> command.befall(Fate.CUT_OFF))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("cut off");
    }
  }
}

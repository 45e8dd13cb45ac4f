package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds out why a container ended, or is not reached. */
record Autopsy(ContainerEngine engine, String id, WantedContainer wanted) {

  private static final int SHOWN_LINES = 15;
  private static final long LAST_LINES_MILLIS = 2_000;

  /** How it ended, and the last that it wrote. */
  String obituary() {
    return "image:" + wanted.image() + " " + end() + " " + lastLines();
  }

  /** What to look at when nothing accepts connections there. */
  String whyUnreachable() {
    return listening()
        + "It must listen at port "
        + wanted.port()
        + " of its container, as its environment says, or be given another with "
        + wanted.side().portOption()
        + ". "
        + lastLines();
  }

  private String listening() {
    try {
      Long pid = engine.client().inspectContainerCmd(id).exec().getState().getPidLong();
      return pid == null || !engine.isHere() ? "" : Listening.of(pid).instead(wanted.port());
    } catch (RuntimeException unknown) {
      return "";
    }
  }

  private String end() {
    try {
      ContainerState state = engine.client().inspectContainerCmd(id).exec().getState();
      String status = "ended with status " + state.getExitCodeLong();
      return Boolean.TRUE.equals(state.getOOMKilled())
          ? status
              + ": it needed more memory than the "
              + wanted.limits().memoryText()
              + " it may have. Give it more with --memory."
          : status + ".";
    } catch (NotFoundException removed) {
      return "was removed while it ran.";
    } catch (RuntimeException engineGone) {
      return "ended, and the engine does not say how: " + Causes.deepest(engineGone);
    }
  }

  private String lastLines() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    ContainerLog last = new ContainerLog(lines::add);
    try {
      engine
          .client()
          .logContainerCmd(id)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(SHOWN_LINES)
          .exec(last);
      last.awaitEnd(LAST_LINES_MILLIS);
    } catch (RuntimeException engineGone) {
      return "Its log cannot be read: " + Causes.deepest(engineGone);
    }
    return lines.isEmpty()
        ? "It wrote nothing."
        : "Its last lines:\n  " + String.join("\n  ", new ArrayList<>(lines));
  }
}

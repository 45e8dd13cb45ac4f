package io.cloudstate.tck.runner.cli.terminal;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** One line at the end of a terminal that shows how far a run is, and is written over. */
final class Progress {

  private static final int BAR = 20;

  /** A longer line would be wrapped by most terminals, and what is wrapped is not written over. */
  private static final int LONGEST = 79;

  private static final String REST_OF_LINE = "\u001b[K";

  private final PrintWriter out;
  private final boolean shown;
  private int bad;

  Progress(PrintWriter out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  /** Whether somebody looks on: a terminal that can go back in a line, and no CI server. */
  static boolean isWatched(Map<String, String> environment) {
    return isTerminal()
        && !isDumb(environment)
        && environment.getOrDefault("CI", "").isEmpty()
        && environment.getOrDefault("GITHUB_ACTIONS", "").isEmpty();
  }

  /** Whether the terminal knows nothing but text. */
  static boolean isDumb(Map<String, String> environment) {
    return "dumb".equals(environment.get("TERM"));
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Progress::isTerminal).isPresent();
  }

  /** From Java 22 on there is a console without a terminal too, and it says so. */
  private static boolean isTerminal(java.io.Console console) {
    try {
      return Boolean.TRUE.equals(java.io.Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }

  void failed() {
    bad++;
  }

  void show(int ended, int planned, String id) {
    if (!shown) {
      return;
    }
    int full = planned == 0 ? 0 : Math.min(BAR, ended * BAR / planned);
    String line =
        ended
            + "/"
            + planned
            + " ["
            + "#".repeat(full)
            + ".".repeat(BAR - full)
            + "] "
            + (bad == 0 ? "" : bad + " failed  ");
    out.print("\r" + line + Console.visible(id, LONGEST - 1 - line.length()) + REST_OF_LINE);
    out.flush();
  }

  void clear() {
    if (shown) {
      out.print("\r" + REST_OF_LINE);
    }
  }
}

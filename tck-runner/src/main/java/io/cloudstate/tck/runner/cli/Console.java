package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.reports.MismatchView;
import io.cloudstate.tck.reports.Outcome;
import io.cloudstate.tck.reports.ProfileResult;
import io.cloudstate.tck.reports.RunFooter.Counts;
import io.cloudstate.tck.reports.ScenarioResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Shows a run on the terminal: a line a theme, failures as facts, a summary that fits a screen. */
final class Console {

  private static final int SHOWN_FAILURES = 5;
  private static final int LONGEST = 200;
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";

  private final PrintWriter out;
  private final boolean terminal;
  private final Map<String, Integer> planned = new LinkedHashMap<>();
  private final Map<String, List<ScenarioResult>> ended = new LinkedHashMap<>();
  private int count;

  Console(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * As the environment asks for: colours and progress only on a terminal, and neither where
   * NO_COLOR is set.
   */
  static Console of(PrintWriter out) {
    return new Console(out, CommandLine.Help.Ansi.AUTO.enabled());
  }

  void line(String text) {
    clearProgress();
    out.println(text);
    out.flush();
  }

  void planned(String theme) {
    planned.merge(theme, 1, Integer::sum);
  }

  void ended(ScenarioResult result) {
    count++;
    List<ScenarioResult> theme = ended.computeIfAbsent(result.theme(), none -> new ArrayList<>());
    theme.add(result);
    if (theme.size() == planned.getOrDefault(result.theme(), 0)) {
      line(theme(result.theme(), theme));
    }
    if (terminal) {
      int total = planned.values().stream().mapToInt(Integer::intValue).sum();
      out.print("\r" + count + "/" + total + " " + visible(result.id(), LONGEST / 4));
      out.print("\u001b[K");
      out.flush();
    }
  }

  private void clearProgress() {
    if (terminal) {
      out.print("\r\u001b[K");
    }
  }

  private String theme(String name, List<ScenarioResult> results) {
    Map<Outcome, Integer> counts = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      int number = (int) results.stream().filter(result -> result.outcome() == outcome).count();
      if (number > 0) {
        counts.put(outcome, number);
      }
    }
    List<String> words = new ArrayList<>();
    counts.forEach((outcome, number) -> words.add(coloured(outcome, number + " " + word(outcome))));
    return "  %-16s %s".formatted(name, String.join(", ", words));
  }

  static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String coloured(Outcome outcome, String text) {
    return switch (outcome) {
      case PASSED -> colour(GREEN, text);
      case FAILED, ERRORED -> colour(RED, text);
      case WARNED, UNSUPPORTED, NOT_RUN -> colour(YELLOW, text);
    };
  }

  private String colour(String code, String text) {
    return terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** What went wrong, the worst first; at most a screen. */
  void problems() {
    List<ScenarioResult> all = ended.values().stream().flatMap(List::stream).toList();
    int shown = 0;
    int bad = 0;
    for (Outcome outcome :
        List.of(Outcome.FAILED, Outcome.ERRORED, Outcome.NOT_RUN, Outcome.WARNED)) {
      for (ScenarioResult result : all) {
        if (result.outcome() == outcome) {
          bad++;
          if (shown < SHOWN_FAILURES) {
            shown++;
            problem(result);
          }
        }
      }
    }
    if (bad > shown) {
      line("");
      line("  … and " + (bad - shown) + " more, all in the report.");
    }
  }

  private void problem(ScenarioResult result) {
    line("");
    line("  " + coloured(result.outcome(), word(result.outcome())) + "  " + result.id());
    MismatchView mismatch = result.mismatch();
    if (mismatch == null) {
      line("    " + visible(String.valueOf(result.reason()), LONGEST));
      return;
    }
    fact("requirement", mismatch.requirement());
    fact("step " + mismatch.step(), mismatch.stepText());
    fact("at", mismatch.path());
    fact("expected", mismatch.expected());
    fact("actual", mismatch.actual());
    fact("blame", mismatch.blame() + " (" + mismatch.why() + ")");
  }

  private void fact(String name, String value) {
    line("    %-12s %s".formatted(name, visible(value, LONGEST)));
  }

  /** What the run says of the parts of the protocol, a line for all. */
  void profiles(List<ProfileResult> profiles) {
    List<String> words = new ArrayList<>();
    for (ProfileResult profile : profiles) {
      switch (profile.state()) {
        case CONFORMS -> words.add(colour(GREEN, profile.profile() + " conforms"));
        case FAILS -> words.add(colour(RED, profile.profile() + " does not"));
        case ABSENT -> words.add(colour(YELLOW, profile.profile() + " is not there"));
        case NOT_SHOWN -> {}
      }
    }
    if (!words.isEmpty()) {
      line("");
      line("Profiles: " + String.join(", ", words) + ".");
    }
  }

  void summary(String sentence, Counts counts, double seconds, String report) {
    line("");
    line(
        colour(
            counts.failed() > 0 || sentence.startsWith("Does not")
                ? RED
                : sentence.startsWith("No") ? YELLOW : GREEN,
            sentence));
    line(
        "%d passed, %d warned, %d failed, %d errored, %d unsupported, %d not run; %.1f s"
            .formatted(
                counts.passed(),
                counts.warned(),
                counts.failed(),
                counts.errored(),
                counts.unsupported(),
                counts.notRun(),
                seconds));
    line("Report: " + report);
  }

  private static boolean isUnseen(int type) {
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  /** One line, without anything that a terminal could obey. */
  static String visible(String text, int longest) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(
            point -> {
              if (point == '\n' || point == '\t') {
                visible.append(' ');
              } else if (Character.isISOControl(point) || isUnseen(Character.getType(point))) {
                visible.append("\\u%04X".formatted(point));
              } else {
                visible.appendCodePoint(point);
              }
            });
    return text.codePointCount(0, text.length()) > longest ? visible + "…" : visible.toString();
  }
}

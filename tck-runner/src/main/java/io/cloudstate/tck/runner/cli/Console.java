package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.reports.Disputed;
import io.cloudstate.tck.reports.KnownFailure;
import io.cloudstate.tck.reports.KnownSummary;
import io.cloudstate.tck.reports.MismatchView;
import io.cloudstate.tck.reports.Outcome;
import io.cloudstate.tck.reports.ProfileResult;
import io.cloudstate.tck.reports.Repeats;
import io.cloudstate.tck.reports.RunFooter.Counts;
import io.cloudstate.tck.reports.ScenarioResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;

/** Shows a run on the terminal: a line a theme, failures as facts, a summary that fits a screen. */
final class Console {

  private static final int SHOWN_FAILURES = 5;
  private static final int SHOWN_KNOWN = 20;
  private static final int LONGEST = 200;
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";
  private static final String PLAIN = "0";

  private final PrintWriter out;
  private final boolean colours;
  private final boolean commands;
  private final Progress progress;
  private final Map<String, Integer> planned = new LinkedHashMap<>();
  private final Map<String, List<ScenarioResult>> ended = new LinkedHashMap<>();
  private int count;

  /** With colours and progress, or without both. */
  Console(PrintWriter out, boolean terminal) {
    this(out, terminal, terminal, false);
  }

  /**
   * A console.
   *
   * @param commands whether who reads the output obeys commands in it, as GitHub Actions does
   */
  Console(PrintWriter out, boolean colours, boolean progress, boolean commands) {
    this.out = out;
    this.colours = colours;
    this.commands = commands;
    this.progress = new Progress(out, progress);
  }

  /**
   * As the environment asks for: colours on a terminal unless NO_COLOR is set, progress on a
   * terminal unless a CI server runs this.
   */
  static Console of(PrintWriter out, Map<String, String> environment) {
    return new Console(
        out,
        CommandLine.Help.Ansi.AUTO.enabled(),
        Progress.isWatched(environment),
        GitHubActions.isHere(environment));
  }

  void line(String text) {
    progress.clear();
    out.println(commands ? GitHubActions.disarmed(text) : text);
    out.flush();
  }

  /** A line that is meant as a command to who reads the output. */
  void command(String line) {
    progress.clear();
    out.println(line);
    out.flush();
  }

  void planned(String theme) {
    planned.merge(theme, 1, Integer::sum);
  }

  void ended(ScenarioResult result) {
    count++;
    List<ScenarioResult> theme = ended.computeIfAbsent(result.theme(), none -> new ArrayList<>());
    theme.add(result.withoutFrames());
    if ((result.outcome() == Outcome.FAILED && !result.isSetAside())
        || result.outcome() == Outcome.ERRORED) {
      progress.failed();
    }
    if (theme.size() == planned.getOrDefault(result.theme(), 0)) {
      line(theme(result.theme(), theme));
    }
    progress(count, result.id());
  }

  /** How far it is, on a terminal. */
  void progress(int ended, String what) {
    int total = planned.values().stream().mapToInt(Integer::intValue).sum();
    progress.show(ended, total, what);
  }

  /** A round of several has ended, in which these came out otherwise than before. */
  void round(String round, List<String> otherwise) {
    line(
        "  "
            + round
            + (otherwise.isEmpty()
                ? ""
                : ": "
                    + colour(RED, otherwise.size() + " otherwise than before")
                    + ", "
                    + visible(String.join(", ", otherwise), LONGEST)));
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
    long known = results.stream().filter(ScenarioResult::failsAsKnown).count();
    if (known > 0) {
      words.add(colour(YELLOW, known + " of them known"));
    }
    long disputed = results.stream().filter(ScenarioResult::failsAsDisputed).count();
    if (disputed > 0) {
      words.add(colour(YELLOW, disputed + " of them disputed"));
    }
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
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** A line that somebody should look at. */
  void alarm(String text) {
    line(colour(RED, text));
  }

  /** One scenario of many, taken one after the other. */
  void step(ScenarioResult result) {
    line(
        "  "
            + coloured(result.outcome(), word(result.outcome()))
            + "  "
            + result.id()
            + ": "
            + result.title());
    if (result.outcome() == Outcome.WARNED) {
      line("          " + visible(String.valueOf(result.reason()), LONGEST));
    }
  }

  private List<ScenarioResult> all(Predicate<ScenarioResult> wanted) {
    return ended.values().stream().flatMap(List::stream).filter(wanted).toList();
  }

  /** What went wrong, the worst first; at most a screen. */
  void problems() {
    List<ScenarioResult> all = all(result -> true);
    // One cause may keep hundreds from being run.
    Set<String> reasons = new HashSet<>();
    int shown = 0;
    int bad = 0;
    for (Outcome outcome :
        List.of(Outcome.FAILED, Outcome.ERRORED, Outcome.NOT_RUN, Outcome.WARNED)) {
      for (ScenarioResult result : all) {
        if (result.outcome() == outcome && !result.isSetAside()) {
          bad++;
          boolean told =
              outcome == Outcome.NOT_RUN && !reasons.add(String.valueOf(result.reason()));
          if (shown < SHOWN_FAILURES && !told) {
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

  /** What became of the known failures: which there are, and what is stale. */
  void known(KnownSummary summary) {
    List<ScenarioResult> all = all(ScenarioResult::failsAsKnown);
    if (!all.isEmpty()) {
      line("");
      line("Known failures (" + all.size() + "), by " + visible(summary.file(), LONGEST) + ":");
      all.stream().limit(SHOWN_KNOWN).forEach(this::known);
      more(all.size() - SHOWN_KNOWN, "in the report");
    }
    if (!summary.stale().isEmpty()) {
      line("");
      line(colour(RED, "Stale known failures (" + summary.stale().size() + "):"));
      summary.stale().stream()
          .limit(SHOWN_KNOWN)
          .forEach(
              stale ->
                  line(
                      "  %s: %s: %s"
                          .formatted(
                              visible(stale.place(), LONGEST),
                              visible(stale.entry(), LONGEST),
                              visible(stale.why(), LONGEST))));
      more(summary.stale().size() - SHOWN_KNOWN, "in the report");
    }
  }

  /** What came out in more than one way. */
  void flaky() {
    List<ScenarioResult> all = all(ScenarioResult::isFlaky);
    if (!all.isEmpty()) {
      line("");
      line(colour(RED, "Flaky (" + all.size() + "):"));
      all.stream()
          .limit(SHOWN_KNOWN)
          .forEach(
              result -> line("  " + result.id() + "  " + visible(repeats(result), 2 * LONGEST)));
      more(all.size() - SHOWN_KNOWN, "in the report");
    }
  }

  private static String repeats(ScenarioResult result) {
    Repeats repeats = result.repeats();
    return repeats == null ? "" : repeats.text();
  }

  /** What failed and does not gate, since the catalogue sets it aside. */
  void disputed() {
    List<ScenarioResult> all = all(ScenarioResult::failsAsDisputed);
    if (!all.isEmpty()) {
      line("");
      line("Disputed, and set aside in the catalogue (" + all.size() + "):");
      all.stream().limit(SHOWN_KNOWN).forEach(this::disputed);
      more(all.size() - SHOWN_KNOWN, "in the report");
    }
  }

  private void disputed(ScenarioResult result) {
    Disputed disputed = result.disputed();
    if (disputed != null) {
      line(
          "  %s  %s: %s  %s"
              .formatted(
                  visible(result.id(), LONGEST),
                  word(result.outcome()),
                  visible(disputed.reason(), LONGEST),
                  visible(disputed.link(), LONGEST)));
    }
  }

  private void known(ScenarioResult result) {
    KnownFailure known = result.known();
    if (known != null) {
      line(
          "  %s  %s%s%s"
              .formatted(
                  visible(result.id(), LONGEST),
                  visible(known.reason(), LONGEST),
                  known.link() == null ? "" : "  " + visible(known.link(), LONGEST),
                  known.expires() == null ? "" : "  until " + known.expires()));
    }
  }

  /** Why what could not be judged could not, the most frequent reason first. */
  void unsupported() {
    List<Map.Entry<String, Long>> reasons =
        Reasons.counted(
            all(result -> result.outcome() == Outcome.UNSUPPORTED).stream()
                .map(result -> String.valueOf(result.reason())));
    if (!reasons.isEmpty()) {
      line("");
      line("Not supported:");
      reasons.stream()
          .limit(SHOWN_FAILURES)
          .forEach(
              reason ->
                  line(
                      "  %4d  %s".formatted(reason.getValue(), visible(reason.getKey(), LONGEST))));
      more(reasons.size() - SHOWN_FAILURES, "in the report");
    }
  }

  private void more(int left, String where) {
    if (left > 0) {
      line("  … and " + left + " more, " + where + ".");
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
    if (mismatch.step() == 0) {
      fact("step", mismatch.where());
    } else {
      fact("step " + mismatch.step(), mismatch.stepText());
    }
    fact("at", mismatch.path());
    fact("expected", mismatch.expected());
    fact("actual", mismatch.actual());
    fact("blame", mismatch.blame() + " (" + mismatch.why() + ")");
    fact("hash", result.hash());
    KnownFailure known = result.known();
    if (known != null) {
      fact("known", known.state().name().toLowerCase(Locale.ROOT) + ": " + known.reason());
    }
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

  /**
   * How it ended.
   *
   * @param part whether it was of a part only, so that what passed says nothing of the whole
   */
  void summary(
      boolean part, int status, String sentence, Counts counts, double seconds, String report) {
    line("");
    line(
        colour(
            switch (status) {
              case ExitStatus.CONFORMS -> part ? PLAIN : GREEN;
              case ExitStatus.COULD_NOT_RUN -> YELLOW;
              default -> RED;
            },
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

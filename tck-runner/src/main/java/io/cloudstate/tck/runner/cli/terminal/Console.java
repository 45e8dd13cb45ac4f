package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.exit.Gate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Shows on the terminal how a run goes: a line a theme, and how far it is. */
public final class Console {

  private static final int LONGEST = 200;

  private final PrintWriter out;
  private final Colours colours;
  private final boolean commands;
  private final Progress progress;
  private final Map<String, Integer> planned = new LinkedHashMap<>();
  private final Map<String, List<ScenarioResult>> ended = new LinkedHashMap<>();
  private int count;

  /**
   * A console.
   *
   * @param commands whether who reads the output obeys commands in it, as GitHub Actions does
   */
  public Console(PrintWriter out, boolean colours, boolean progress, boolean commands) {
    this.out = out;
    this.colours = new Colours(colours);
    this.commands = commands;
    this.progress = new Progress(out, progress);
  }

  /**
   * As the environment asks for: colours on a terminal unless NO_COLOR is set, progress on a
   * terminal unless a CI server runs this.
   */
  public static Console of(PrintWriter out, Map<String, String> environment) {
    return new Console(
        out,
        CommandLine.Help.Ansi.AUTO.enabled() && !Progress.isDumb(environment),
        Progress.isWatched(environment),
        GitHubActions.isHere(environment));
  }

  /** A line of text, in which nobody finds a command. */
  public void line(String text) {
    progress.clear();
    out.println(commands ? GitHubActions.disarmed(text) : text);
    out.flush();
  }

  Colours colours() {
    return colours;
  }

  /** What has ended, theme by theme. */
  List<ScenarioResult> results() {
    return ended.values().stream().flatMap(List::stream).toList();
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
    if (Gate.isBad(result)) {
      progress.failed();
    }
    if (theme.size() == planned.getOrDefault(result.theme(), 0)) {
      line(theme(result.theme(), theme));
    }
    progress(count, result.id());
  }

  /** How far it is, on a terminal. */
  public void progress(int ended, String what) {
    int total = planned.values().stream().mapToInt(Integer::intValue).sum();
    progress.show(ended, total, what);
  }

  /** A round of several has ended, in which these came out otherwise than before. */
  public void round(String round, List<String> otherwise) {
    line(
        "  "
            + round
            + (otherwise.isEmpty()
                ? ""
                : ": "
                    + colours.red(otherwise.size() + " otherwise than before")
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
    counts.forEach(
        (outcome, number) -> words.add(colours.of(outcome, number + " " + word(outcome))));
    long known = results.stream().filter(ScenarioResult::failsAsKnown).count();
    if (known > 0) {
      words.add(colours.yellow(known + " of them known"));
    }
    long disputed = results.stream().filter(ScenarioResult::failsAsDisputed).count();
    if (disputed > 0) {
      words.add(colours.yellow(disputed + " of them disputed"));
    }
    return "  %-16s %s".formatted(name, String.join(", ", words));
  }

  /** How it came out, as it is said everywhere. */
  public static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A line that somebody should look at. */
  public void alarm(String text) {
    line(colours.red(text));
  }

  /** One scenario of many, taken one after the other. */
  void step(ScenarioResult result) {
    line(
        "  "
            + colours.of(result.outcome(), word(result.outcome()))
            + "  "
            + result.id()
            + ": "
            + result.title());
    if (result.outcome() == Outcome.WARNED) {
      line("          " + visible(String.valueOf(result.reason()), LONGEST));
    }
  }

  private static boolean isUnseen(int type) {
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }

  /** One line, without anything that a terminal could obey. */
  public static String visible(String text, int longest) {
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

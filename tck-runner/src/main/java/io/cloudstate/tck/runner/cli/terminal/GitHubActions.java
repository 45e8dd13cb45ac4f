package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.format.JobSummary;
import io.cloudstate.tck.reports.verdict.Finding;
import io.cloudstate.tck.runner.cli.files.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run says to GitHub Actions besides its output: annotations, as many as GitHub shows, and
 * the job summary.
 */
public final class GitHubActions {

  /** GitHub shows ten of a kind for a step. */
  private static final int MOST = 10;

  private static final int LONGEST = 500;
  private static final Pattern PLACE = Pattern.compile("(.*):(\\d+):(\\d+)");

  private final Optional<Path> summaryFile;

  private GitHubActions(Optional<Path> summaryFile) {
    this.summaryFile = summaryFile;
  }

  static boolean isHere(Map<String, String> environment) {
    return "true".equals(environment.get("GITHUB_ACTIONS"));
  }

  /** The one that runs this, if one does. */
  public static Optional<GitHubActions> of(Map<String, String> environment) {
    return isHere(environment)
        ? Optional.of(
            new GitHubActions(
                Optional.ofNullable(environment.get("GITHUB_STEP_SUMMARY"))
                    .filter(path -> !path.isBlank())
                    .map(Path::of)))
        : Optional.empty();
  }

  /**
   * Text in which the runner finds no command: it reads them after white space at the start of a
   * line, and in an older form anywhere.
   */
  static String disarmed(String text) {
    String harmless = text.replace("##[", "## [");
    return harmless.stripLeading().startsWith("::") ? "| " + harmless.stripLeading() : harmless;
  }

  /** Tells of a run that has ended. */
  void tell(ResultDocument document, Console console) {
    annotations(document).forEach(console::command);
    summaryFile.ifPresent(
        file -> {
          try {
            if (!JobSummary.append(document, file)) {
              console.line("The job summary has no room left; it was not written.");
            }
          } catch (IOException unwritable) {
            console.line("The job summary cannot be written: " + Trouble.why(unwritable) + ".");
          }
        });
  }

  /** The lines of the annotations, the worst first, and one of each finding before others. */
  static List<String> annotations(ResultDocument document) {
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    List<ScenarioResult> results = Finding.variedFirst(document.scenarios());
    for (Outcome outcome : List.of(Outcome.FAILED, Outcome.ERRORED, Outcome.WARNED)) {
      for (ScenarioResult result : results) {
        if (result.outcome() == outcome) {
          if (result.isSetAside()) {
            notices.add(annotation("notice", result));
          } else if (outcome == Outcome.WARNED) {
            warnings.add(annotation("warning", result));
          } else {
            errors.add(annotation("error", result));
          }
        }
      }
    }
    RunFooter footer = document.footer();
    KnownSummary known = footer == null ? null : footer.known();
    if (known != null) {
      known.stale().forEach(stale -> errors.add(annotation(stale)));
    }
    if (errors.isEmpty() && footer != null && footer.exitStatus() != 0) {
      errors.add(command("error", Map.of("title", "Cloudstate TCK"), footer.verdict()));
    }
    return Stream.of(errors, warnings, notices).flatMap(kind -> bounded(kind).stream()).toList();
  }

  private static List<String> bounded(List<String> kind) {
    if (kind.size() <= MOST) {
      return kind;
    }
    List<String> first = new ArrayList<>(kind.subList(0, MOST - 1));
    String command = kind.get(0).substring(0, kind.get(0).indexOf(' '));
    first.add(
        command(
            command.substring(2),
            Map.of("title", "Cloudstate TCK"),
            "And " + (kind.size() - first.size()) + " more, all in the report."));
    return first;
  }

  private static String annotation(String command, ScenarioResult result) {
    MismatchView mismatch = result.mismatch();
    String message =
        mismatch == null
            ? String.valueOf(result.reason())
            : "%s %s, %s: expected %s, got %s; blame %s (%s)"
                .formatted(
                    mismatch.requirement(),
                    mismatch.where(),
                    mismatch.path(),
                    mismatch.expected(),
                    mismatch.actual(),
                    mismatch.blame(),
                    mismatch.why());
    String known = result.known() == null ? "" : " [known: " + result.known().reason() + "]";
    String disputed =
        result.disputed() == null ? "" : " [disputed: " + result.disputed().why() + "]";
    return command(command, Map.of("title", result.id()), message + known + disputed);
  }

  private static String annotation(KnownSummary.Stale stale) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("title", "Stale known failure " + stale.entry());
    Matcher place = PLACE.matcher(stale.place());
    if (place.matches()) {
      properties.put("file", place.group(1));
      properties.put("line", place.group(2));
      properties.put("col", place.group(3));
    }
    return command("error", properties, stale.why());
  }

  private static String command(String name, Map<String, String> properties, String message) {
    return "::"
        + name
        + " "
        + properties.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + property(entry.getValue()))
            .collect(Collectors.joining(","))
        + "::"
        + data(message);
  }

  private static String data(String text) {
    return Console.visible(text, LONGEST)
        .replace("%", "%25")
        .replace("\r", "%0D")
        .replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}

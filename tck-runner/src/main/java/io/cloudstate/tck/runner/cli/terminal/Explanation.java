package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains a scenario to people, by itself or with what came of it. */
public final class Explanation {

  private static final int LONGEST = 2_000;

  private final ScenarioSet set;
  private final Wording wording;

  /** Of what is in this set. */
  public Explanation(ScenarioSet set) {
    this.set = set;
    this.wording = new Wording(set);
  }

  /** Which requirement, of what, and how binding it is. */
  public static String heading(Requirement requirement) {
    return requirement.id() + " (" + requirement.area() + "; " + Wording.binding(requirement) + ")";
  }

  /** What it verifies, and its steps with the frames that they expand to. */
  public List<String> of(Scenario scenario) {
    List<String> lines = heading(scenario);
    lines.add("");
    scenario.verifies().forEach(id -> lines.addAll(requirement(id)));
    lines.add("");
    for (int number = 1; number <= scenario.written().size(); number++) {
      lines.addAll(step(scenario, number, ""));
    }
    return lines;
  }

  /**
   * Why it did not pass: its steps up to the one that diverged, what was expected beside what came,
   * and the requirement.
   */
  public List<String> of(Scenario scenario, ScenarioResult result) {
    List<String> lines = heading(scenario);
    lines.add("");
    MismatchView mismatch = result.mismatch();
    int diverged = mismatch == null ? 0 : mismatch.step();
    int last = diverged == 0 ? scenario.written().size() : diverged;
    for (int number = 1; number <= last; number++) {
      lines.addAll(step(scenario, number, number == diverged ? "> " : "  "));
    }
    if (mismatch != null && diverged == 0) {
      lines.add("> " + mismatch.where());
    }
    lines.add("");
    if (mismatch == null) {
      lines.add(Console.visible(String.valueOf(result.reason()), LONGEST));
    } else {
      lines.addAll(divergence(mismatch));
      lines.add("");
      lines.addAll(requirement(mismatch.requirement()));
    }
    if (!result.log().isEmpty()) {
      lines.add("");
      lines.add("Written meanwhile:");
      result.log().forEach(line -> lines.add("  " + Console.visible(line, LONGEST)));
    }
    lines.add("");
    lines.add("This one alone: " + Console.visible(result.rerun(), LONGEST));
    return lines;
  }

  private static List<String> heading(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    lines.add(
        scenario.id() + " (" + scenario.topology().word() + "; hash " + scenario.hash() + ")");
    lines.add(scenario.title() + ".");
    if (!scenario.aliases().isEmpty()) {
      lines.add("Named before: " + String.join(", ", scenario.aliases()));
    }
    scenario
        .disputed()
        .ifPresent(
            dispute -> lines.add("Disputed, so that a failure does not gate: " + dispute.why()));
    if (!scenario.services().isEmpty()) {
      lines.add("Needs: " + String.join(", ", scenario.services()));
    }
    return lines;
  }

  private List<String> requirement(String id) {
    Requirement requirement = set.catalogue().get(id);
    return List.of(heading(requirement), "  " + requirement.text());
  }

  private List<String> step(Scenario scenario, int number, String mark) {
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(mark.length() + 5);
    lines.add((mark + number + ". " + scenario.written().get(number - 1)).stripTrailing());
    wording.expanded(scenario, number).forEach(line -> lines.add(indent + line));
    return lines;
  }

  private static List<String> divergence(MismatchView mismatch) {
    List<String> lines = new ArrayList<>();
    for (MismatchView.Difference difference : mismatch.differences()) {
      lines.add("At " + Console.visible(difference.path(), LONGEST));
      lines.add("  expected  " + Console.visible(difference.expected(), LONGEST));
      lines.add("  actual    " + Console.visible(difference.actual(), LONGEST));
    }
    String expected = mismatch.expectedJson();
    String actual = mismatch.actualJson();
    if (expected != null || actual != null) {
      lines.add("");
      lines.addAll(beside(frame("expected", expected), frame("actual", actual)));
      lines.add("");
    }
    lines.add("Blame: the " + mismatch.blame() + " (" + mismatch.why() + ").");
    return lines;
  }

  private static List<String> frame(String name, @Nullable String json) {
    return Stream.concat(Stream.of(name), json == null ? Stream.of("none") : json.lines())
        .map(line -> Console.visible(line, LONGEST))
        .toList();
  }

  /** In two columns. */
  private static List<String> beside(List<String> left, List<String> right) {
    int width = left.stream().mapToInt(String::length).max().orElse(0);
    return IntStream.range(0, Math.max(left.size(), right.size()))
        .mapToObj(
            i ->
                "  %s  |  %s"
                    .formatted(
                        padded(i < left.size() ? left.get(i) : "", width),
                        i < right.size() ? right.get(i) : "")
                    .stripTrailing())
        .toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}

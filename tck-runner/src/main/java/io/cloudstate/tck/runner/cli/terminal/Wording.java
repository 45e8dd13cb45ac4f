package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.StepText;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Show;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requirements and steps in words, alike in the terminal and in the reference. */
public final class Wording {

  private final StepText text;

  /** Of what is in this set. */
  public Wording(ScenarioSet set) {
    this.text = new StepText(new Show(set.types(), new Bindings(Map.of())));
  }

  /** Who must, should or may. */
  public static String binding(Requirement requirement) {
    String subject =
        switch (requirement.subject()) {
          case BOTH -> "both sides";
          case PROXY -> "the proxy";
          case SERVICE -> "the service";
        };
    return subject + " " + level(requirement);
  }

  /** How binding it is, in one word. */
  public static String level(Requirement requirement) {
    return switch (requirement.level()) {
      case M -> "must";
      case S -> "should";
      case Y -> "may";
    };
  }

  /** What a written step expands to, by its number. */
  public List<String> expanded(Scenario scenario, int number) {
    List<String> lines = new ArrayList<>();
    for (Step.Planned planned : scenario.steps()) {
      if (planned.number() == number) {
        lines.addAll(text.lines(planned.step()));
      }
    }
    return lines;
  }
}

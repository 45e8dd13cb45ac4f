package io.cloudstate.tck.reports.document;

import java.util.List;

/**
 * A step of a scenario as it was written, and what it expands to.
 *
 * @param number from 1
 * @param written the step as in the scenario file
 * @param expanded one line each
 * @param state how far the run got
 */
public record StepView(int number, String written, List<String> expanded, State state) {

  public StepView {
    expanded = List.copyOf(expanded);
  }

  /** How far the run got with a step. */
  public enum State {
    DONE,
    DIVERGED,
    NOT_REACHED
  }
}

package io.cloudstate.tck.reports.verdict;

import io.cloudstate.tck.reports.document.RunHeader;
import org.jspecify.annotations.Nullable;

/**
 * Of how much a run can speak: of the kit's own scenarios as a whole, or of a part of them, or of
 * others. Only the first says anything about conformance.
 *
 * @param planned how many scenarios were to run
 * @param inSet how many there are where these come from, or null where that is not known
 * @param file whose scenarios they are, or null where they are the kit's own
 */
public record Scope(int planned, @Nullable Integer inSet, @Nullable String file) {

  /** That of a run. */
  public static Scope of(RunHeader header) {
    return new Scope(header.planned(), header.inSet(), header.scenarioFile());
  }

  /** Whether it is something else than all of the kit's own scenarios. */
  public boolean isPart() {
    return file != null || isSelection();
  }

  private boolean isSelection() {
    return inSet != null && planned < inSet;
  }

  /** What the scenarios that were to run are called in a sentence with their number. */
  public String noun() {
    return isSelection() ? "selected scenarios" : "scenarios";
  }

  /** What it leaves open, as a sentence, or null where that is nothing. */
  public @Nullable String limits() {
    if (file == null) {
      return isSelection() ? "Only " + selected("the set") + "." : null;
    }
    return isSelection()
        ? "Only " + selected(file) + ", and they are not the kit's own."
        : "The scenarios are those of " + file + ", not the kit's own.";
  }

  private String selected(String where) {
    return "%d of the %d scenarios of %s %s selected"
        .formatted(planned, inSet, where, planned == 1 ? "was" : "were");
  }

  /** What the counts are of, as {@code 60 planned}. */
  public String words() {
    return isSelection()
        ? "%d selected; there are %d%s".formatted(planned, inSet, whose())
        : "%d planned%s".formatted(planned, whose());
  }

  private String whose() {
    return file == null ? "" : ", those of " + file;
  }
}

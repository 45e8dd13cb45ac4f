package io.cloudstate.tck.reports.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the run ended. Its presence makes the document complete.
 *
 * @param finishedAt ISO-8601 instant
 * @param durationMicros of the engine's part, in microseconds
 * @param counts of scenarios by outcome; every planned scenario counts once
 * @param conforms whether the run shows conformance; with known failures, or of a selection, it
 *     does not
 * @param verdict one sentence
 * @param exitStatus of the process
 * @param partial whether the run was interrupted before every planned scenario had ended
 * @param profiles what the run says of each part of the protocol
 * @param notes what became known during the run, for example streams that no scenario owned
 * @param known what became of the file of known failures, or null where there is none
 */
public record RunFooter(
    String finishedAt,
    long durationMicros,
    Counts counts,
    boolean conforms,
    String verdict,
    int exitStatus,
    boolean partial,
    List<ProfileResult> profiles,
    List<String> notes,
    @Nullable KnownSummary known)
    implements ResultEvent {

  public RunFooter {
    profiles = List.copyOf(profiles);
    notes = List.copyOf(notes);
  }

  /** The end of a run without a file of known failures. */
  public RunFooter(
      String finishedAt,
      long durationMicros,
      Counts counts,
      boolean conforms,
      String verdict,
      int exitStatus,
      boolean partial,
      List<ProfileResult> profiles,
      List<String> notes) {
    this(
        finishedAt,
        durationMicros,
        counts,
        conforms,
        verdict,
        exitStatus,
        partial,
        profiles,
        notes,
        null);
  }

  /** Scenarios by outcome. */
  public record Counts(
      int passed, int warned, int failed, int errored, int unsupported, int notRun) {

    /** All of them. */
    public int total() {
      return passed + warned + failed + errored + unsupported + notRun;
    }
  }
}

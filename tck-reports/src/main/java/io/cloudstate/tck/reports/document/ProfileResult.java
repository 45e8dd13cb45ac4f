package io.cloudstate.tck.reports.document;

/**
 * What a run says of one part of the protocol that a library may claim.
 *
 * @param profile its name, for example {@code event-sourced}
 * @param claimed whether the caller said that the candidate has it
 * @param state what was shown
 * @param detail one sentence, with figures
 */
public record ProfileResult(String profile, boolean claimed, State state, String detail) {

  /** What can be said of a profile. */
  public enum State {
    /** Every scenario of it was run, and none failed. */
    CONFORMS,
    /** One failed, or what it needs was not announced in full. */
    FAILS,
    /** The candidate announces nothing of it. */
    ABSENT,
    /** Not all of its scenarios were run. */
    NOT_SHOWN
  }

  /** What is said of it, in a word or two. */
  public String words() {
    String word =
        switch (state) {
          case CONFORMS -> "conforms";
          case FAILS -> "does not conform";
          case ABSENT -> "not there";
          case NOT_SHOWN -> "not shown";
        };
    return word + (claimed ? ", claimed" : "");
  }
}

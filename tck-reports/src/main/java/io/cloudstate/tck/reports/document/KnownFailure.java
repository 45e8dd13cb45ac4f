package io.cloudstate.tck.reports.document;

import org.jspecify.annotations.Nullable;

/**
 * What a file of known failures says of a scenario.
 *
 * @param entry the id or pattern under which it stands there
 * @param state whether the scenario still ends as the file says
 * @param reason why it is known to fail
 * @param link where more is said, or null
 * @param expires last day on which it counts, as ISO-8601 date, or null
 */
public record KnownFailure(
    String entry, State state, String reason, @Nullable String link, @Nullable String expires) {

  /** Whether an entry speaks true. */
  public enum State {
    /** It fails as described: shown, and does not gate. */
    HOLDS,
    /** It passes. */
    PASSES,
    /** It fails, and not as described. */
    OTHERWISE,
    /** It fails as described, and the day has passed. */
    EXPIRED
  }

  /** In one line: state, reason, link and date. */
  public String text() {
    String word =
        switch (state) {
          case HOLDS -> "known failure";
          case PASSES -> "known failure that passes now";
          case OTHERWISE -> "known failure that fails otherwise now";
          case EXPIRED -> "known failure that has expired";
        };
    return word
        + ": "
        + reason
        + (link == null ? "" : ", " + link)
        + (expires == null ? "" : ", until " + expires);
  }
}

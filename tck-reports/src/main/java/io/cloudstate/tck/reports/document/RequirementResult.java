package io.cloudstate.tck.reports.document;

/**
 * What one scenario says of one requirement.
 *
 * @param id for example {@code ES-05}
 */
public record RequirementResult(String id, Shown shown) {

  /** Whether a requirement was shown to hold. */
  public enum Shown {
    /** It held. */
    HELD,
    /** It was violated. */
    VIOLATED,
    /** The scenario ended before this could be shown. */
    NOT_SHOWN
  }
}

package io.cloudstate.tck.reports.document;

import org.jspecify.annotations.Nullable;

/**
 * One requirement of the catalogue, as the report shows it.
 *
 * @param id for example {@code ES-05}
 * @param area the theme it belongs to, for example {@code Event sourced entities}
 * @param level {@code M} must, {@code S} should, {@code Y} may
 * @param subject {@code service}, {@code proxy} or {@code both}
 * @param text what is required
 * @param unverified why no scenario verifies it yet, or null where one does
 * @param notShown what of it no scenario shows, and why, or null where nothing is known to be
 *     missing
 */
public record RequirementInfo(
    String id,
    String area,
    String level,
    String subject,
    String text,
    @Nullable String unverified,
    @Nullable String notShown) {

  /** How binding it is, in a word. */
  public String levelInWords() {
    return switch (level) {
      case "M" -> "must";
      case "S" -> "should";
      case "Y" -> "may";
      default -> level;
    };
  }

  /** Whether a run does not conform that violates it. */
  public boolean isMust() {
    return level.equals("M");
  }

  /** Whether it says nothing of a library. */
  public boolean bindsProxyAlone() {
    return subject.equals("proxy");
  }
}

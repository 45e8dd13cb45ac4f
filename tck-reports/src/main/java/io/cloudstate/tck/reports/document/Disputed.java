package io.cloudstate.tck.reports.document;

/**
 * That the catalogue sets a scenario aside: it ran, and where it fails, that does not gate.
 *
 * @param reason what is in dispute
 * @param link where it is discussed
 */
public record Disputed(String reason, String link) {

  /** Reason and link, in one line. */
  public String why() {
    return reason + ", " + link;
  }

  /** That, with what it means. */
  String text() {
    return "disputed, and does not gate: " + why();
  }
}

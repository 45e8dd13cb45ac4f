package io.cloudstate.tck.specs;

/**
 * That it is in dispute whether a scenario asks for the right thing: it still runs, and its failure
 * is shown and does not gate.
 *
 * @param reason what is in dispute
 * @param link where it is discussed
 */
public record Dispute(String reason, String link) {

  /** Reason and link, in one line. */
  public String why() {
    return reason + ", " + link;
  }
}

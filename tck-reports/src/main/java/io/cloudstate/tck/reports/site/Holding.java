package io.cloudstate.tck.reports.site;

/** What a run says of one requirement, once for all pages. */
enum Holding {
  HELD("held"),
  VIOLATED("violated"),
  /** Some scenario might have shown it. */
  NOT_SHOWN("not shown"),
  /** No scenario could. */
  NOT_VERIFIED("not verified"),
  /** The candidate announces nothing that it could be shown with. */
  UNSUPPORTED("unsupported");

  private final String word;

  Holding(String word) {
    this.word = word;
  }

  /** As pages and programs read it. */
  String word() {
    return word;
  }
}

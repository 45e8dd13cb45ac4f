package io.cloudstate.tck.reports.document;

/**
 * A named value, shown as one row. The value may come from a candidate and is then hostile text.
 */
public record Fact(String name, String value) {}

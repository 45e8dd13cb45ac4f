package io.cloudstate.tck.reports.format;

import io.cloudstate.tck.reports.text.VisibleText;

/** Puts hostile text into GitHub flavoured Markdown such that nothing in it is interpreted. */
final class MarkdownText {

  // Markup, entities, and what GitHub turns into tables, strikethrough, math and emoji.
  private static final String SPECIAL = "\\`*_{}[]<>()#+-.!|~&:=$^\"'";

  // Splits a word for the autolinks that backslashes do not stop, and shows nothing itself.
  private static final String NOTHING = "<!-- -->";

  private MarkdownText() {}

  /** As running text, also fit for a table cell. */
  static String inline(String text, int limit) {
    String visible = VisibleText.line(text, limit);
    StringBuilder out = new StringBuilder(visible.length() + 32);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
      boolean www = c == '.' && i >= 3 && visible.substring(i - 3, i).equalsIgnoreCase("www");
      if (c == '@' || c == '#' || c == ':' || www) {
        out.append(NOTHING);
      }
    }
    return out.toString();
  }

  /** As code within a line, also fit for a table cell. */
  static String code(String text, int limit) {
    String visible = VisibleText.line(text, limit);
    if (visible.isBlank()) {
      return "(empty)";
    }
    boolean plain = visible.chars().noneMatch(c -> c == '`' || c == '|' || c == '\\');
    return plain ? "`" + visible + "`" : "<code>" + entities(visible) + "</code>";
  }

  /** A backtick or a pipe cannot stand in a code span in a table; an entity is never markup. */
  private static String entities(String visible) {
    StringBuilder out = new StringBuilder(visible.length() * 2);
    visible
        .codePoints()
        .forEach(
            c -> {
              if (c > 127 || c == ' ' || Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
              } else {
                out.append("&#").append(c).append(';');
              }
            });
    return out.toString();
  }

  /** As a block of its own; the text is taken as already made visible. */
  static String block(String visible) {
    String fence = "`".repeat(Math.max(3, longestRun(visible) + 1));
    return fence + "text\n" + visible + (visible.endsWith("\n") ? "" : "\n") + fence + "\n";
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}

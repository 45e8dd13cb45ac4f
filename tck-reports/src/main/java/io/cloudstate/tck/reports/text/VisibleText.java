package io.cloudstate.tck.reports.text;

import java.util.Locale;

/**
 * Makes hostile text safe to look at: what cannot be seen, or changes how its surroundings are
 * seen, becomes a visible escape, and what is too long is cut and says so. The result holds no
 * control characters but line feeds and tabs, no lone surrogates, no bidirectional controls, so it
 * is also fit for XML 1.0. It is not escaped for any markup.
 */
public final class VisibleText {

  /** How many characters of one value are shown at most. */
  public static final int LIMIT = 20_000;

  // About as long as the words that say what was cut: what is shorter is shown instead of them.
  private static final int NOTICE = 40;

  // A few are part of real scripts; a tower of them paints over its neighbours.
  private static final int MAX_COMBINING = 4;

  private VisibleText() {}

  /** As one line: line feeds and tabs become escapes too. */
  public static String line(String text, int limit) {
    return escape(text, limit, false);
  }

  /** As text of several lines: line feeds and tabs stay. */
  public static String block(String text, int limit) {
    return escape(text, limit, true);
  }

  /** Cuts text that is longer than the limit, never within a character, and says so. */
  public static String cut(String text, int limit) {
    int end = end(text, limit);
    return end == text.length() ? text : text.substring(0, end) + notice(end, text.length());
  }

  private static String escape(String text, int limit, boolean lines) {
    int end = end(text, limit);
    if (isPlain(text, end, lines)) {
      return cut(text, limit);
    }
    StringBuilder out = new StringBuilder(end + 16);
    int combining = 0;
    for (int i = 0; i < end; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      combining = isCombining(c) ? combining + 1 : 0;
      if (c == '\n' || c == '\t') {
        out.append(lines ? Character.toString(c) : c == '\n' ? "\\n" : "\\t");
      } else if (isInvisible(c) || combining > MAX_COMBINING) {
        out.append(
            c <= 0xFFFF
                ? String.format(Locale.ROOT, "\\u%04X", c)
                : String.format(Locale.ROOT, "\\u{%X}", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return end == text.length()
        ? out.toString()
        : out.append(notice(end, text.length())).toString();
  }

  /** Most text is, and then there is nothing to do. */
  private static boolean isPlain(String text, int end, boolean lines) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if ((c < ' ' || c > '~') && !(lines && (c == '\n' || c == '\t'))) {
        return false;
      }
    }
    return true;
  }

  private static int end(String text, int limit) {
    if (text.length() <= (long) limit + NOTICE) {
      return text.length();
    }
    return limit > 0
            && Character.isHighSurrogate(text.charAt(limit - 1))
            && Character.isLowSurrogate(text.charAt(limit))
        ? limit - 1
        : limit;
  }

  private static String notice(int shown, int length) {
    return String.format(Locale.ROOT, " … (cut: %,d of %,d characters shown)", shown, length);
  }

  private static boolean isCombining(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
  }

  private static boolean isInvisible(int c) {
    if (c == ' ') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> isBlankLetter(c);
    };
  }

  /** Letters, marks and symbols that draw nothing. */
  private static boolean isBlankLetter(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || c == 0x2800
        || c == 0x3164
        || c == 0xFFA0
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }
}

package io.cloudstate.tck.reports.text;

/**
 * Gives out text that is safe to look at, and cuts long values harder once there were many, so that
 * what it goes into stays something that a browser can open.
 */
public final class TextBudget {

  /** How much of a value is shown when the budget is used up. */
  static final int SHORT = 400;

  private long left;

  /** A budget for so many characters of long values. */
  public TextBudget(long characters) {
    this.left = characters;
  }

  /** The text made visible, cut where it is too long. */
  public String visible(String text) {
    return visible(text, VisibleText.LIMIT);
  }

  /** The text made visible, cut at a limit of its own. */
  String visible(String text, int limit) {
    if (text.length() <= SHORT) {
      return VisibleText.block(text, SHORT);
    }
    String shown = VisibleText.block(text, most(limit));
    left -= shown.length();
    return shown;
  }

  /** The start of a text whose whole length is said elsewhere. */
  public String start(String text, int limit) {
    String start = text.substring(0, Math.min(text.length(), most(limit)));
    left -= start.length();
    return VisibleText.line(start, limit);
  }

  private int most(int limit) {
    return left > 0 ? limit : SHORT;
  }
}

package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.verdict.Standing;
import java.util.Locale;

/** How the page's style names what it shows. */
public final class Looks {

  private Looks() {}

  /** The name of an outcome's style. */
  public static String key(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How to take an outcome. */
  static String tone(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "good";
      case WARNED, ERRORED -> "warn";
      case FAILED -> "bad";
      case UNSUPPORTED, NOT_RUN -> "quiet";
    };
  }

  /** The page's icon, which tells by its colour how a run came out. */
  static String icon(Standing.Tone tone) {
    String color =
        switch (tone) {
          case GOOD -> "2a8a57";
          case PART -> "5a626c";
          case BAD -> "c93440";
          case OPEN -> "b7791f";
        };
    return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
        + "%3Ccircle cx='8' cy='8' r='7' fill='%23"
        + color
        + "'/%3E%3C/svg%3E";
  }
}

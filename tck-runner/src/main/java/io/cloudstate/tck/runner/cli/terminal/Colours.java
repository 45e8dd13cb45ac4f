package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.reports.document.Outcome;

/**
 * Colours of words on a terminal.
 *
 * @param shown whether there are any
 */
record Colours(boolean shown) {

  String red(String text) {
    return colour("31", text);
  }

  String green(String text) {
    return colour("32", text);
  }

  String yellow(String text) {
    return colour("33", text);
  }

  /** In no colour, whatever came before. */
  String plain(String text) {
    return colour("0", text);
  }

  /** As good or bad as what it speaks of. */
  String of(Outcome outcome, String text) {
    return switch (outcome) {
      case PASSED -> green(text);
      case FAILED, ERRORED -> red(text);
      case WARNED, UNSUPPORTED, NOT_RUN -> yellow(text);
    };
  }

  private String colour(String code, String text) {
    return shown ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}

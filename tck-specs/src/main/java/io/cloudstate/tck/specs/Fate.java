package io.cloudstate.tck.specs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the kit does to the service or the proxy as a whole. */
public enum Fate {
  /** It ends at once, as by a crash, with all connections. */
  KILLED,
  /** It runs again after it was killed, where it was. */
  STARTED,
  /** It runs again after it was killed, at another port or address. */
  STARTED_ELSEWHERE,
  /** It stands still, with its connections open. */
  PAUSED,
  /** It goes on after it was paused. */
  RESUMED,
  /** Nothing reaches it, and nothing that it sends reaches anybody. */
  CUT_OFF,
  /** It is on the network again after it was cut off. */
  JOINED,
  /**
   * It runs, and the kit keeps what it answers to this scenario, until it or the proxy is killed:
   * so one of them dies after the command was passed on, and before its answer is there.
   */
  HELD_BACK;

  /** As written in scenario files, for example {@code started elsewhere}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Fate::word).toList();
  }

  /** The one of this word, which must be known. */
  public static Fate of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace(' ', '_'));
  }

  /** Whether the half of the pair that this befell is as it was before all. */
  public boolean isWhole() {
    return switch (this) {
      case STARTED, STARTED_ELSEWHERE, RESUMED, JOINED -> true;
      case KILLED, PAUSED, CUT_OFF, HELD_BACK -> false;
    };
  }
}

package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import java.util.Locale;
import java.util.Optional;

/** What the kit can do to a target as a whole, which goes by how it was given. */
final class Powers {

  private static final String IMAGE = "Give it as image:, of which the kit runs a container.";

  private Powers() {}

  /** Why this cannot be done to it, if it cannot. */
  static Optional<String> lacking(Target target, Half who, Fate fate) {
    return fate == Fate.HELD_BACK
        ? Optional.empty()
        : why(target, fate)
            .map(
                why ->
                    "A %s given as %s cannot be %s by the kit: %s"
                        .formatted(who.word(), form(target), fate.word(), why));
  }

  private static String form(Target target) {
    String text = target.text();
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon + 1);
  }

  private static Optional<String> why(Target target, Fate fate) {
    if (target instanceof Target.Tcp) {
      return Optional.of("it ran before the kit did. Give it as exec: or image:.");
    }
    if (target instanceof Target.Image) {
      return Optional.empty();
    }
    boolean embedded = target instanceof Target.Embedded;
    return switch (fate) {
      case KILLED, STARTED, STARTED_ELSEWHERE, HELD_BACK -> Optional.empty();
      case PAUSED, RESUMED -> {
        if (embedded) {
          yield Optional.of("it runs within the kit's own process. Give it as exec: or image:.");
        }
        yield hasSignals()
            ? Optional.empty()
            : Optional.of("this system has no signal that stops a process. " + IMAGE);
      }
      case CUT_OFF, JOINED -> Optional.of("it is reached over this machine's loopback. " + IMAGE);
    };
  }

  private static boolean hasSignals() {
    return !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
  }
}

package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Scenario;
import java.util.List;

/** Writes the theme files that the tests read. */
final class ThemeText {

  static final String FILE = "theme.yaml";

  private ThemeText() {}

  /** A theme with one scenario that verifies ES-05 and ES-06 by these steps. */
  static String direct(String steps) {
    return theme("direct", "[ES-05]", steps);
  }

  static String proxied(String steps) {
    return theme("proxied", "[ES-05]", steps);
  }

  static String scripted(String steps) {
    return theme("scripted", "[ES-05]", steps);
  }

  static String theme(String topology, String verifies, String steps) {
    return """
    theme: t
    service: cloudstate.tck.model.EventSourcedTckModel
    scenarios:
      - id: t/one
        title: One
        topology: %s
        verifies: %s
        steps:
    """
            .formatted(topology, verifies)
        + steps.indent(6);
  }

  /** The one scenario of a theme. */
  static Scenario read(String text) {
    List<Scenario> scenarios = Specs.load(FILE, text).scenarios();
    if (scenarios.size() != 1) {
      throw new IllegalArgumentException("Expected one scenario, found " + scenarios.size() + ".");
    }
    return scenarios.get(0);
  }
}

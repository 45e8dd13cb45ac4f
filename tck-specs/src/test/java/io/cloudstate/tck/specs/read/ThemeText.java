package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.StepText;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Show;
import java.util.List;
import java.util.Map;

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

  /** A theme's text with another main service. */
  static String of(String service, String theme) {
    return theme.replace("cloudstate.tck.model.EventSourcedTckModel", service);
  }

  /** What the steps of a theme's one scenario become, in words. */
  static List<String> lines(String text) {
    StepText words = new StepText(new Show(Specs.load(FILE, text).types(), new Bindings(Map.of())));
    return read(text).steps().stream()
        .flatMap(planned -> words.lines(planned.step()).stream())
        .toList();
  }

  /** Double quotes are tiresome in Java. */
  static String json(String text) {
    return text.replace('\'', '"');
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

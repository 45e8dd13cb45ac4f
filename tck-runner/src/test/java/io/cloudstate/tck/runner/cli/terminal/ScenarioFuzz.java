package io.cloudstate.tck.runner.cli.terminal;

import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.SpecException;
import io.cloudstate.tck.specs.read.Specs;
import java.nio.charset.StandardCharsets;

/** Reads files of scenarios, and shows what was read. */
public final class ScenarioFuzz {

  private ScenarioFuzz() {}

  /** One file. */
  public static void fuzzerTestOneInput(byte[] data) {
    ScenarioSet set;
    try {
      set = Specs.load("scenarios.yaml", new String(data, StandardCharsets.UTF_8));
    } catch (SpecException refused) {
      if (refused.problems().isEmpty()
          || refused.problems().stream().anyMatch(each -> each.message().isBlank())) {
        throw new AssertionError("A refusal that says nothing.", refused);
      }
      return;
    }
    set.scenarios().forEach(scenario -> new Explanation(set).of(scenario));
  }
}

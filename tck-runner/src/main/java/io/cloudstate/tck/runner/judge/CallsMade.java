package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls that a scenario makes, each under the name by which others of its steps know it. */
record CallsMade(Map<String, Step.Act> byName) {

  CallsMade {
    byName = Map.copyOf(byName);
  }

  /** Those of all its ways. */
  static CallsMade by(Scenario scenario) {
    Map<String, Step.Act> calls = new HashMap<>();
    collect(scenario.steps(), calls);
    return new CallsMade(calls);
  }

  private static void collect(List<Step.Planned> steps, Map<String, Step.Act> calls) {
    for (Step.Planned planned : steps) {
      if (planned.step() instanceof Step.Call call) {
        calls.put(call.channel().name(), call);
      } else if (planned.step() instanceof Step.RawCall call) {
        calls.put(call.channel().name(), call);
      } else if (planned.step() instanceof Step.HttpCall call) {
        calls.put(call.channel().name(), call);
      } else if (planned.step() instanceof Step.Either either) {
        either.branches().forEach(branch -> collect(branch.steps(), calls));
      }
    }
  }

  /** The call that a channel is of. */
  Step.Act on(Channel.OfCall channel) {
    Step.Act call = byName.get(channel.name());
    if (call == null) {
      throw new IllegalStateException("No call is named " + channel.label());
    }
    return call;
  }
}

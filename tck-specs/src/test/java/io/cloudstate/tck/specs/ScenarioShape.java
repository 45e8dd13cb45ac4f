package io.cloudstate.tck.specs;

import io.cloudstate.tck.specs.match.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a scenario does, without the words in it: its topology and its expanded steps, with texts,
 * names of calls and entity suffixes blank. Suffixes and calls stand in the order in which they
 * first come, so that it still shows which steps are on the same channel. What an expectation
 * proves is no part of it.
 */
final class ScenarioShape {

  private final Map<String, Integer> names = new HashMap<>();

  private ScenarioShape() {}

  static String of(Scenario scenario) {
    return scenario.topology().word() + "\n" + new ScenarioShape().plan(scenario.steps());
  }

  private String plan(List<Step.Planned> steps) {
    return steps.stream().map(planned -> step(planned.step())).collect(Collectors.joining("\n"));
  }

  private String step(Step step) {
    if (step instanceof Step.Either either) {
      return either.branches().stream()
          .map(branch -> plan(branch.steps()))
          .collect(Collectors.joining("\nor\n", "either\n", "\nend"));
    }
    return step instanceof Step.Act act ? act(act) : expectation((Step.Expectation) step);
  }

  private String act(Step.Act act) {
    if (act instanceof Step.Send send) {
      return words("send", channel(send.channel()), send.fresh(), pattern(send.frame()));
    }
    if (act instanceof Step.HalfClose close) {
      return words("half-close", channel(close.channel()));
    }
    if (act instanceof Step.Cancel cancel) {
      return words("cancel", channel(cancel.channel()));
    }
    if (act instanceof Step.Finish finish) {
      return words("finish", channel(finish.channel()), finish.code());
    }
    if (act instanceof Step.Call call) {
      return words(
          "call",
          channel(call.channel()),
          call.via(),
          call.method().getFullName(),
          pattern(call.request()));
    }
    Step.HttpCall call = (Step.HttpCall) act;
    return words(
        "http", channel(call.channel()), call.verb(), call.path(), call.contentType(), call.body());
  }

  private String expectation(Step.Expectation expected) {
    String where = channel(expected.channel());
    if (expected instanceof Step.ExpectFrame frame) {
      return words("expect", where, frame.side(), frame.fresh(), pattern(frame.frame()));
    }
    if (expected instanceof Step.ExpectEnd end) {
      return words("expect end", where, end.ending());
    }
    if (expected instanceof Step.ExpectOutcome outcome) {
      return words("expect outcome", where, outcome(outcome.outcome()));
    }
    if (expected instanceof Step.ExpectSpec spec) {
      return words("expect spec", where, spec.rule());
    }
    return words(expected.getClass().getSimpleName(), where);
  }

  private static String outcome(Step.CallOutcome outcome) {
    if (outcome instanceof Step.CallOutcome.Returns returns) {
      return "returns " + pattern(returns.response());
    }
    if (outcome instanceof Step.CallOutcome.Fails fails) {
      return "fails " + fails.code() + " described: " + fails.description().isPresent();
    }
    return outcome.toString();
  }

  private String channel(Channel channel) {
    if (channel instanceof Channel.OfEntity entity) {
      return entity.service() + "#" + numbered("-" + entity.suffix());
    }
    return channel instanceof Channel.OfCall call ? "call#" + numbered(call.name()) : "reports";
  }

  private int numbered(String name) {
    Integer known = names.putIfAbsent(name, names.size());
    return known == null ? names.size() - 1 : known;
  }

  private static String pattern(Pattern pattern) {
    if (pattern instanceof Pattern.Fields fields) {
      return fields.fields().entrySet().stream()
          .map(field -> field.getKey().getNumber() + "=" + pattern(field.getValue()))
          .sorted()
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (pattern instanceof Pattern.Items items) {
      return items.items().stream()
          .map(ScenarioShape::pattern)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (pattern instanceof Pattern.Packed packed) {
      return packed.typeUrl() + pattern(packed.content());
    }
    if (pattern instanceof Pattern.Scalar scalar) {
      return String.valueOf(scalar.value());
    }
    if (pattern instanceof Pattern.Blank) {
      return "none";
    }
    return pattern instanceof Pattern.Text ? "text" : "any";
  }

  private static String words(Object... words) {
    return List.of(words).stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}

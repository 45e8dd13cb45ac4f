package io.cloudstate.tck.specs;

import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Builder;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a scenario does, without the words in it: its topology and its expanded steps, with numbers
 * for texts, names of calls and entity suffixes, in the order in which they first come. So it still
 * shows which steps are on the same channel, and which texts are the same. What an expectation
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
      return words(
          "send", channel(send.channel()), send.fresh(), send.rpc(), pattern(send.frame()));
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
          call.requests().stream().map(this::pattern).toList(),
          call.ends(),
          call.headers().keySet());
    }
    if (act instanceof Step.CallSend send) {
      return words("call send", channel(send.channel()), pattern(send.request()));
    }
    if (act instanceof Step.CallHalfClose close) {
      return words("call half-close", channel(close.channel()));
    }
    if (act instanceof Step.CallCancel cancel) {
      return words("call cancel", channel(cancel.channel()));
    }
    if (act instanceof Step.RawCall call) {
      return words("raw", channel(call.channel()), call.method(), call.request());
    }
    if (act instanceof Step.HttpCall call) {
      return words(
          "http",
          channel(call.channel()),
          call.verb(),
          call.path(),
          new TreeMap<>(call.headers()),
          call.body());
    }
    return act instanceof Step.StartProxy start
        ? words("start proxy", spec(start.spec()), start.reachable(), start.answers())
        : act.toString();
  }

  /** Which services are announced is what such a scenario is about. */
  private static String spec(Pattern.Fields spec) {
    return Builder.build(spec, new Bindings(Map.of())).toString();
  }

  private String expectation(Step.Expectation expected) {
    String where = channel(expected.channel());
    if (expected instanceof Step.ExpectFrame frame) {
      return words(
          "expect",
          where,
          frame.side(),
          frame.fresh(),
          frame.rpc(),
          pattern(frame.frame()),
          frame.saves().values());
    }
    if (expected instanceof Step.ExpectEnd end) {
      return words("expect end", where, end.ending());
    }
    if (expected instanceof Step.ExpectMessage message) {
      return words("expect message", where, pattern(message.message()));
    }
    if (expected instanceof Step.ExpectDiscovery discovery) {
      return words("expect discovery", pattern(discovery.request()));
    }
    if (expected instanceof Step.ExpectOutcome outcome) {
      return words("expect outcome", where, outcome(outcome.outcome()));
    }
    if (expected instanceof Step.ExpectSpec spec) {
      return words("expect spec", where, spec.rule());
    }
    return words(expected.getClass().getSimpleName(), where);
  }

  private String outcome(Step.CallOutcome outcome) {
    if (outcome instanceof Step.CallOutcome.Returns returns) {
      return "returns " + pattern(returns.response()) + returns.headers().keySet();
    }
    if (outcome instanceof Step.CallOutcome.Fails fails) {
      return "fails " + fails.code() + " described: " + fails.description().isPresent();
    }
    return outcome.toString();
  }

  private String channel(Channel channel) {
    if (channel instanceof Channel.OfEntity entity) {
      return entity.service() + "#" + numbered(entity.idTemplate());
    }
    return channel instanceof Channel.OfCall call
        ? "call#" + numbered(call.name())
        : channel.label();
  }

  private int numbered(String name) {
    Integer known = names.putIfAbsent(name, names.size());
    return known == null ? names.size() - 1 : known;
  }

  private String pattern(Pattern pattern) {
    if (pattern instanceof Pattern.Fields fields) {
      return fields.fields().entrySet().stream()
          .sorted(Comparator.comparing(field -> field.getKey().getNumber()))
          .map(field -> field.getKey().getNumber() + "=" + pattern(field.getValue()))
          .collect(
              Collectors.joining(",", "{", "}" + (fields.unknown().isEmpty() ? "" : "unknown")));
    }
    if (pattern instanceof Pattern.Items items) {
      return items.items().stream()
          .map(this::pattern)
          .collect(Collectors.joining(",", items.order() + "[", "]"));
    }
    if (pattern instanceof Pattern.Packed packed) {
      return packed.typeUrl() + pattern(packed.content());
    }
    if (pattern instanceof Pattern.Entries entries) {
      return entries.entries().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(entry -> entry.getKey() + "=" + pattern(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (pattern instanceof Pattern.OneOf oneOf) {
      return oneOf.patterns().stream().map(this::pattern).toList().toString();
    }
    if (pattern instanceof Pattern.Not not) {
      return "not " + pattern(not.pattern());
    }
    if (pattern instanceof Pattern.Transition transition) {
      return pattern(transition.before()) + "->" + pattern(transition.after());
    }
    return pattern instanceof Pattern.Text text ? text(text.template()) : pattern.toString();
  }

  /** Which text it is does not count, but whether it is another one, none, or a long one. */
  private String text(String template) {
    boolean counts = template.isEmpty() || template.matches(".*\\$\\{[km]ib}.*");
    return counts ? "'" + template + "'" : "text#" + numbered("text " + template);
  }

  private static String words(Object... words) {
    return List.of(words).stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}

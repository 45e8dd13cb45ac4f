package io.cloudstate.tck.runner.engine;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.runner.judge.Announcement;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Pattern;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.match.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a scenario's steps touch, found before it runs. */
final class Channels {

  private static final String TOKEN = "${entity}";
  private static final Show AS_WRITTEN = new Show(Types.of(List.of()), new Bindings(Map.of()));

  private Channels() {}

  /** The entities on whose streams it sends or expects something. */
  static Set<Channel.OfEntity> of(Scenario scenario) {
    Set<Channel.OfEntity> channels = new LinkedHashSet<>();
    anyStep(
        scenario.steps(),
        step -> {
          if (step instanceof Step.Send send) {
            channels.add(send.channel());
          } else if (step instanceof Step.Expectation expectation
              && expectation.channel() instanceof Channel.OfEntity entity) {
            channels.add(entity);
          }
          return false;
        });
    return channels;
  }

  /**
   * Methods of actions that clients of this scenario call without its token in any payload, so that
   * it must run alone on them: {@code service/method}.
   */
  static Set<String> unmarked(Scenario scenario) {
    Set<String> methods = new TreeSet<>();
    if (scenario.topology() != Topology.DIRECT) {
      anyStep(
          scenario.steps(),
          step -> {
            if (step instanceof Step.Call call
                && isAction(call.method())
                && !marked(scenario, call)) {
              methods.add(name(call.method()));
            }
            if (step instanceof Step.RawCall call && isOfAction(call)) {
              methods.add(call.method());
            }
            return false;
          });
    }
    return methods;
  }

  /** Methods of actions that clients of this scenario call: {@code service/method}. */
  static Set<String> calledActions(Scenario scenario) {
    Set<String> methods = new TreeSet<>();
    anyStep(
        scenario.steps(),
        step -> {
          if (step instanceof Step.Call call && isAction(call.method())) {
            methods.add(name(call.method()));
          }
          if (step instanceof Step.RawCall call && isOfAction(call)) {
            methods.add(call.method());
          }
          return false;
        });
    return methods;
  }

  private static boolean isAction(MethodDescriptor method) {
    return isAction(method.getService().getFullName());
  }

  private static boolean isOfAction(Step.RawCall call) {
    return isAction(call.method().substring(0, call.method().indexOf('/')));
  }

  private static boolean isAction(String service) {
    return ModelService.named(service)
        .filter(known -> known.type() == EntityType.ACTION)
        .isPresent();
  }

  private static String name(MethodDescriptor method) {
    return method.getService().getFullName() + "/" + method.getName();
  }

  /** Whether the first payload of a call holds the scenario's token. */
  private static boolean marked(Scenario scenario, Step.Call call) {
    List<Pattern.Fields> requests = new ArrayList<>(call.requests());
    anyStep(
        scenario.steps(),
        step -> {
          if (step instanceof Step.CallSend send && send.channel().equals(call.channel())) {
            requests.add(send.request());
          }
          return false;
        });
    return !requests.isEmpty() && AS_WRITTEN.pattern(requests.get(0)).contains(TOKEN);
  }

  /** Whether it waits for a deadline, or for a passivation. */
  static boolean waits(Scenario scenario) {
    return !Announcement.passivated(scenario).isEmpty()
        || anyStep(scenario.steps(), step -> step instanceof Step.ExpectSilence);
  }

  /** Whether it waits for a report of an error. */
  static boolean listens(Scenario scenario) {
    return anyStep(scenario.steps(), step -> step instanceof Step.ExpectReport);
  }

  private static boolean anyStep(List<Step.Planned> steps, Predicate<Step> property) {
    return steps.stream()
        .map(Step.Planned::step)
        .anyMatch(
            step ->
                property.test(step)
                    || (step instanceof Step.Either either
                        && either.branches().stream()
                            .anyMatch(branch -> anyStep(branch.steps(), property))));
  }
}

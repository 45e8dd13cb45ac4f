package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a scenario's steps touch, found before it runs. */
final class Channels {

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

  /** The services whose passivation by the proxy it waits for. */
  static Set<String> passivated(Scenario scenario) {
    Set<String> services = new LinkedHashSet<>();
    anyStep(
        scenario.steps(),
        step -> {
          if (step instanceof Step.ExpectEnd end
              && end.ending() instanceof Step.Ending.HalfClosed) {
            services.add(end.channel().service());
          }
          return false;
        });
    return services;
  }

  /** Whether it waits for a deadline, or for a passivation. */
  static boolean waits(Scenario scenario) {
    return !passivated(scenario).isEmpty()
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

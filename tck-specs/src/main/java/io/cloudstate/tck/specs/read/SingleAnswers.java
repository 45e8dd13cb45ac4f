package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Step;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Whether a call that has one answer ends with it, or as the scenario says behind it. */
final class SingleAnswers {

  private SingleAnswers() {}

  /** Lets the call that was answered last go on, since an end of its own follows. */
  static void goOn(List<Step> steps, Channel.OfEntity channel) {
    latest(steps, channel)
        .ifPresent(
            at -> {
              if (steps.get(at) instanceof Step.Send answer) {
                steps.set(at, answer.goingOn());
              }
            });
  }

  /** Whether the call has ended with its answer. */
  static boolean hasEnded(List<Step.Planned> plan, Channel.OfEntity channel) {
    List<Step> steps = plan.stream().map(Step.Planned::step).toList();
    OptionalInt latest = latest(steps, channel);
    return latest.isPresent()
        && steps.get(latest.getAsInt()) instanceof Step.Send answer
        && answer.ends();
  }

  private static OptionalInt latest(List<Step> steps, Channel.OfEntity channel) {
    return IntStream.range(0, steps.size())
        .filter(at -> isOn(steps.get(at), channel))
        .reduce((earlier, later) -> later);
  }

  /** Where steps have several ways, what they do to the channel is not looked into. */
  private static boolean isOn(Step step, Channel.OfEntity channel) {
    if (step instanceof Step.Expectation expected) {
      return expected.channel().equals(channel);
    }
    return !(step instanceof Step.Act)
        || (step instanceof Step.Send send && send.channel().equals(channel));
  }
}

package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Goes through a scenario by what happens. Live it says what to do next; offline it replays a
 * stored trace. It has no clock and no connection: the same events give the same end.
 *
 * <p>Where several ways conform, all that still agree with what was seen are followed at once. The
 * first of them that needs nothing more to be seen is then the one taken, when those before it have
 * waited in vain.
 */
public final class Stepper {

  /**
   * The channel on which a trace has the first answer to discovery of the whole run, where a
   * scenario compares with it.
   */
  public static final Channel.OfCall FIRST_DISCOVERY =
      new Channel.OfCall("first discovery of the run");

  private final Scenario scenario;
  private final Observations seen;
  private final Expectations expectations;
  private final Repetitions repetitions;
  private final Set<Repetitions.Repetition> passedOver = new HashSet<>();
  private final Deque<Next.AnswerAgain> unanswered = new ArrayDeque<>();
  private List<Way> ways;
  private Optional<Way.Diverged> latest = Optional.empty();

  /** The written step of the act that was asked for last, until it is asked what comes next. */
  private OptionalInt performing = OptionalInt.empty();

  private int serial;
  private boolean expired;

  /** At the scenario's start. */
  public Stepper(Scenario scenario, Types types, Bindings bindings) {
    this.scenario = scenario;
    this.seen = new Observations(scenario.topology());
    this.repetitions = new Repetitions(seen);
    this.expectations = new Expectations(scenario, seen, types, bindings);
    this.ways = List.of(Way.start(scenario.steps()));
  }

  /**
   * Whether the trace of a scenario must begin with the first answer to discovery of the whole run.
   */
  public static boolean needsFirstSpec(Scenario scenario) {
    return scenario.steps().stream()
        .anyMatch(
            planned ->
                planned.step() instanceof Step.ExpectSpec spec
                    && spec.rule() == SpecRule.SAME_AS_FIRST);
  }

  /** Takes note of the next event. */
  public void accept(TraceEvent event) {
    if (event.what() instanceof Happening.Expired timeout) {
      expired |= timeout.serial() == serial;
    } else {
      seen.add(event);
    }
  }

  /** The number of the written step that the scenario has come to. */
  public int position() {
    if (performing.isPresent()) {
      return performing.getAsInt();
    }
    return ways.stream()
        .mapToInt(Way::number)
        .max()
        .orElseGet(() -> latest.map(d -> d.mismatch().step()).orElse(0));
  }

  /** What is to be done now. Each act is asked for once. */
  public Next next() {
    performing = OptionalInt.empty();
    while (true) {
      List<Way> alive = new ArrayList<>();
      boolean moved = false;
      for (Way way : ways) {
        moved |= advance(way, alive);
      }
      ways = List.copyOf(alive);
      if (moved) {
        serial++;
        expired = false;
        continue;
      }
      if (!unanswered.isEmpty()) {
        return unanswered.remove();
      }
      if (ways.isEmpty()) {
        Way.Diverged diverged = latest.orElseThrow();
        return new Next.Done(new Next.Ending.Diverged(diverged.mismatch()));
      }
      return decide();
    }
  }

  private Next decide() {
    Way first = ways.get(0);
    if (first.isOver()) {
      return closing(first);
    }
    if (first.head() instanceof Step.Act act) {
      performing = OptionalInt.of(first.number());
      ways = List.of(first.performed(act, scenario.topology()));
      serial++;
      expired = false;
      return new Next.Perform(act, first.saved(), instance(first, act));
    }
    return new Next.Await(serial, waitsFor(first.head()));
  }

  private Next.WaitsFor waitsFor(Step head) {
    if (head instanceof Step.ExpectSilence || isOvertaken()) {
      return Next.WaitsFor.NOTHING;
    }
    return head instanceof Step.ExpectDiscovery || head instanceof Step.ExpectServing
        ? Next.WaitsFor.START
        : Next.WaitsFor.ANSWER;
  }

  /**
   * Whether another way has made more of what was seen than any that waits. Those are then given
   * only as long as it takes to see that nothing comes.
   */
  private boolean isOvertaken() {
    int waiting = ways.stream().filter(Stepper::waits).mapToInt(Way::usedInAll).max().orElse(0);
    return ways.stream().anyMatch(way -> !waits(way) && way.usedInAll() > waiting);
  }

  private static boolean waits(Way way) {
    return !way.isOver() && !(way.head() instanceof Step.Act);
  }

  /**
   * Moves a way by one step if what was seen allows; adds what remains of it, and says whether it
   * moved.
   */
  private boolean advance(Way way, List<Way> alive) {
    if (way.isOver() || way.head() instanceof Step.Act) {
      alive.add(way);
      return false;
    }
    if (way.head() instanceof Step.Either either) {
      either.branches().forEach(branch -> alive.add(way.into(branch)));
      return true;
    }
    Way.Move move = expectations.meet(way, (Step.Expectation) way.head(), expired);
    if (!(move instanceof Way.Goes)) {
      Way without = withoutRepetitions(way);
      if (!without.equals(way)) {
        // It waits for the same as before, and no longer because of these.
        return advance(without, alive);
      }
    }
    if (move instanceof Way.Waits) {
      alive.add(way);
      return false;
    }
    if (move instanceof Way.Diverged diverged) {
      remember(diverged);
      return true;
    }
    alive.add(((Way.Goes) move).on());
    return true;
  }

  /** Passes over what was delivered again; where the runner is the subscriber, it answers. */
  private Way withoutRepetitions(Way way) {
    Way without = way;
    Optional<Repetitions.Repetition> next = repetitions.next(without);
    while (next.isPresent()) {
      without = without.without(next.get());
      if (passedOver.add(next.get()) && scenario.topology() == Topology.SCRIPTED) {
        unanswered.add(next.get().answer());
      }
      next = repetitions.next(without);
    }
    return without;
  }

  /** The stream that an act is done on. */
  private static OptionalInt instance(Way way, Step.Act act) {
    if (act instanceof Step.Send send) {
      return way.instance(send.channel());
    }
    return act instanceof Step.Finish finish ? way.instance(finish.channel()) : OptionalInt.empty();
  }

  private void remember(Way.Diverged diverged) {
    boolean later =
        latest.isEmpty()
            || Comparator.comparingInt(Way.Diverged::depth).compare(diverged, latest.get()) > 0;
    if (later) {
      latest = Optional.of(diverged);
    }
  }

  /** A call to an action that a proxy made is that of a client, and ends with it. */
  private boolean isOurs(Channel.OfEntity channel) {
    return channel.type().isKeyed() || scenario.topology() == Topology.DIRECT;
  }

  /**
   * After the last step: what the runner still holds open is half-closed, so that the end shows
   * that nothing more came.
   */
  private Next closing(Way last) {
    Way way = withoutRepetitions(last);
    ways = List.of(way);
    Optional<Mismatch> unexpected = expectations.leftOver(way);
    if (unexpected.isPresent()) {
      return new Next.Done(new Next.Ending.Diverged(unexpected.get()));
    }
    if (scenario.topology() != Topology.SCRIPTED && !expired) {
      for (Channel.OfEntity channel : seen.openStreams()) {
        if (!way.halfClosed(channel) && isOurs(channel)) {
          Step.HalfClose act = new Step.HalfClose(channel);
          ways = List.of(way.performed(act, scenario.topology()));
          return new Next.Perform(act, way.saved(), OptionalInt.empty());
        }
      }
      if (seen.openStreams().stream().anyMatch(this::isOurs)) {
        return new Next.Await(serial, Next.WaitsFor.NOTHING);
      }
    }
    return new Next.Done(new Next.Ending.Held(way.branches()));
  }
}

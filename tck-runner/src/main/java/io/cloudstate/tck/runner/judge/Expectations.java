package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Difference;
import io.cloudstate.tck.specs.match.Matcher;
import io.cloudstate.tck.specs.match.Pattern;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.match.Types;
import io.cloudstate.tck.specs.match.ValuePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what is expected with what was seen. */
final class Expectations {

  /** That a proxy opens its port only once discovery has succeeded. */
  private static final String OPENS_LATE = "DIS-03";

  private final Scenario scenario;
  private final Observations seen;
  private final Types types;
  private final Bindings bindings;
  private final CallsMade calls;
  private final Mismatches mismatches;

  Expectations(Scenario scenario, Observations seen, Types types, Bindings bindings) {
    this.scenario = scenario;
    this.seen = seen;
    this.types = types;
    this.bindings = bindings;
    this.calls = CallsMade.by(scenario);
    this.mismatches = new Mismatches(scenario.topology(), calls, new Show(types, bindings));
  }

  /**
   * What the first step of a way makes of it.
   *
   * @param expired whether it has waited long enough for what has not come
   */
  Way.Move meet(Way way, Step.Expectation expectation, boolean expired) {
    Optional<Way.Move> come = come(way, expectation);
    if (come.isPresent()) {
      return come.get();
    }
    if (!expired) {
      return new Way.Waits();
    }
    return expectation instanceof Step.ExpectSilence
        ? new Way.Goes(way.past())
        : diverged(way, mismatches.missing(way, expectation));
  }

  /** What it makes of what came; empty as long as nothing has. */
  private Optional<Way.Move> come(Way way, Step.Expectation expectation) {
    if (expectation instanceof Step.ExpectFrame frame) {
      return frame(way, frame);
    }
    if (expectation instanceof Step.ExpectEnd end) {
      return end(way, end);
    }
    if (expectation instanceof Step.ExpectOutcome outcome) {
      return outcome(way, outcome);
    }
    if (expectation instanceof Step.ExpectSpec spec) {
      return spec(way, spec);
    }
    if (expectation instanceof Step.ExpectMessage message) {
      return message(way, message);
    }
    if (expectation instanceof Step.ExpectDiscovery discovery) {
      return discovery(way, discovery);
    }
    if (expectation instanceof Step.ExpectReport report) {
      return happens(way, report);
    }
    if (expectation instanceof Step.ExpectServing serving) {
      return serving(way, serving);
    }
    return silence(way, (Step.ExpectSilence) expectation);
  }

  private Optional<Observations.Observation> next(Way way, Observations.Key key) {
    return seen.at(key, way.used(key));
  }

  /** Something that has no content to compare. */
  private Optional<Way.Move> happens(Way way, Step.Expectation expected) {
    Observations.Key key = Way.once(expected.channel());
    return next(way, key).map(there -> new Way.Goes(way.met(key)));
  }

  /**
   * A port that opens before discovery was even asked for has not waited for the answer. Elsewhere
   * than where that is the question, it counts that it opens.
   */
  private Optional<Way.Move> serving(Way way, Step.ExpectServing expected) {
    Optional<Observations.Observation> opened = next(way, Way.once(expected.channel()));
    Optional<Observations.Observation> asked = seen.at(Way.once(new Channel.OfDiscovery()), 0);
    if (expected.proves().equals(OPENS_LATE)
        && opened.isPresent()
        && (asked.isEmpty() || asked.get().seq() > opened.get().seq())) {
      return Optional.of(
          diverged(
              way,
              mismatches.instead(
                  way, expected, "a call of discover before the port opens", opened.get())));
    }
    return happens(way, expected);
  }

  /** A message to the client of a call on which the server streams. */
  private Optional<Way.Move> message(Way way, Step.ExpectMessage expected) {
    return next(way, Way.once(expected.channel()))
        .map(
            actual ->
                happening(actual) instanceof Happening.Received received
                    ? compared(way, expected, expected.message(), received.message(), actual)
                    : diverged(way, mismatches.instead(way, expected, actual)));
  }

  /** What a proxy says of itself when it asks for discovery. */
  private Optional<Way.Move> discovery(Way way, Step.ExpectDiscovery expected) {
    return next(way, Way.once(expected.channel()))
        .map(
            actual ->
                compared(
                    way,
                    expected,
                    expected.request(),
                    ((Happening.Discovered) happening(actual)).request(),
                    actual));
  }

  private static Happening happening(Observations.Observation actual) {
    return ((Observations.Outcome) actual).what();
  }

  private static Optional<Message> decode(Descriptor type, ByteString bytes) {
    try {
      return Optional.of(DynamicMessage.parseFrom(type, bytes));
    } catch (InvalidProtocolBufferException otherBytes) {
      return Optional.empty();
    }
  }

  private Way.Move compared(
      Way way,
      Step.Expectation expected,
      Pattern.Fields pattern,
      ByteString bytes,
      Observations.Observation actual) {
    Optional<Message> message = decode(pattern.type(), bytes);
    if (message.isEmpty()) {
      return diverged(way, mismatches.unreadable(way, expected, actual));
    }
    List<Difference> differences =
        Matcher.match(pattern, message.get(), types, bindings.and(way.saved()));
    return differences.isEmpty()
        ? new Way.Goes(way.met(Way.once(expected.channel())))
        : diverged(
            way,
            mismatches.ofMessage(way, expected, differences, pattern, message.get(), actual.seq()));
  }

  private Optional<Way.Move> frame(Way way, Step.ExpectFrame expected) {
    Observations.Key here = way.key(expected.channel(), expected.side());
    Observations.Key after = way.nextKey(expected.channel(), expected.side());
    Optional<Observations.Observation> actual = next(way, expected.fresh() ? after : here);
    if (actual.isPresent()) {
      return Optional.of(frame(way, expected, expected.fresh() ? after : here, actual.get()));
    }
    return here.equals(after)
        ? Optional.empty()
        : next(way, expected.fresh() ? here : after)
            .filter(Observations.Frame.class::isInstance)
            .map(elsewhere -> diverged(way, mismatches.elsewhere(way, expected, elsewhere)));
  }

  private Way.Move frame(
      Way way, Step.ExpectFrame expected, Observations.Key key, Observations.Observation actual) {
    if (!(actual instanceof Observations.Frame frame)
        || frame.side() != expected.side()
        || frame.message().isEmpty()) {
      return diverged(way, mismatches.instead(way, expected, actual));
    }
    Message message = frame.message().get();
    Map<String, String> saved = new HashMap<>();
    List<Difference> differences = new ArrayList<>(otherRpc(expected, key));
    differences.addAll(Matcher.match(expected.frame(), message, types, bindings.and(way.saved())));
    expected
        .saves()
        .forEach(
            (name, path) ->
                ValuePath.read(message, path)
                    .ifPresentOrElse(
                        value -> saved.put(name, value),
                        () ->
                            differences.add(new Difference(path, "a value", Mismatches.NOTHING))));
    return differences.isEmpty()
        ? new Way.Goes(way.met(key).keeping(saved))
        : diverged(way, mismatches.ofFrame(way, expected, differences, frame, message));
  }

  private List<Difference> otherRpc(Step.ExpectFrame expected, Observations.Key key) {
    Optional<String> actual = seen.rpc(key);
    return expected.rpc().isEmpty() || expected.rpc().equals(actual)
        ? List.of()
        : List.of(new Difference("rpc", expected.rpc().get(), actual.orElse(Mismatches.NOTHING)));
  }

  private Optional<Way.Move> end(Way way, Step.ExpectEnd expected) {
    Observations.Key key = way.key(expected.channel(), Endings.ender(expected.ending()));
    return next(way, key)
        .map(
            actual ->
                actual instanceof Observations.End end && Endings.isMet(expected.ending(), end)
                    ? new Way.Goes(way.met(key))
                    : diverged(way, mismatches.instead(way, expected, actual)));
  }

  private Optional<Way.Move> outcome(Way way, Step.ExpectOutcome expected) {
    Observations.Key key = Way.once(expected.channel());
    Optional<Observations.Observation> actual = next(way, key);
    if (actual.isEmpty()) {
      return Optional.empty();
    }
    Happening what = happening(actual.get());
    if (what instanceof Happening.Received) {
      return Optional.of(diverged(way, mismatches.instead(way, expected, actual.get())));
    }
    Bindings known = bindings.and(way.saved());
    return Optional.of(
        Outcomes.compare(calls.on(expected.channel()), expected.outcome(), what, types, known)
            .map(
                difference ->
                    diverged(
                        way,
                        mismatches.ofOutcome(way, expected, difference, what, actual.get().seq())))
            .orElseGet(
                () -> {
                  Way on = way.met(key);
                  return new Way.Goes(
                      Outcomes.form(expected.outcome(), what, known).map(on::noting).orElse(on));
                }));
  }

  private Optional<Way.Move> spec(Way way, Step.ExpectSpec expected) {
    Observations.Key key = Way.once(expected.channel());
    Optional<Observations.Observation> actual = seen.at(key, 0);
    if (actual.isEmpty()) {
      return Optional.empty();
    }
    Happening what = happening(actual.get());
    return Optional.of(
        SpecRules.check(expected.rule(), what, firstSpec())
            .map(
                difference ->
                    diverged(
                        way,
                        mismatches.ofSpec(way, expected, difference, what, actual.get().seq())))
            .orElseGet(() -> new Way.Goes(way.used(key) == 0 ? way.met(key) : way.past())));
  }

  private Optional<Happening> firstSpec() {
    return seen.at(Way.once(Stepper.FIRST_DISCOVERY), 0).map(Expectations::happening);
  }

  private Optional<Way.Move> silence(Way way, Step.ExpectSilence expected) {
    return Arrays.stream(Side.values())
        .flatMap(side -> next(way, way.key(expected.channel(), side)).stream())
        .findFirst()
        .map(actual -> diverged(way, mismatches.instead(way, expected, actual)));
  }

  /**
   * A frame that came and no step expected. How streams end is for the scenarios that prove ES-16;
   * and what a stream still says that has failed is for the rules of all streams, since the service
   * may go on to what was sent before the failure was seen.
   */
  Optional<Mismatch> leftOver(Way way) {
    for (Observations.Key key : seen.keys()) {
      Optional<Observations.Observation> more = next(way, key);
      if (!way.isRepeated(key.channel(), key.instance())
          && more.isPresent()
          && isMessage(more.get())
          && !hasFailed(way, key)) {
        Step.ExpectSilence nothing =
            new Step.ExpectSilence(key.channel(), scenario.verifies().get(0));
        return Optional.of(mismatches.instead(way, nothing, "nothing more", more.get()));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the last that a way has taken from an entity's stream is that the stream has failed.
   */
  private boolean hasFailed(Way way, Observations.Key key) {
    return key.channel() instanceof Channel.OfEntity entity
        && entity.type().isKeyed()
        && way.used(key) > 0
        && seen.at(key, way.used(key) - 1)
            .filter(Observations.Frame.class::isInstance)
            .flatMap(frame -> ((Observations.Frame) frame).message())
            .filter(Expectations::isStreamFailure)
            .isPresent();
  }

  private static boolean isStreamFailure(Message frame) {
    FieldDescriptor failure = frame.getDescriptorForType().findFieldByName("failure");
    return failure != null && frame.hasField(failure);
  }

  private static boolean isMessage(Observations.Observation observation) {
    return observation instanceof Observations.Frame
        || (observation instanceof Observations.Outcome outcome
            && outcome.what() instanceof Happening.Received);
  }

  private static Way.Move diverged(Way way, Mismatch mismatch) {
    return new Way.Diverged(mismatch, way.depth());
  }
}

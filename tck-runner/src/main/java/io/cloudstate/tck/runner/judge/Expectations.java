package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Compares what is expected with what was seen. */
final class Expectations {

  private static final String NOTHING = "nothing";

  /** That a proxy opens its port only once discovery has succeeded. */
  private static final String OPENS_LATE = "DIS-03";

  /** More bytes are not shown of a frame that is none. */
  private static final int MOST = 1000;

  private final Scenario scenario;
  private final Observations seen;
  private final Types types;
  private final Bindings bindings;
  private final Show show;
  private final Map<String, Step.Act> calls = new HashMap<>();

  Expectations(Scenario scenario, Observations seen, Types types, Bindings bindings) {
    this.scenario = scenario;
    this.seen = seen;
    this.types = types;
    this.bindings = bindings;
    this.show = new Show(types, bindings);
    collectCalls(scenario.steps());
  }

  private void collectCalls(List<Step.Planned> steps) {
    for (Step.Planned planned : steps) {
      if (planned.step() instanceof Step.Call call) {
        calls.put(call.channel().name(), call);
      } else if (planned.step() instanceof Step.RawCall call) {
        calls.put(call.channel().name(), call);
      } else if (planned.step() instanceof Step.HttpCall call) {
        calls.put(call.channel().name(), call);
      } else if (planned.step() instanceof Step.Either either) {
        either.branches().forEach(branch -> collectCalls(branch.steps()));
      }
    }
  }

  /** What the first step of a way makes of it. */
  Way.Move meet(Way way, Step.Expectation expectation, boolean expired) {
    if (expectation instanceof Step.ExpectFrame frame) {
      return frame(way, frame, expired);
    }
    if (expectation instanceof Step.ExpectEnd end) {
      return end(way, end, expired);
    }
    if (expectation instanceof Step.ExpectOutcome outcome) {
      return outcome(way, outcome, expired);
    }
    if (expectation instanceof Step.ExpectSpec spec) {
      return spec(way, spec, expired);
    }
    if (expectation instanceof Step.ExpectMessage message) {
      return message(way, message, expired);
    }
    if (expectation instanceof Step.ExpectDiscovery discovery) {
      return discovery(way, discovery, expired);
    }
    if (expectation instanceof Step.ExpectReport report) {
      return happens(way, report, "a call of reportError", expired);
    }
    if (expectation instanceof Step.ExpectServing serving) {
      return serving(way, serving, expired);
    }
    return silence(way, (Step.ExpectSilence) expectation, expired);
  }

  private Optional<Observations.Observation> next(Way way, Observations.Key key) {
    return seen.at(key, way.used(key));
  }

  /** Something that has no content to compare. */
  private Way.Move happens(Way way, Step.Expectation expected, String wanted, boolean expired) {
    Observations.Key key = Way.once(expected.channel());
    return next(way, key).isPresent()
        ? new Way.Goes(way.met(key))
        : missing(way, expected, () -> wanted, expired);
  }

  /**
   * A port that opens before discovery was even asked for has not waited for the answer. Elsewhere
   * than where that is the question, it counts that it opens.
   */
  private Way.Move serving(Way way, Step.ExpectServing expected, boolean expired) {
    Optional<Observations.Observation> opened = next(way, Way.once(expected.channel()));
    Optional<Observations.Observation> asked = seen.at(Way.once(new Channel.OfDiscovery()), 0);
    if (expected.proves().equals(OPENS_LATE)
        && opened.isPresent()
        && (asked.isEmpty() || asked.get().seq() > opened.get().seq())) {
      return diverged(
          way,
          mismatch(
              way,
              expected,
              "stream",
              "a call of discover before the port opens",
              opened.get(),
              ""));
    }
    return happens(way, expected, "the proxy's port opened", expired);
  }

  /** A message to the client of a call on which the server streams. */
  private Way.Move message(Way way, Step.ExpectMessage expected, boolean expired) {
    Observations.Key key = Way.once(expected.channel());
    Optional<Observations.Observation> actual = next(way, key);
    if (actual.isEmpty()) {
      return missing(way, expected, () -> show.pattern(expected.message()), expired);
    }
    Happening what = ((Observations.Outcome) actual.get()).what();
    if (!(what instanceof Happening.Received received)) {
      return diverged(way, expected, "message", expected.message(), actual.get(), "");
    }
    return compared(
        way,
        expected,
        key,
        expected.message(),
        decode(expected.message().type(), received.message()),
        actual.get());
  }

  /** What a proxy says of itself when it asks for discovery. */
  private Way.Move discovery(Way way, Step.ExpectDiscovery expected, boolean expired) {
    Observations.Key key = Way.once(expected.channel());
    Optional<Observations.Observation> actual = next(way, key);
    if (actual.isEmpty()) {
      return missing(way, expected, () -> show.pattern(expected.request()), expired);
    }
    Happening.Discovered what = (Happening.Discovered) ((Observations.Outcome) actual.get()).what();
    return compared(
        way,
        expected,
        key,
        expected.request(),
        decode(expected.request().type(), what.request()),
        actual.get());
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
      Observations.Key key,
      Pattern.Fields pattern,
      Optional<Message> message,
      Observations.Observation actual) {
    if (message.isEmpty()) {
      return diverged(way, expected, "message", pattern, actual, "");
    }
    List<Difference> differences =
        Matcher.match(pattern, message.get(), types, bindings.and(way.saved()));
    if (differences.isEmpty()) {
      return new Way.Goes(way.met(key));
    }
    return diverged(
        way,
        new Mismatch(
            way.number(),
            expected.proves(),
            differences,
            answerer(),
            "the " + answerer().word() + " sent this message",
            show.pretty(pattern),
            Optional.of(show.pretty(message.get())),
            Optional.of(actual.seq())));
  }

  private Way.Move frame(Way way, Step.ExpectFrame expected, boolean expired) {
    Observations.Key here = way.key(expected.channel(), expected.side());
    Observations.Key after = way.nextKey(expected.channel(), expected.side());
    Observations.Key key = expected.fresh() ? after : here;
    Optional<Observations.Observation> actual = next(way, key);
    if (actual.isEmpty()) {
      Optional<Observations.Observation> elsewhere = elsewhere(way, expected.fresh(), here, after);
      if (elsewhere.isPresent()) {
        String where = expected.fresh() ? "the former stream" : "a fresh stream";
        return diverged(way, expected, "stream", expected.frame(), elsewhere.get(), where);
      }
      return missing(way, expected, () -> show.pattern(expected.frame()), expired);
    }
    if (!(actual.get() instanceof Observations.Frame frame)
        || frame.side() != expected.side()
        || frame.message().isEmpty()) {
      return diverged(way, expected, "frame", expected.frame(), actual.get(), "");
    }
    Map<String, String> saved = new HashMap<>();
    List<Difference> differences = new ArrayList<>(otherRpc(expected, key));
    differences.addAll(
        Matcher.match(expected.frame(), frame.message().get(), types, bindings.and(way.saved())));
    expected
        .saves()
        .forEach(
            (name, path) ->
                ValuePath.read(frame.message().get(), path)
                    .ifPresentOrElse(
                        value -> saved.put(name, value),
                        () -> differences.add(new Difference(path, "a value", NOTHING))));
    if (differences.isEmpty()) {
      return new Way.Goes(way.met(key).keeping(saved));
    }
    return diverged(
        way,
        new Mismatch(
            way.number(),
            expected.proves(),
            differences,
            sender(frame.side()),
            sentBy(frame.side()),
            show.pretty(expected.frame()),
            Optional.of(show.pretty(frame.message().get())),
            Optional.of(frame.seq())));
  }

  private List<Difference> otherRpc(Step.ExpectFrame expected, Observations.Key key) {
    Optional<String> actual = seen.rpc(key);
    return expected.rpc().isEmpty() || expected.rpc().equals(actual)
        ? List.of()
        : List.of(new Difference("rpc", expected.rpc().get(), actual.orElse(NOTHING)));
  }

  /**
   * A frame where the stream was to be another one: on the former stream instead of a fresh one, or
   * the other way round.
   */
  private Optional<Observations.Observation> elsewhere(
      Way way, boolean fresh, Observations.Key here, Observations.Key after) {
    Observations.Key other = fresh ? here : after;
    return here.equals(after)
        ? Optional.empty()
        : next(way, other).filter(observation -> observation instanceof Observations.Frame);
  }

  private Way.Move end(Way way, Step.ExpectEnd expected, boolean expired) {
    Side ender = ender(expected.ending());
    Observations.Key key = way.key(expected.channel(), ender);
    Optional<Observations.Observation> actual = next(way, key);
    String wanted = words(expected.ending());
    if (actual.isEmpty()) {
      return missing(way, expected, () -> wanted, expired);
    }
    if (actual.get() instanceof Observations.End end && ends(expected.ending(), end)) {
      return new Way.Goes(way.met(key));
    }
    return diverged(way, mismatch(way, expected, "stream", wanted, actual.get(), ""));
  }

  private static Side ender(Step.Ending ending) {
    return ending instanceof Step.Ending.Finished ? Side.OUT : Side.IN;
  }

  private static boolean ends(Step.Ending expected, Observations.End actual) {
    if (expected instanceof Step.Ending.HalfClosed) {
      return actual.kind() == Observations.End.Kind.HALF_CLOSED;
    }
    if (expected instanceof Step.Ending.Cancelled) {
      return actual.kind() == Observations.End.Kind.CANCELLED;
    }
    if (expected instanceof Step.Ending.Dropped) {
      return actual.side() == Side.IN;
    }
    Optional<String> code = ((Step.Ending.Finished) expected).code();
    return actual.kind() == Observations.End.Kind.FINISHED
        && code.map(actual.code()::equals).orElseGet(() -> !actual.code().equals("OK"));
  }

  private static String words(Step.Ending ending) {
    if (ending instanceof Step.Ending.HalfClosed) {
      return "half-close by the proxy";
    }
    if (ending instanceof Step.Ending.Cancelled) {
      return "cancellation by the proxy";
    }
    if (ending instanceof Step.Ending.Dropped) {
      return "half-close, cancellation or reset by the proxy";
    }
    return "end of the stream with status "
        + ((Step.Ending.Finished) ending).code().orElse("other than OK");
  }

  private Way.Move outcome(Way way, Step.ExpectOutcome expected, boolean expired) {
    Observations.Key key = Way.once(expected.channel());
    Optional<Observations.Observation> actual = next(way, key);
    if (actual.isEmpty()) {
      return missing(way, expected, () -> wordsOf(expected), expired);
    }
    Observations.Outcome outcome = (Observations.Outcome) actual.get();
    if (outcome.what() instanceof Happening.Received) {
      return diverged(way, mismatch(way, expected, "call", wordsOf(expected), outcome, ""));
    }
    Optional<Difference> difference =
        Outcomes.compare(
            call(expected), expected.outcome(), outcome.what(), types, bindings.and(way.saved()));
    if (difference.isEmpty()) {
      return new Way.Goes(way.met(key));
    }
    return diverged(
        way,
        new Mismatch(
            way.number(),
            expected.proves(),
            List.of(difference.get()),
            answerer(),
            scenario.topology() == Topology.DIRECT
                ? "the candidate answered this call"
                : "the proxy gave the client this answer, and the wire before it was right",
            wordsOf(expected),
            Optional.of(Outcomes.show(call(expected), outcome.what(), show)),
            Optional.of(outcome.seq())));
  }

  private Step.Act call(Step.Expectation expected) {
    Step.Act call = calls.get(((Channel.OfCall) expected.channel()).name());
    if (call == null) {
      throw new IllegalStateException("No call is named " + expected.channel().label());
    }
    return call;
  }

  private String wordsOf(Step.ExpectOutcome expected) {
    return Outcomes.words(expected.outcome(), show);
  }

  private Way.Move spec(Way way, Step.ExpectSpec expected, boolean expired) {
    Observations.Key key = Way.once(expected.channel());
    Optional<Observations.Observation> actual = seen.at(key, 0);
    String wanted = SpecRules.words(expected.rule());
    if (actual.isEmpty()) {
      return missing(way, expected, () -> wanted, expired);
    }
    Observations.Outcome outcome = (Observations.Outcome) actual.get();
    Optional<Difference> difference = SpecRules.check(expected.rule(), outcome.what(), firstSpec());
    if (difference.isEmpty()) {
      return new Way.Goes(way.used(key) == 0 ? way.met(key) : way.past());
    }
    return diverged(
        way,
        new Mismatch(
            way.number(),
            expected.proves(),
            List.of(difference.get()),
            Blame.CANDIDATE,
            "the candidate gave this answer to discover",
            wanted,
            Optional.of(SpecRules.show(outcome.what(), show)),
            Optional.of(outcome.seq())));
  }

  private Optional<Happening> firstSpec() {
    return seen.at(Way.once(Stepper.FIRST_DISCOVERY), 0)
        .map(observation -> ((Observations.Outcome) observation).what());
  }

  private Way.Move silence(Way way, Step.ExpectSilence expected, boolean expired) {
    Optional<Observations.Observation> actual =
        Arrays.stream(Side.values())
            .flatMap(side -> next(way, way.key(expected.channel(), side)).stream())
            .findFirst();
    if (actual.isPresent()) {
      return diverged(way, mismatch(way, expected, "stream", NOTHING, actual.get(), ""));
    }
    return expired ? new Way.Goes(way.past()) : new Way.Waits();
  }

  /**
   * A frame that came and no step expected. How streams end is for the scenarios that prove ES-16.
   */
  Optional<Mismatch> leftOver(Way way) {
    for (Observations.Key key : seen.keys()) {
      Optional<Observations.Observation> more = next(way, key);
      if (!way.isRepeated(key.channel(), key.instance())
          && more.isPresent()
          && isMessage(more.get())) {
        Step.ExpectSilence nothing =
            new Step.ExpectSilence(key.channel(), scenario.verifies().get(0));
        Mismatch mismatch = mismatch(way, nothing, "stream", "nothing more", more.get(), "");
        return Optional.of(mismatch);
      }
    }
    return Optional.empty();
  }

  private static boolean isMessage(Observations.Observation observation) {
    return observation instanceof Observations.Frame
        || (observation instanceof Observations.Outcome outcome
            && outcome.what() instanceof Happening.Received);
  }

  /** What is wanted is put into words only when it is known to be missing. */
  private Way.Move missing(
      Way way, Step.Expectation expected, Supplier<String> words, boolean expired) {
    if (!expired) {
      return new Way.Waits();
    }
    String wanted = words.get();
    Blame blame = owes(expected);
    return diverged(
        way,
        new Mismatch(
            way.number(),
            expected.proves(),
            List.of(new Difference(place(expected), wanted, NOTHING)),
            blame,
            "the "
                + blame.word()
                + " owed it, and nothing came before the deadline"
                + butRepeated(way, expected.channel()),
            wanted,
            Optional.empty(),
            Optional.empty()));
  }

  /** What came instead may be what a person looks for. */
  private static String butRepeated(Way way, Channel channel) {
    int calls = channel instanceof Channel.OfEntity entity ? way.repeated(entity).size() : 0;
    return calls == 0
        ? ""
        : "; what came was delivered before, with the same ce-id, subject and payload (calls that repeat: %d)"
            .formatted(calls);
  }

  private static String place(Step.Expectation expected) {
    return expected instanceof Step.ExpectFrame
        ? "frame"
        : expected instanceof Step.ExpectOutcome
            ? "call"
            : expected instanceof Step.ExpectMessage ? "message" : "stream";
  }

  private Blame owes(Step.Expectation expected) {
    if (expected instanceof Step.ExpectFrame frame) {
      return sender(frame.side());
    }
    if (expected instanceof Step.ExpectEnd end) {
      return sender(ender(end.ending()));
    }
    return answerer();
  }

  private Blame answerer() {
    return scenario.topology() == Topology.DIRECT ? Blame.CANDIDATE : Blame.PROXY;
  }

  private static Blame sender(Side side) {
    return side == Side.IN ? Blame.PROXY : Blame.CANDIDATE;
  }

  private static String sentBy(Side side) {
    return "the " + sender(side).word() + " sent this frame";
  }

  private Way.Move diverged(
      Way way,
      Step.Expectation expected,
      String path,
      Pattern wanted,
      Observations.Observation actual,
      String where) {
    return diverged(way, mismatch(way, expected, path, show.pattern(wanted), actual, where));
  }

  private static Way.Move diverged(Way way, Mismatch mismatch) {
    return new Way.Diverged(mismatch, way.depth());
  }

  private Mismatch mismatch(
      Way way,
      Step.Expectation expected,
      String path,
      String wanted,
      Observations.Observation actual,
      String where) {
    String words = words(actual, expected.channel()) + (where.isEmpty() ? "" : " on " + where);
    Blame blame = actual instanceof Observations.Outcome ? answerer() : sender(side(actual));
    String why =
        actual instanceof Observations.Frame frame
            ? sentBy(frame.side())
            : "the "
                + blame.word()
                + (actual instanceof Observations.End ? " ended the stream" : " answered");
    return new Mismatch(
        way.number(),
        expected.proves(),
        List.of(new Difference(path, wanted, words)),
        blame,
        why,
        expected instanceof Step.ExpectFrame frame ? show.pretty(frame.frame()) : wanted,
        Optional.of(
            actual instanceof Observations.Frame frame && frame.message().isPresent()
                ? show.pretty(frame.message().get())
                : words),
        Optional.of(actual.seq()));
  }

  private static Side side(Observations.Observation actual) {
    return actual instanceof Observations.Frame frame
        ? frame.side()
        : ((Observations.End) actual).side();
  }

  /** As much as a person may want to see of it; the frame is in the trace. */
  private static String hex(ByteString bytes) {
    String shown =
        HexFormat.of().formatHex(bytes.substring(0, Math.min(bytes.size(), MOST)).toByteArray());
    return bytes.size() <= MOST ? shown : shown + "… (" + bytes.size() + " bytes)";
  }

  private String words(Observations.Observation actual, Channel channel) {
    if (actual instanceof Observations.Frame frame) {
      return frame
          .message()
          .map(show::message)
          .orElseGet(
              () ->
                  "bytes that are no "
                      + ((Channel.OfEntity) channel).type().frames(frame.side()).getName()
                      + ": "
                      + hex(frame.bytes()));
    }
    if (actual instanceof Observations.End end) {
      return switch (end.kind()) {
        case HALF_CLOSED -> "half-close by the proxy";
        case CANCELLED -> "cancellation by the proxy";
        case FINISHED ->
            "end of the stream with status "
                + end.code()
                + (end.description().isEmpty() ? "" : ": " + end.description());
      };
    }
    Happening what = ((Observations.Outcome) actual).what();
    if (what instanceof Happening.Reported reported) {
      return "reportError: " + reported.message();
    }
    if (what instanceof Happening.Discovered) {
      return "a call of discover";
    }
    return what instanceof Happening.Serving
        ? "the proxy's port opened"
        : Outcomes.show(calls.get(channel.label()), what, show);
  }
}

package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Difference;
import io.cloudstate.tck.specs.match.Pattern;
import io.cloudstate.tck.specs.match.Show;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Says how what was seen is not what was expected, and whose fault that is. */
final class Mismatches {

  static final String NOTHING = "nothing";

  /** More bytes are not shown of a frame that is none. */
  private static final int MOST = 1000;

  private final Topology topology;
  private final CallsMade calls;
  private final Show show;

  Mismatches(Topology topology, CallsMade calls, Show show) {
    this.topology = topology;
    this.calls = calls;
    this.show = show;
  }

  /** Nothing came before the deadline. */
  Mismatch missing(Way way, Step.Expectation expected) {
    String wanted = wanted(expected);
    Blame blame = owes(expected);
    return new Mismatch(
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
        Optional.empty());
  }

  /** What came instead may be what a person looks for. */
  private static String butRepeated(Way way, Channel channel) {
    int repeated = channel instanceof Channel.OfEntity entity ? way.repeated(entity).size() : 0;
    return repeated == 0
        ? ""
        : "; what came was delivered before, with the same ce-id, subject and payload (calls that repeat: %d)"
            .formatted(repeated);
  }

  /** Something of another kind came. */
  Mismatch instead(Way way, Step.Expectation expected, Observations.Observation actual) {
    return instead(
        way, expected, place(expected), wanted(expected), words(actual, expected), actual);
  }

  /**
   * Something came where there was to be something else, or nothing.
   *
   * @param wanted what was to be there, where the expectation alone does not say it
   */
  Mismatch instead(
      Way way, Step.Expectation expected, String wanted, Observations.Observation actual) {
    return instead(way, expected, place(expected), wanted, words(actual, expected), actual);
  }

  /**
   * A frame where the stream was to be another one: on the former stream instead of a fresh one, or
   * the other way round.
   */
  Mismatch elsewhere(Way way, Step.ExpectFrame expected, Observations.Observation actual) {
    String where = expected.fresh() ? " on the former stream" : " on a fresh stream";
    return instead(
        way, expected, "stream", wanted(expected), words(actual, expected) + where, actual);
  }

  /** Bytes came that are no message of the type. */
  Mismatch unreadable(Way way, Step.Expectation expected, Observations.Observation actual) {
    return instead(way, expected, "message", wanted(expected), words(actual, expected), actual);
  }

  private Mismatch instead(
      Way way,
      Step.Expectation expected,
      String path,
      String wanted,
      String words,
      Observations.Observation actual) {
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

  /** A frame came that differs. */
  Mismatch ofFrame(
      Way way,
      Step.ExpectFrame expected,
      List<Difference> differences,
      Observations.Frame actual,
      Message message) {
    return new Mismatch(
        way.number(),
        expected.proves(),
        differences,
        sender(actual.side()),
        sentBy(actual.side()),
        show.pretty(expected.frame()),
        Optional.of(show.pretty(message)),
        Optional.of(actual.seq()));
  }

  /** A message came that differs, to a client or from a proxy that asks for discovery. */
  Mismatch ofMessage(
      Way way,
      Step.Expectation expected,
      List<Difference> differences,
      Pattern.Fields wanted,
      Message message,
      int seq) {
    return new Mismatch(
        way.number(),
        expected.proves(),
        differences,
        answerer(),
        "the " + answerer().word() + " sent this message",
        show.pretty(wanted),
        Optional.of(show.pretty(message)),
        Optional.of(seq));
  }

  /** A call ended in another way. */
  Mismatch ofOutcome(
      Way way, Step.ExpectOutcome expected, Difference difference, Happening actual, int seq) {
    return new Mismatch(
        way.number(),
        expected.proves(),
        List.of(difference),
        answerer(),
        topology == Topology.DIRECT
            ? "the candidate answered this call"
            : "the proxy gave the client this answer, and the wire before it was right",
        wanted(expected),
        Optional.of(Outcomes.show(calls.on(expected.channel()), actual, show)),
        Optional.of(seq));
  }

  /** An answer to discovery does not hold what it must. */
  Mismatch ofSpec(
      Way way, Step.ExpectSpec expected, Difference difference, Happening actual, int seq) {
    return new Mismatch(
        way.number(),
        expected.proves(),
        List.of(difference),
        Blame.CANDIDATE,
        "the candidate gave this answer to discover",
        wanted(expected),
        Optional.of(SpecRules.show(actual, show)),
        Optional.of(seq));
  }

  /** What is expected, in a line. */
  private String wanted(Step.Expectation expected) {
    if (expected instanceof Step.ExpectFrame frame) {
      return show.pattern(frame.frame());
    }
    if (expected instanceof Step.ExpectEnd end) {
      return Endings.words(end.ending());
    }
    if (expected instanceof Step.ExpectOutcome outcome) {
      return Outcomes.words(outcome.outcome(), show);
    }
    if (expected instanceof Step.ExpectSpec spec) {
      return SpecRules.words(spec.rule());
    }
    if (expected instanceof Step.ExpectMessage message) {
      return show.pattern(message.message());
    }
    if (expected instanceof Step.ExpectDiscovery discovery) {
      return show.pattern(discovery.request());
    }
    if (expected instanceof Step.ExpectReport) {
      return "a call of reportError";
    }
    return expected instanceof Step.ExpectServing ? "the proxy's port opened" : NOTHING;
  }

  private static String place(Step.Expectation expected) {
    if (expected instanceof Step.ExpectFrame) {
      return "frame";
    }
    if (expected instanceof Step.ExpectOutcome) {
      return "call";
    }
    return expected instanceof Step.ExpectMessage ? "message" : "stream";
  }

  private Blame owes(Step.Expectation expected) {
    if (expected instanceof Step.ExpectFrame frame) {
      return sender(frame.side());
    }
    if (expected instanceof Step.ExpectEnd end) {
      return sender(Endings.ender(end.ending()));
    }
    return answerer();
  }

  private Blame answerer() {
    return topology == Topology.DIRECT ? Blame.CANDIDATE : Blame.PROXY;
  }

  private static Blame sender(Side side) {
    return side == Side.IN ? Blame.PROXY : Blame.CANDIDATE;
  }

  private static String sentBy(Side side) {
    return "the " + sender(side).word() + " sent this frame";
  }

  private static Side side(Observations.Observation actual) {
    return actual instanceof Observations.Frame frame
        ? frame.side()
        : ((Observations.End) actual).side();
  }

  private String words(Observations.Observation actual, Step.Expectation expected) {
    if (actual instanceof Observations.Frame frame) {
      return frame
          .message()
          .map(show::message)
          .orElseGet(
              () ->
                  "bytes that are no "
                      + ((Channel.OfEntity) expected.channel())
                          .type()
                          .frames(frame.side())
                          .getName()
                      + ": "
                      + hex(frame.bytes()));
    }
    if (actual instanceof Observations.End end) {
      return Endings.words(end);
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
        : Outcomes.show(calls.byName().get(expected.channel().label()), what, show);
  }

  /** As much as a person may want to see of it; the frame is in the trace. */
  private static String hex(ByteString bytes) {
    String shown =
        HexFormat.of().formatHex(bytes.substring(0, Math.min(bytes.size(), MOST)).toByteArray());
    return bytes.size() <= MOST ? shown : shown + "… (" + bytes.size() + " bytes)";
  }
}

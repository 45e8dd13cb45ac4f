package io.cloudstate.tck.specs;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cloudstate.tck.specs.match.Pattern;
import io.cloudstate.tck.specs.match.Show;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in words what a step is, with its frame as JSON. */
public final class StepText {

  private final Show show;

  /** Shows frames in this way. */
  public StepText(Show show) {
    this.show = show;
  }

  /** One line a step; ways of an either are indented. */
  public List<String> lines(Step step) {
    if (step instanceof Step.Either either) {
      List<String> lines = new ArrayList<>();
      for (Step.Branch branch : either.branches()) {
        lines.add("either: " + branch.name());
        for (Step.Planned planned : branch.steps()) {
          lines(planned.step()).forEach(line -> lines.add("    " + line));
        }
      }
      return lines;
    }
    return List.of(
        step instanceof Step.Act act
            ? act(act)
            : expectation((Step.Expectation) step)
                + "   ["
                + ((Step.Expectation) step).proves()
                + "]");
  }

  private String act(Step.Act act) {
    if (act instanceof Step.Send send) {
      String how = send.fresh() ? "on a new stream, send " : "send ";
      return send.channel().label() + ": " + how + show.pattern(send.frame());
    }
    if (act instanceof Step.HalfClose close) {
      return close.channel().label() + ": half-close";
    }
    if (act instanceof Step.Cancel cancel) {
      return cancel.channel().label() + ": cancel";
    }
    if (act instanceof Step.Finish finish) {
      return finish.channel().label() + ": end the stream with status " + finish.code();
    }
    if (act instanceof Step.Call call) {
      return call.channel().label()
          + ": call "
          + call.method().getFullName()
          + " by "
          + call.via().name().toLowerCase(Locale.ROOT).replace('_', '-')
          + " with "
          + call.requests().stream().map(show::pattern).collect(Collectors.joining(", "))
          + (call.ends() ? "" : ", and keep its stream open")
          + (call.headers().isEmpty() ? "" : ", headers " + new TreeMap<>(call.headers()));
    }
    if (act instanceof Step.CallSend send) {
      return send.channel().label() + ": send " + show.pattern(send.request());
    }
    if (act instanceof Step.CallHalfClose close) {
      return close.channel().label() + ": the client half-closes";
    }
    if (act instanceof Step.CallCancel cancel) {
      return cancel.channel().label() + ": the client cancels";
    }
    if (act instanceof Step.RawCall call) {
      return call.channel().label()
          + ": call "
          + call.method()
          + " by grpc with the bytes "
          + HexFormat.of().formatHex(call.request().toByteArray());
    }
    if (act instanceof Step.HttpCall call) {
      return call.channel().label()
          + ": "
          + call.verb()
          + " "
          + call.path()
          + (call.headers().isEmpty() ? "" : ", headers " + new TreeMap<>(call.headers()))
          + (call.body().isEmpty() ? "" : ", with " + call.body());
    }
    if (act instanceof Step.StartProxy start) {
      return "start a proxy of the scenario's own, whose service "
          + (start.reachable() ? "answers discovery" : "is not there yet and will then answer")
          + (start.answers() ? "" : ", once it is told to,")
          + " with "
          + show.pattern(withoutDescriptors(start.spec()));
    }
    if (act instanceof Step.Befall befall) {
      return befall
          .on()
          .map(
              channel ->
                  channel.label()
                      + ": from here on calls are kept without an answer, until the service was killed and is there again")
          .orElseGet(() -> words(befall.who(), befall.fate()));
    }
    if (act instanceof Step.Answer) {
      return "the service answers discovery";
    }
    return act instanceof Step.Disconnect
        ? "the service goes away, with all connections"
        : "the service comes back";
  }

  /** What the kit does to the service or the proxy. */
  public static String words(Half who, Fate fate) {
    String whom = "the " + who.word();
    return switch (fate) {
      case KILLED -> "the kit kills " + whom;
      case STARTED -> "the kit starts " + whom + " again";
      case STARTED_ELSEWHERE -> "the kit starts " + whom + " again, elsewhere";
      case PAUSED -> "the kit pauses " + whom;
      case RESUMED -> "the kit lets " + whom + " go on";
      case CUT_OFF -> "the kit cuts " + whom + " off the network";
      case JOINED -> "the kit joins " + whom + " to the network again";
      case HELD_BACK ->
          "from here on the kit holds back what "
              + whom
              + " answers, until one of the two is killed";
    };
  }

  private static Pattern.Fields withoutDescriptors(Pattern.Fields spec) {
    Map<FieldDescriptor, Pattern> fields = new LinkedHashMap<>(spec.fields());
    fields.remove(spec.type().findFieldByName("proto"));
    return new Pattern.Fields(spec.type(), fields);
  }

  private String expectation(Step.Expectation expected) {
    String who = expected.channel().label() + ": ";
    if (expected instanceof Step.ExpectFrame frame) {
      String from = frame.side() == Side.IN ? "from the proxy" : "from the service";
      return who
          + (frame.fresh() ? "on a new stream, " : "")
          + "expect "
          + from
          + frame.rpc().map(rpc -> " by " + rpc).orElse("")
          + " "
          + show.pattern(frame.frame())
          + (frame.saves().isEmpty() ? "" : ", and keep " + new TreeMap<>(frame.saves()));
    }
    if (expected instanceof Step.ExpectEnd end) {
      return who + "expect " + ending(end.ending());
    }
    if (expected instanceof Step.ExpectMessage message) {
      return who + "expect the message " + show.pattern(message.message());
    }
    if (expected instanceof Step.ExpectDiscovery discovery) {
      return "expect that the proxy calls discover with " + show.pattern(discovery.request());
    }
    if (expected instanceof Step.ExpectServing) {
      return "expect that the proxy opens its port";
    }
    if (expected instanceof Step.ExpectOutcome outcome) {
      return who + "expect " + outcome(outcome.outcome());
    }
    if (expected instanceof Step.ExpectSpec spec) {
      return who + "expect of the spec: " + spec.rule().word();
    }
    if (expected instanceof Step.ExpectReport) {
      return "expect that the proxy calls reportError";
    }
    return who + "expect nothing for a while";
  }

  private static String ending(Step.Ending ending) {
    if (ending instanceof Step.Ending.HalfClosed) {
      return "that the proxy half-closes";
    }
    if (ending instanceof Step.Ending.Cancelled) {
      return "that the proxy cancels";
    }
    if (ending instanceof Step.Ending.Dropped) {
      return "that the proxy half-closes, cancels or resets";
    }
    return "the end with status " + ((Step.Ending.Finished) ending).code().orElse("other than OK");
  }

  private String outcome(Step.CallOutcome outcome) {
    if (outcome instanceof Step.CallOutcome.Returns returns) {
      return "that it returns "
          + show.pattern(returns.response())
          + (returns.headers().isEmpty()
              ? ""
              : " with headers " + new TreeMap<>(returns.headers()));
    }
    if (outcome instanceof Step.CallOutcome.Fails fails) {
      return "that it fails with status "
          + fails.code().orElse("other than OK")
          + fails.description().map(text -> ": " + text).orElse("");
    }
    if (outcome instanceof Step.CallOutcome.Http http) {
      return "HTTP status " + http.status() + body(http.body());
    }
    return "that it completes";
  }

  private static String body(Step.Body body) {
    if (body instanceof Step.Body.Json json) {
      return " with the JSON " + json.json();
    }
    return body instanceof Step.Body.Lines lines
        ? " with the JSON values " + String.join(" ", lines.json())
        : "";
  }
}

package io.cloudstate.tck.specs;

import io.cloudstate.tck.specs.match.Show;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
          + call.via().name().toLowerCase(Locale.ROOT)
          + " with "
          + show.pattern(call.request());
    }
    Step.HttpCall call = (Step.HttpCall) act;
    return call.channel().label()
        + ": "
        + call.verb()
        + " "
        + call.path()
        + " as "
        + call.contentType()
        + " with "
        + call.body();
  }

  private String expectation(Step.Expectation expected) {
    String who = expected.channel().label() + ": ";
    if (expected instanceof Step.ExpectFrame frame) {
      String from = frame.side() == Side.IN ? "from the proxy" : "from the service";
      return who
          + (frame.fresh() ? "on a new stream, " : "")
          + "expect "
          + from
          + " "
          + show.pattern(frame.frame());
    }
    if (expected instanceof Step.ExpectEnd end) {
      return who + "expect " + ending(end.ending());
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
      return "that it returns " + show.pattern(returns.response());
    }
    if (outcome instanceof Step.CallOutcome.Fails fails) {
      return "that it fails with status "
          + fails.code().orElse("other than OK")
          + fails.description().map(text -> ": " + text).orElse("");
    }
    return "HTTP status " + ((Step.CallOutcome.HttpStatus) outcome).status();
  }
}

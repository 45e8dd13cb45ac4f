package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.read.Specs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges what a proxy answers over HTTP: the first byte picks what is expected, the second status
 * and content type, and the rest is the body.
 */
public final class HttpFuzz {

  private static final ScenarioSet SET = Specs.load();
  private static final List<String> TYPES =
      List.of("application/json", "text/event-stream", "text/plain", "");
  private static final List<Integer> STATUSES = List.of(200, 500, 404);
  private static final List<Expected> EXPECTED = expected();

  private record Expected(Step.Act call, Step.CallOutcome outcome) {}

  private HttpFuzz() {}

  /** One response. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    Expected expected = EXPECTED.get((data[0] & 0xff) % EXPECTED.size());
    int how = data[1] & 0xff;
    Happening.Responded actual =
        new Happening.Responded(
            new Channel.OfCall("call"),
            STATUSES.get(how / TYPES.size() % STATUSES.size()),
            Map.of("content-type", TYPES.get(how % TYPES.size())),
            new String(Arrays.copyOfRange(data, 2, data.length), StandardCharsets.UTF_8));
    HttpOutcomes.compare(
        expected.call(), expected.outcome(), actual, SET.types(), Bindings.ofEntity("e"));
    HttpOutcomes.show(actual);
  }

  /** One of each shape that the kit's scenarios expect of a call over HTTP. */
  private static List<Expected> expected() {
    Map<String, Expected> shapes = new LinkedHashMap<>();
    SET.scenarios()
        .forEach(
            scenario -> {
              Map<Channel, Step.Act> calls = new HashMap<>();
              for (Step.Planned planned : scenario.steps()) {
                if (planned.step() instanceof Step.HttpCall call) {
                  calls.put(call.channel(), call);
                } else if (planned.step() instanceof Step.Call call) {
                  calls.put(call.channel(), call);
                } else if (planned.step() instanceof Step.ExpectOutcome outcome) {
                  Step.Act call = calls.get(outcome.channel());
                  if (call != null) {
                    shapes.putIfAbsent(
                        shape(call, outcome.outcome()), new Expected(call, outcome.outcome()));
                  }
                }
              }
            });
    return List.copyOf(shapes.values()).subList(0, Math.min(256, shapes.size()));
  }

  private static String shape(Step.Act call, Step.CallOutcome outcome) {
    String kind = outcome.getClass().getSimpleName();
    if (outcome instanceof Step.CallOutcome.Http http) {
      return kind + http.body().getClass().getSimpleName();
    }
    return call instanceof Step.Call typed
        ? kind + typed.method().getOutputType().getFullName()
        : kind;
  }
}

package io.cloudstate.tck.reports;

import io.cloudstate.tck.reports.document.Disputed;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.FrameView;
import io.cloudstate.tck.reports.document.KnownFailure;
import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.Repeats;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.StepView;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.document.TargetInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Result documents of every kind, as a run could have made them. */
public final class Fixtures {

  /** Markup of every format, control characters, a lone surrogate, and a reversal of direction. */
  public static final String HOSTILE =
      "</pre></script><script>alert(1)</script><img src=x onerror=alert(2)>"
          + "\u001B[31mred\u0000\uD800\u202Etxt.exe\r\n]]>&amp;\"'`|@org/team #1 ![x](http://evil.example)"
          + " ${7*7} <#assign x=1> \u200B\uFFFE \uD83D\uDE00";

  private static final String[] THEMES = {
    "event-sourced", "value-entity", "action", "crdt", "effects", "discovery"
  };

  private static final List<String> TITLES =
      List.of(
          "Events that one command emits come with its reply, in order, and the reply sees them",
          "A failed command leaves no trace in the state",
          "Half-close is answered by completing the stream",
          "Side effects keep their order and their mark",
          "Two streams never see each other's state",
          "A snapshot comes with the reply that reaches the interval");

  private Fixtures() {}

  public static RunHeader header(int planned) {
    return new RunHeader(
        "20261123T183016Z-7f3a",
        "0.1.0",
        "0.1.0+3f9a12cc",
        "0.2",
        "2026-11-23T18:30:16.123Z",
        List.of("run", "--service", "exec:node index.js", "--proxy", "embedded", "--seed", "4711"),
        4711,
        1.5,
        4,
        new TargetInfo(
            "exec:node index.js",
            List.of(
                new Fact("Name", "shopping-cart"),
                new Fact("Version", "1.4.2"),
                new Fact("Runtime", "node v20.11.1"),
                new Fact("Support library", "cloudstate-node-support 0.0.3"),
                new Fact("Protocol version", "0.2"))),
        new TargetInfo(
            "embedded",
            List.of(
                new Fact("Name", "cloudstate-tck-reference-proxy"), new Fact("Version", "0.1.0"))),
        "Linux 6.1 amd64, Java 17.0.15, 2 processors",
        List.of(
            "The candidate announced no protocol version; the kit supplied 0.2 to the proxy. DIS-09 fails for it."),
        catalogue(),
        planned,
        null,
        null);
  }

  public static List<RequirementInfo> catalogue() {
    return List.of(
        new RequirementInfo(
            "DIS-09",
            "Discovery",
            "M",
            "service",
            "Says which protocol version it speaks.",
            null,
            null),
        new RequirementInfo(
            "DIS-10",
            "Discovery",
            "S",
            "service",
            "Names itself, its runtime and its support library.",
            null,
            null),
        new RequirementInfo(
            "ES-05",
            "Event sourced entities",
            "M",
            "service",
            "Each command gets one reply or failure, with its id, in order.",
            null,
            null),
        new RequirementInfo(
            "ES-06",
            "Event sourced entities",
            "M",
            "service",
            "Events of a command come in its reply, in the order emitted, and the reply's payload sees them.",
            null,
            null),
        new RequirementInfo(
            "ES-12",
            "Event sourced entities",
            "M",
            "service",
            "A failed command's events are discarded, or the failure asks for a restart.",
            null,
            null),
        new RequirementInfo(
            "ES-16",
            "Event sourced entities",
            "M",
            "service",
            "Half-close is answered by the end of the stream with status OK.",
            null,
            null),
        new RequirementInfo(
            "EFF-01",
            "Effects",
            "M",
            "service",
            "Side effects keep the order in which they were asked for.",
            null,
            null),
        new RequirementInfo(
            "EFF-05",
            "Effects",
            "S",
            "proxy",
            "An effect on an unknown service leaves the command's outcome alone.",
            "Needs a candidate that asks for such an effect, which none of the models does.",
            null),
        new RequirementInfo(
            "MET-02",
            "Metadata",
            "Y",
            "proxy",
            "Metadata of a reply becomes headers of the response.",
            null,
            null));
  }

  public static ScenarioResult passing(int n) {
    String theme = THEMES[n % THEMES.length];
    return scenario(
        theme + "/holds-" + n,
        TITLES.get(n % TITLES.size()),
        theme,
        Outcome.PASSED,
        null,
        null,
        List.of(
            new RequirementResult("ES-05", RequirementResult.Shown.HELD),
            new RequirementResult("ES-16", RequirementResult.Shown.HELD)),
        steps(StepView.State.DONE, StepView.State.DONE),
        frames(10, n),
        List.of(),
        n);
  }

  public static ScenarioResult failing(String id, String hostileOrPlain) {
    return scenario(
        id,
        "Events that one command emits come with its reply, in order, and the reply sees them",
        "event-sourced",
        Outcome.FAILED,
        null,
        mismatch(hostileOrPlain, "ES-06"),
        List.of(
            new RequirementResult("ES-05", RequirementResult.Shown.HELD),
            new RequirementResult("ES-06", RequirementResult.Shown.VIOLATED),
            new RequirementResult("ES-16", RequirementResult.Shown.NOT_SHOWN)),
        steps(StepView.State.DIVERGED, StepView.State.NOT_REACHED),
        frames(6, 3),
        List.of(
            "[candidate] 18:30:17.201 INFO  handling Process for e7-1",
            "[candidate] 18:30:17.204 WARN  emitted events out of order: " + hostileOrPlain),
        1);
  }

  /** The same, set aside in the catalogue. */
  public static ScenarioResult disputed(ScenarioResult s, String text) {
    return new ScenarioResult(
        s.id(),
        s.title(),
        s.theme(),
        s.topology(),
        s.hash(),
        s.outcome(),
        s.reason(),
        s.mismatch(),
        s.requirements(),
        s.branches(),
        s.steps(),
        s.frames(),
        s.startedMicros(),
        s.durationMicros(),
        s.log(),
        s.rerun(),
        s.trace(),
        s.known(),
        new Disputed(text, text),
        null,
        null);
  }

  public static ScenarioResult errored() {
    return scenario(
        "crdt/vote-counts",
        "The service only sets its own vote; the proxy counts voters",
        "crdt",
        Outcome.ERRORED,
        "The candidate's port refused connections for 10 s: connect to 127.0.0.1:8080: Connection refused.",
        null,
        List.of(new RequirementResult("DIS-09", RequirementResult.Shown.NOT_SHOWN)),
        steps(StepView.State.DIVERGED, StepView.State.NOT_REACHED),
        frames(1, 5),
        List.of("[candidate] Error: listen EADDRINUSE :::8080"),
        2);
  }

  public static ScenarioResult warned() {
    return scenario(
        "discovery/names-itself",
        "Discovery names the service, its runtime and its support library",
        "discovery",
        Outcome.WARNED,
        "DIS-10 is a should: the run conforms without it.",
        new MismatchView(
            2,
            "spec: { service: { name: any } }",
            "DIS-10",
            "service_info.support_library_name",
            "not empty",
            "\"\"",
            "candidate",
            "it sent the spec",
            List.of(),
            null,
            null,
            null),
        List.of(
            new RequirementResult("DIS-10", RequirementResult.Shown.VIOLATED),
            new RequirementResult("DIS-09", RequirementResult.Shown.HELD)),
        steps(StepView.State.DONE, StepView.State.DIVERGED),
        frames(2, 1),
        List.of("[candidate] started"),
        3);
  }

  public static ScenarioResult skipped(Outcome outcome) {
    return scenario(
        "effects/" + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "A synchronous effect completes before the reply",
        "effects",
        outcome,
        outcome == Outcome.UNSUPPORTED
            ? "The candidate does not serve cloudstate.tck.model.EventSourcedTwo."
            : "Left out by --fail-fast after event-sourced/emits-in-order failed.",
        null,
        List.of(new RequirementResult("EFF-01", RequirementResult.Shown.NOT_SHOWN)),
        List.of(),
        List.of(),
        List.of(),
        4);
  }

  public static ScenarioResult scenario(
      String id,
      String title,
      String theme,
      Outcome outcome,
      @Nullable String reason,
      @Nullable MismatchView mismatch,
      List<RequirementResult> requirements,
      List<StepView> steps,
      List<FrameView> frames,
      List<String> log,
      int n) {
    return new ScenarioResult(
        id,
        title,
        theme,
        n % 2 == 0 ? "direct" : "proxied",
        "9c41d0e%d".formatted(n % 10),
        outcome,
        reason,
        mismatch,
        requirements,
        n % 3 == 0 ? List.of("step 3: failure with restart") : List.of(),
        steps,
        frames,
        n * 120_000L,
        18_250L + n * 1_003L,
        log,
        "cloudstate-tck run --service 'exec:node index.js' --seed 4711 --scenario " + id,
        "traces/" + id + ".json",
        null,
        null,
        null,
        null);
  }

  private static List<StepView> steps(StepView.State third, StepView.State fourth) {
    return List.of(
        new StepView(
            1,
            "init",
            List.of("→ init { serviceName: EventSourcedTckModel, entityId: e7-1 }"),
            StepView.State.DONE),
        new StepView(
            2,
            "command: { Process: { actions: [{ emit: { value: A } }, { emit: { value: B } }] } }",
            List.of("→ command { id: 1, name: Process, entityId: e7-1, payload: Request }"),
            StepView.State.DONE),
        new StepView(
            3,
            "reply: { message: AB }, events: [{ Persisted: { value: A } }, { Persisted: { value: B } }]",
            List.of(
                "← reply { commandId: 1, clientAction: { reply: Response { message: AB } },",
                "     events: [Persisted A, Persisted B] }"),
            third),
        new StepView(4, "passivate", List.of("→ half-close", "← end OK"), fourth));
  }

  public static List<FrameView> frames(int count, int n) {
    List<FrameView> frames = new ArrayList<>();
    String stream = "EventSourcedTckModel/e%d-1 #1".formatted(n);
    for (int i = 1; i <= count; i++) {
      boolean in = i % 2 == 1;
      boolean end = i == 10;
      frames.add(
          new FrameView(
              i,
              812L + i * 1_377L,
              in ? "proxy" : "candidate",
              in ? "candidate" : "proxy",
              stream,
              end ? "end" : i == 9 ? "half-close" : "message",
              end
                  ? "OK"
                  : i == 1
                      ? "init"
                      : in ? "command %d Process".formatted(i / 2) : "reply \"AB\", 2 events",
              end || i == 9
                  ? null
                  : in
                      ? "{\"command\":{\"entityId\":\"e7-1\",\"id\":\"1\",\"name\":\"Process\",\"payload\":{\"@type\":\"type.googleapis.com/cloudstate.tck.model.Request\",\"actions\":[{\"emit\":{\"value\":\"A\"}},{\"emit\":{\"value\":\"B\"}}]}}}"
                      : ACTUAL,
              end || i == 9
                  ? null
                  : "12390a04652d3731100112220a1f747970652e676f6f676c65617069732e636f6d2f",
              end || i == 9 ? 0 : 61,
              end ? "OK" : null));
    }
    return frames;
  }

  private static final String EXPECTED =
      "{\"reply\":{\"commandId\":\"1\",\"clientAction\":{\"reply\":{\"payload\":{\"@type\":\"type.googleapis.com/cloudstate.tck.model.Response\",\"message\":\"AB\"}}},\"events\":[{\"value\":\"A\"},{\"value\":\"B\"}]}}";
  private static final String ACTUAL =
      "{\"reply\":{\"commandId\":\"1\",\"clientAction\":{\"reply\":{\"payload\":{\"@type\":\"type.googleapis.com/cloudstate.tck.model.Response\",\"message\":\"AB\"}}},\"events\":[{\"value\":\"B\"},{\"value\":\"A\"}]}}";

  private static MismatchView mismatch(String text, String requirement) {
    return new MismatchView(
        3,
        "reply: { message: AB }, events: [{ Persisted: { value: A } }, { Persisted: { value: B } }]",
        requirement,
        "reply.events[0].value",
        "\"A\"",
        text,
        "candidate",
        "it sent the diverging frame",
        List.of(
            new MismatchView.Difference("reply.events[0].value", "\"A\"", text),
            new MismatchView.Difference("reply.events[1].value", "\"B\"", "\"A\"")),
        EXPECTED,
        ACTUAL,
        4);
  }

  public static RunFooter footer(List<ScenarioResult> scenarios, boolean partial) {
    RunFooter.Counts counts = Tally.of(scenarios);
    boolean conforms = !partial && counts.failed() + counts.errored() + counts.unsupported() == 0;
    return new RunFooter(
        "2026-11-23T18:31:02.5Z",
        46_377_000,
        counts,
        conforms,
        conforms
            ? "The service conforms to the Cloudstate protocol 0.2 as far as this scenario set shows."
            : "The service does not conform to the Cloudstate protocol 0.2: 2 requirements are violated.",
        conforms ? 0 : 1,
        partial,
        List.of(
            new ProfileResult(
                "event-sourced",
                true,
                conforms ? ProfileResult.State.CONFORMS : ProfileResult.State.FAILS,
                "3 of 4 scenarios passed."),
            new ProfileResult(
                "crdt", false, ProfileResult.State.ABSENT, "None of its services is announced.")),
        List.of());
  }

  /** The end of a run that does not conform and went by a file of known failures. */
  public static RunFooter footer(
      List<ScenarioResult> scenarios,
      String verdict,
      int status,
      List<String> notes,
      KnownSummary known) {
    RunFooter plain = footer(scenarios, false);
    return new RunFooter(
        plain.finishedAt(),
        plain.durationMicros(),
        plain.counts(),
        false,
        verdict,
        status,
        false,
        plain.profiles(),
        notes,
        known);
  }

  public static ResultDocument passing() {
    return of(IntStream.range(0, 60).mapToObj(Fixtures::passing).toList());
  }

  public static ResultDocument mixed() {
    List<ScenarioResult> scenarios = new ArrayList<>();
    IntStream.range(0, 24).mapToObj(Fixtures::passing).forEach(scenarios::add);
    scenarios.add(failing("event-sourced/emits-in-order", "\"B\""));
    scenarios.add(failing("event-sourced/proxy-relays-and-persists", "absent"));
    scenarios.add(errored());
    scenarios.add(warned());
    scenarios.add(skipped(Outcome.UNSUPPORTED));
    scenarios.add(skipped(Outcome.NOT_RUN));
    return of(scenarios);
  }

  /** One scenario of each kind, and of each thing that can be said of one. */
  public static ResultDocument oneOfEach() {
    FrameView withHeaders =
        new FrameView(
            1,
            20,
            "client",
            "proxy",
            "call 1 (grpc)",
            "call",
            "call EventSourcedTckModel/Process",
            "{\"id\":\"e7-1\"}",
            "0a04",
            2_500_000,
            null,
            List.of(new Fact("user-agent", "grpc-java-netty/1.70")));
    FrameView ended =
        new FrameView(
            2,
            1_900_000,
            "proxy",
            "client",
            "call 1 (grpc)",
            "return",
            "UNAVAILABLE",
            null,
            null,
            0,
            "UNAVAILABLE: the service is gone");
    ScenarioResult failed = failing("event-sourced/fails", "\"B\"");
    ScenarioResult passed = passing(2);
    List<ScenarioResult> scenarios =
        List.of(
            passing(1),
            passing(3),
            passed,
            failed,
            failing("event-sourced/fails-as-known", "absent")
                .with(
                    new KnownFailure(
                        "event-sourced/*",
                        KnownFailure.State.HOLDS,
                        "late",
                        "https://example.com/1",
                        "2027-01-31")),
            failing("event-sourced/fails-otherwise", "absent")
                .with(
                    new KnownFailure(
                        "event-sourced/f*", KnownFailure.State.OTHERWISE, "late", null, null)),
            disputed(failing("event-sourced/fails-disputed", "absent"), "Nobody agrees on that."),
            Repeats.merged(
                List.of(
                    new Repeats.Time(passed, 3),
                    new Repeats.Time(failing(passed.id(), "\"C\""), 2))),
            errored(),
            warned(),
            skipped(Outcome.UNSUPPORTED),
            skipped(Outcome.NOT_RUN),
            scenario(
                "lifecycle/service-killed",
                "A service that was killed is served again",
                "lifecycle",
                Outcome.UNSUPPORTED,
                "The kit did not start the service, so it cannot kill it.",
                null,
                List.of(new RequirementResult("EFF-01", RequirementResult.Shown.NOT_SHOWN)),
                List.of(),
                List.of(withHeaders, ended),
                List.of(),
                5));
    return new ResultDocument(
        header(scenarios.size()),
        scenarios,
        footer(
            scenarios,
            footer(scenarios, false).verdict(),
            1,
            List.of("2 streams belonged to no scenario."),
            new KnownSummary(
                "known.yaml",
                3,
                1,
                List.of(
                    new KnownSummary.Stale(
                        "event-sourced/f*", "known.yaml:4:5", "It fails otherwise."),
                    new KnownSummary.Stale("crdt/*", "known.yaml:7:5", "It matches nothing.")))));
  }

  public static ResultDocument partial() {
    List<ScenarioResult> scenarios = IntStream.range(0, 12).mapToObj(Fixtures::passing).toList();
    return new ResultDocument(header(60), scenarios, null);
  }

  /** All of a selection passed. */
  public static ResultDocument selection() {
    List<ScenarioResult> scenarios = IntStream.range(0, 3).mapToObj(Fixtures::passing).toList();
    String verdict =
        "Selection passed: 3 of 3 selected scenarios passed. Only 3 of the 746 scenarios of the set were selected. That is no verdict on conformance.";
    return new ResultDocument(
        inSet(header(3), 746),
        scenarios,
        new RunFooter(
            "2026-11-23T18:31:02.5Z",
            46_377_000,
            Tally.of(scenarios),
            false,
            verdict,
            0,
            false,
            List.of(),
            List.of()));
  }

  /** The same, where so many scenarios are in the set. */
  public static RunHeader inSet(RunHeader h, int all) {
    return header(h, h.service(), all);
  }

  /** The same of another service. */
  public static RunHeader ofService(RunHeader h, TargetInfo service) {
    return header(h, service, h.inSet());
  }

  private static RunHeader header(RunHeader h, TargetInfo service, @Nullable Integer all) {
    return new RunHeader(
        h.runId(),
        h.kitVersion(),
        h.scenarioSet(),
        h.protocolVersion(),
        h.startedAt(),
        h.commandLine(),
        h.seed(),
        h.timeoutScale(),
        h.jobs(),
        service,
        h.proxy(),
        h.machine(),
        h.notes(),
        h.requirements(),
        h.planned(),
        all,
        null);
  }

  public static ResultDocument interrupted() {
    List<ScenarioResult> scenarios = IntStream.range(0, 12).mapToObj(Fixtures::passing).toList();
    return new ResultDocument(header(60), scenarios, footer(scenarios, true));
  }

  public static ResultDocument empty() {
    return of(List.of());
  }

  public static ResultDocument of(List<ScenarioResult> scenarios) {
    return new ResultDocument(header(scenarios.size()), scenarios, footer(scenarios, false));
  }

  /** Every text in it is hostile, ids and themes included, and some are megabytes long. */
  public static ResultDocument hostile() {
    String h = HOSTILE;
    String huge = HOSTILE.repeat(10_000);
    ScenarioResult scenario =
        new ScenarioResult(
            h,
            h,
            h,
            h,
            h,
            Outcome.FAILED,
            huge,
            new MismatchView(
                1,
                h,
                h,
                h,
                h,
                huge,
                h,
                h,
                List.of(new MismatchView.Difference(h, h, huge)),
                huge,
                "[".repeat(100_000),
                1),
            List.of(new RequirementResult(h, RequirementResult.Shown.VIOLATED)),
            List.of(h),
            List.of(new StepView(1, h, List.of(h, huge), StepView.State.DIVERGED)),
            List.of(new FrameView(1, 1, h, h, h, h, h, huge, h, 1, huge)),
            1,
            1,
            List.of(h, huge, h),
            h,
            "javascript:alert(1)//" + h,
            null,
            null,
            null,
            null);
    RunHeader header =
        new RunHeader(
            h,
            h,
            h,
            h,
            h,
            List.of(h),
            1,
            1,
            1,
            new TargetInfo(h, List.of(new Fact(h, huge))),
            new TargetInfo(h, List.of(new Fact(h, h))),
            h,
            List.of(h),
            List.of(new RequirementInfo(h, h, h, h, h, h, h)),
            1,
            null,
            null);
    return new ResultDocument(
        header,
        List.of(scenario),
        new RunFooter(
            h,
            1,
            Tally.of(List.of(scenario)),
            false,
            h,
            1,
            false,
            List.of(new ProfileResult(h, true, ProfileResult.State.FAILS, h)),
            List.of(h)));
  }
}

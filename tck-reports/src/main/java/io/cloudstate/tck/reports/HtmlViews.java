package io.cloudstate.tck.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what the page shows for one document. */
final class HtmlViews {

  private static final int MOST_FRAMES = 300;
  private static final int MOST_HEX = 4_000;
  private static final Pattern PLAIN_PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private final ResultDocument document;
  private final Anchors anchors = new Anchors();
  private final Map<String, RequirementInfo> catalogue = new LinkedHashMap<>();
  private final Map<String, String> requirementAnchors = new HashMap<>();
  private final IdentityHashMap<ScenarioResult, String> scenarioAnchors = new IdentityHashMap<>();

  private HtmlViews(ResultDocument document) {
    this.document = document;
    for (RequirementInfo requirement : document.header().requirements()) {
      catalogue.put(requirement.id(), requirement);
      requirementAnchors.put(requirement.id(), anchors.take("r-", requirement.id()));
    }
    for (ScenarioResult scenario : document.scenarios()) {
      scenarioAnchors.put(scenario, anchors.take("s-", scenario.id()));
    }
  }

  static HtmlView of(ResultDocument document) {
    return new HtmlViews(document).view();
  }

  private HtmlView view() {
    RunHeader header = document.header();
    Standing standing = Standing.of(document);
    List<String> notes = new ArrayList<>(header.notes());
    RunFooter footer = document.footer();
    if (footer != null) {
      notes.addAll(footer.notes());
    }
    List<Area> areas = areas();
    return new HtmlView(
        standing.label() + ": Cloudstate TCK, " + header.service().target(),
        standing,
        standing.tone().name().toLowerCase(Locale.ROOT),
        "%s of %d planned".formatted(Tally.inWords(document.counts()), header.planned()),
        shares(),
        List.of(side("Service", header.service()), side("Proxy", header.proxy())),
        run(),
        footer == null ? List.of() : footer.profiles().stream().map(HtmlViews::view).toList(),
        notes,
        themes(),
        Tally.worstFirst(document.scenarios()).stream().map(this::card).toList(),
        areas.stream().map(Area::view).toList(),
        areas.isEmpty() ? "" : states(areas.stream().flatMap(a -> a.states().stream()).toList()),
        header.kitVersion(),
        header.runId());
  }

  private static HtmlView.Profile view(ProfileResult result) {
    String tone =
        switch (result.state()) {
          case CONFORMS -> "passed";
          case FAILS -> "failed";
          case ABSENT -> "unsupported";
          case NOT_SHOWN -> "not-run";
        };
    return new HtmlView.Profile(result.profile(), word(result), tone, result.detail());
  }

  /** What is said of a profile, in a word or two. */
  static String word(ProfileResult result) {
    String word =
        switch (result.state()) {
          case CONFORMS -> "conforms";
          case FAILS -> "does not conform";
          case ABSENT -> "not there";
          case NOT_SHOWN -> "not shown";
        };
    return word + (result.claimed() ? ", claimed" : "");
  }

  private List<HtmlView.Share> shares() {
    RunFooter.Counts counts = document.counts();
    int total = Math.max(1, Math.max(counts.total(), document.header().planned()));
    List<HtmlView.Share> shares = new ArrayList<>();
    int before = 0;
    for (Outcome outcome : Tally.WORST_FIRST) {
      int count = Tally.get(counts, outcome);
      int x = thousandths(before, total);
      if (count > 0) {
        shares.add(
            new HtmlView.Share(
                key(outcome),
                Tally.word(outcome),
                count,
                x,
                thousandths(before + count, total) - x));
      }
      before += count;
    }
    return shares;
  }

  private static int thousandths(int part, int total) {
    return (int) (1000L * part / total);
  }

  private static HtmlView.Side side(String title, TargetInfo target) {
    return new HtmlView.Side(title, target.target(), target.facts());
  }

  private List<Fact> run() {
    RunHeader header = document.header();
    RunFooter footer = document.footer();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Protocol", header.protocolVersion()));
    facts.add(new Fact("Kit", header.kitVersion()));
    facts.add(new Fact("Scenarios", header.scenarioSet()));
    facts.add(new Fact("Started", Durations.dayAndTime(header.startedAt())));
    facts.add(
        new Fact(
            "Duration", footer == null ? "not known" : Durations.human(footer.durationMicros())));
    facts.add(new Fact("Jobs", String.valueOf(header.jobs())));
    facts.add(new Fact("Seed", String.valueOf(header.seed())));
    facts.add(new Fact("Timeout scale", String.valueOf(header.timeoutScale())));
    facts.add(
        new Fact("Exit status", footer == null ? "none" : String.valueOf(footer.exitStatus())));
    facts.add(new Fact("Machine", header.machine()));
    facts.add(
        new Fact(
            "Command line",
            header.commandLine().isEmpty()
                ? "no arguments"
                : header.commandLine().stream()
                    .map(HtmlViews::quoted)
                    .collect(Collectors.joining(" "))));
    return facts;
  }

  private static String quoted(String argument) {
    return PLAIN_ARGUMENT.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private List<HtmlView.ThemeRow> themes() {
    RunFooter.Counts all = document.counts();
    List<Outcome> occurring =
        Tally.WORST_FIRST.stream()
            .filter(outcome -> outcome == Outcome.FAILED || Tally.get(all, outcome) > 0)
            .toList();
    List<HtmlView.ThemeRow> rows = new ArrayList<>();
    Tally.byTheme(document.scenarios())
        .forEach(
            (theme, scenarios) -> {
              RunFooter.Counts counts = Tally.of(scenarios);
              Outcome worst =
                  Tally.WORST_FIRST.stream()
                      .filter(outcome -> Tally.get(counts, outcome) > 0)
                      .findFirst()
                      .orElse(Outcome.PASSED);
              rows.add(
                  new HtmlView.ThemeRow(
                      theme,
                      anchor(Tally.worstFirst(scenarios).get(0)),
                      tone(worst),
                      scenarios.size(),
                      occurring.stream()
                          .map(
                              outcome ->
                                  new HtmlView.Count(
                                      key(outcome),
                                      Tally.word(outcome),
                                      Tally.get(counts, outcome)))
                          .toList()));
            });
    return rows;
  }

  private HtmlView.Card card(ScenarioResult scenario) {
    String anchor = anchor(scenario);
    MismatchView mismatch = scenario.mismatch();
    Integer divergingFrame = mismatch == null ? null : mismatch.frame();
    List<HtmlView.FrameRow> frames =
        scenario.frames().stream()
            .limit(MOST_FRAMES)
            .map(frame -> frame(frame, anchor, divergingFrame))
            .toList();
    boolean evident = scenario.outcome() == Outcome.FAILED || scenario.outcome() == Outcome.ERRORED;
    return new HtmlView.Card(
        anchor,
        key(scenario.outcome()),
        mark(scenario.outcome()),
        Tally.word(scenario.outcome()),
        evident,
        scenario,
        Durations.human(scenario.durationMicros()),
        Durations.human(scenario.startedMicros()),
        scenario.reason(),
        mismatch == null ? null : box(scenario, mismatch, frames),
        scenario.requirements().stream().map(this::verified).toList(),
        scenario.steps().stream().map(HtmlViews::step).toList(),
        frames,
        scenario.frames().size() - frames.size(),
        scenario.log().isEmpty() ? null : LogExcerpt.of(scenario.log()),
        scenario.trace() != null && PLAIN_PATH.matcher(scenario.trace()).matches()
            ? scenario.trace()
            : null);
  }

  private HtmlView.Box box(
      ScenarioResult scenario, MismatchView mismatch, List<HtmlView.FrameRow> frames) {
    RequirementInfo requirement = catalogue.get(mismatch.requirement());
    LineDiff json =
        mismatch.expectedJson() == null && mismatch.actualJson() == null
            ? null
            : LineDiff.of(
                layout(mismatch.expectedJson(), "no frame"),
                layout(mismatch.actualJson(), "no frame came"));
    return new HtmlView.Box(
        mismatch,
        tone(scenario.outcome()),
        requirementAnchors.get(mismatch.requirement()),
        requirement == null ? "This requirement is not in the catalogue." : requirement.text(),
        frames.stream()
            .filter(HtmlView.FrameRow::diverges)
            .map(HtmlView.FrameRow::anchor)
            .findFirst()
            .orElse(null),
        json);
  }

  private static String layout(@Nullable String json, String absent) {
    return json == null ? absent : JsonLayout.indent(VisibleText.cut(json, VisibleText.LIMIT));
  }

  private static HtmlView.FrameRow frame(
      FrameView frame, String anchor, @Nullable Integer diverging) {
    boolean diverges = diverging != null && diverging == frame.seq();
    String hex = frame.hex();
    return new HtmlView.FrameRow(
        new FrameView(
            frame.seq(),
            frame.micros(),
            frame.from(),
            frame.to(),
            frame.stream(),
            frame.kind(),
            frame.summary(),
            null,
            hex == null ? null : VisibleText.cut(hex, MOST_HEX),
            frame.size(),
            frame.status()),
        Durations.millis(frame.micros()),
        diverges,
        diverges ? anchor + "-frame" : null,
        frame.json() == null ? null : layout(frame.json(), ""));
  }

  private static HtmlView.Step step(StepView step) {
    return switch (step.state()) {
      case DONE -> new HtmlView.Step(step, "good", "done");
      case DIVERGED -> new HtmlView.Step(step, "bad", "diverged");
      case NOT_REACHED -> new HtmlView.Step(step, "quiet", "not reached");
    };
  }

  private HtmlView.Verified verified(RequirementResult result) {
    RequirementInfo requirement = catalogue.get(result.id());
    return new HtmlView.Verified(
        result.id(),
        requirementAnchors.get(result.id()),
        tone(result.shown(), requirement == null ? "M" : requirement.level()),
        word(result.shown()),
        requirement == null ? "" : requirement.text());
  }

  /** An area with the states in it, for the sums. */
  private record Area(HtmlView.Area view, List<Coverage.State> states) {}

  private List<Area> areas() {
    Map<String, List<RequirementInfo>> byArea =
        catalogue.values().stream()
            .collect(
                Collectors.groupingBy(
                    RequirementInfo::area, LinkedHashMap::new, Collectors.toList()));
    return byArea.entrySet().stream().map(area -> area(area.getKey(), area.getValue())).toList();
  }

  private Area area(String name, List<RequirementInfo> requirements) {
    List<HtmlView.RequirementRow> rows = new ArrayList<>();
    List<Coverage.State> states = new ArrayList<>();
    for (RequirementInfo requirement : requirements) {
      Coverage coverage = Coverage.of(requirement, document.scenarios());
      states.add(coverage.state());
      rows.add(requirement(requirement, coverage));
    }
    return new Area(
        new HtmlView.Area(name, states.contains(Coverage.State.VIOLATED), states(states), rows),
        states);
  }

  private HtmlView.RequirementRow requirement(RequirementInfo requirement, Coverage coverage) {
    return new HtmlView.RequirementRow(
        requirement,
        requirementAnchors.getOrDefault(requirement.id(), ""),
        switch (requirement.level()) {
          case "M" -> "must";
          case "S" -> "should";
          case "Y" -> "may";
          default -> requirement.level();
        },
        switch (coverage.state()) {
          case HELD -> "good";
          case VIOLATED -> requirement.level().equals("M") ? "bad" : "warn";
          case NOT_SHOWN, NOT_VERIFIED -> "quiet";
        },
        word(coverage.state()),
        why(requirement, coverage.state()),
        coverage.shownBy().stream()
            .sorted(Comparator.comparing(showing -> showing.scenario().id()))
            .map(
                showing ->
                    new HtmlView.Link(
                        anchor(showing.scenario()),
                        showing.scenario().id(),
                        tone(showing.shown(), requirement.level()),
                        word(showing.shown())))
            .toList());
  }

  private static @Nullable String why(RequirementInfo requirement, Coverage.State state) {
    return switch (state) {
      case HELD, VIOLATED -> null;
      case NOT_SHOWN -> "No scenario got as far as showing it.";
      case NOT_VERIFIED ->
          requirement.unverified() == null
              ? "No scenario of this run verifies it."
              : requirement.unverified();
    };
  }

  private static String states(List<Coverage.State> states) {
    Map<Coverage.State, Integer> counts = new EnumMap<>(Coverage.State.class);
    states.forEach(state -> counts.merge(state, 1, Integer::sum));
    return List.of(
            Coverage.State.VIOLATED,
            Coverage.State.HELD,
            Coverage.State.NOT_SHOWN,
            Coverage.State.NOT_VERIFIED)
        .stream()
        .filter(counts::containsKey)
        .map(state -> counts.get(state) + " " + word(state))
        .collect(Collectors.joining(", "));
  }

  private static String word(Coverage.State state) {
    return switch (state) {
      case HELD -> "held";
      case VIOLATED -> "violated";
      case NOT_SHOWN -> "not shown";
      case NOT_VERIFIED -> "not verified";
    };
  }

  private static String tone(RequirementResult.Shown shown, String level) {
    return switch (shown) {
      case HELD -> "good";
      case VIOLATED -> level.equals("M") ? "bad" : "warn";
      case NOT_SHOWN -> "quiet";
    };
  }

  private static String word(RequirementResult.Shown shown) {
    return switch (shown) {
      case HELD -> "held";
      case VIOLATED -> "violated";
      case NOT_SHOWN -> "not shown";
    };
  }

  private String anchor(ScenarioResult scenario) {
    return scenarioAnchors.getOrDefault(scenario, "");
  }

  private static String key(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String tone(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "good";
      case WARNED, ERRORED -> "warn";
      case FAILED -> "bad";
      case UNSUPPORTED, NOT_RUN -> "quiet";
    };
  }

  private static String mark(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "✓";
      case WARNED -> "!";
      case FAILED -> "✕";
      case ERRORED -> "?";
      case UNSUPPORTED, NOT_RUN -> "–";
    };
  }
}

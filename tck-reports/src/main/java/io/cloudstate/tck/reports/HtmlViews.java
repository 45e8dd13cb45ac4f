package io.cloudstate.tck.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what the page shows for one document. */
final class HtmlViews {

  // Beyond so many rows with facts, only the script shows why a scenario did not pass.
  private static final int MOST_FACTS = 1_500;
  private static final int MOST_WORST = 5;
  private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private final ResultDocument document;
  private final Anchors anchors = new Anchors();
  private final RequirementViews requirements;
  private final IdentityHashMap<ScenarioResult, String> scenarioAnchors = new IdentityHashMap<>();

  private final IdentityHashMap<ScenarioResult, Evidence.Place> places;
  private final List<ScenarioResult> worstFirst;

  private HtmlViews(
      ResultDocument document, IdentityHashMap<ScenarioResult, Evidence.Place> places) {
    this.document = document;
    this.places = places;
    this.worstFirst = Tally.worstFirst(document.scenarios());
    this.requirements = new RequirementViews(document, anchors, this::anchor);
    for (ScenarioResult scenario : document.scenarios()) {
      scenarioAnchors.put(scenario, anchors.take("s-", scenario.id()));
    }
  }

  /**
   * The page of a document whose scenarios are digests.
   *
   * @param places where the evidence of each of them is
   */
  static HtmlView of(
      ResultDocument document, IdentityHashMap<ScenarioResult, Evidence.Place> places) {
    return new HtmlViews(document, places).view();
  }

  private HtmlView view() {
    RunHeader header = document.header();
    Scope scope = Scope.of(header);
    Standing standing = Standing.of(document);
    List<String> notes = new ArrayList<>(header.notes());
    RunFooter footer = document.footer();
    if (footer != null) {
      notes.addAll(footer.notes());
      stale(footer.known()).forEach(notes::add);
    }
    RequirementViews.Overview overview = requirements.overview();
    RunFooter.Counts counts = document.counts();
    boolean bad = standing.tone() == Standing.Tone.BAD && counts.failed() > 0;
    return new HtmlView(
        standing.label() + ": Cloudstate TCK, " + header.service().target(),
        standing,
        standing.tone().name().toLowerCase(Locale.ROOT),
        icon(standing.tone()),
        String.valueOf(bad ? counts.failed() : counts.passed()),
        "of %d %s%s"
            .formatted(
                header.planned(), scope.isPart() ? "selected " : "", bad ? "failed" : "passed"),
        worst(),
        ways(counts),
        "%s of %s".formatted(Tally.inWords(counts), scope.words()),
        shares(counts, header.planned()),
        List.of(side("Service", header.service()), side("Proxy", header.proxy())),
        run(),
        footer == null ? List.of() : footer.profiles().stream().map(HtmlViews::view).toList(),
        notes,
        Timeline.of(worstFirst, this::anchor),
        themes(),
        rows(),
        options(Tally.WORST_FIRST, scenario -> scenario.outcome()),
        options(
            Tally.byTheme(document.scenarios()).keySet().stream().toList(), ScenarioResult::theme),
        options(
            document.scenarios().stream().map(HtmlViews::blame).distinct().sorted().toList(),
            HtmlViews::blame),
        overview.areas(),
        overview.states(),
        overview.size(),
        header.kitVersion(),
        header.runId());
  }

  private static Stream<String> stale(@Nullable KnownSummary known) {
    return known == null
        ? Stream.empty()
        : known.stale().stream()
            .map(
                entry ->
                    "Stale known failure %s at %s: %s"
                        .formatted(entry.entry(), entry.place(), entry.why()));
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

  /** The parts of the bar of outcomes. */
  static List<HtmlView.Share> shares(RunFooter.Counts counts, int all) {
    int total = Math.max(1, Math.max(counts.total(), all));
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

  private static String icon(Standing.Tone tone) {
    String color =
        switch (tone) {
          case GOOD -> "2a8a57";
          case PART -> "5a626c";
          case BAD -> "c93440";
          case OPEN -> "b7791f";
        };
    return "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
        + "%3Ccircle cx='8' cy='8' r='7' fill='%23"
        + color
        + "'/%3E%3C/svg%3E";
  }

  /** One scenario for all that fail alike, then those that erred or do not gate. */
  private List<HtmlView.Worst> worst() {
    Stream<HtmlView.Worst> findings =
        Finding.of(worstFirst).stream().map(finding -> worst(finding.first(), alike(finding)));
    Stream<HtmlView.Worst> others =
        worstFirst.stream()
            .filter(
                s ->
                    s.outcome() == Outcome.ERRORED
                        || (s.outcome() == Outcome.FAILED && s.isSetAside()))
            .map(s -> worst(s, null));
    return Stream.concat(findings, others).limit(MOST_WORST).toList();
  }

  private HtmlView.Worst worst(ScenarioResult s, HtmlView.@Nullable Link alike) {
    return new HtmlView.Worst(
        anchor(s),
        VisibleText.cut(s.title(), 160),
        VisibleText.cut(
            FactSheet.headline(s)
                + (s.mismatch() == null ? "" : "; down to the " + blame(s))
                + (s.failsAsKnown() ? "; a known failure" : "")
                + (s.disputed() == null ? "" : "; disputed"),
            260),
        alike);
  }

  private static HtmlView.@Nullable Link alike(Finding finding) {
    return finding.scenarios().size() == 1
        ? null
        : new HtmlView.Link(
            String.join(
                "&",
                fragment("verdict", key(Outcome.FAILED)),
                fragment("violated", finding.requirement()),
                fragment("blame", finding.blame())),
            "See all %d that fail by %s"
                .formatted(finding.scenarios().size(), finding.requirement()));
  }

  /** Where to go first. */
  private static List<HtmlView.Link> ways(RunFooter.Counts counts) {
    List<HtmlView.Link> ways = new ArrayList<>();
    for (Outcome outcome : List.of(Outcome.FAILED, Outcome.ERRORED, Outcome.WARNED)) {
      int count = Tally.get(counts, outcome);
      if (count > 0) {
        ways.add(
            new HtmlView.Link(
                fragment("verdict", key(outcome)),
                "See the %d that %s".formatted(count, Tally.word(outcome))));
      }
    }
    return ways;
  }

  private <K> List<HtmlView.Option> options(List<K> keys, Function<ScenarioResult, K> property) {
    Map<K, Long> counts =
        document.scenarios().stream()
            .collect(Collectors.groupingBy(property, Collectors.counting()));
    return keys.stream()
        .filter(key -> counts.containsKey(key) && !"".equals(key))
        .map(
            key ->
                new HtmlView.Option(
                    key instanceof Outcome outcome ? key(outcome) : key.toString(),
                    key instanceof Outcome outcome ? Tally.word(outcome) : key.toString(),
                    counts.getOrDefault(key, 0L).intValue()))
        .toList();
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
                      fragment("theme", theme),
                      key(worst),
                      scenarios.size(),
                      occurring.stream()
                          .map(
                              outcome ->
                                  new HtmlView.Count(
                                      key(outcome),
                                      Tally.word(outcome),
                                      Tally.get(counts, outcome),
                                      fragment("verdict", key(outcome))
                                          + "&theme="
                                          + encoded(theme)))
                          .toList()));
            });
    return rows;
  }

  private List<HtmlView.Row> rows() {
    List<HtmlView.Row> rows = new ArrayList<>();
    int withFacts = 0;
    for (ScenarioResult scenario : worstFirst) {
      boolean facts = scenario.outcome() != Outcome.PASSED && withFacts++ < MOST_FACTS;
      rows.add(row(scenario, facts, rows.isEmpty()));
    }
    return rows;
  }

  private HtmlView.Row row(ScenarioResult scenario, boolean facts, boolean first) {
    boolean evident = scenario.outcome() == Outcome.FAILED || scenario.outcome() == Outcome.ERRORED;
    Evidence.Place place = places.get(scenario);
    MismatchView mismatch = scenario.mismatch();
    return new HtmlView.Row(
        anchor(scenario),
        key(scenario.outcome()),
        label(scenario),
        first && evident,
        scenario,
        place == null ? "" : place.block() + "." + place.line(),
        scenario.requirements().stream()
            .map(RequirementResult::id)
            .collect(Collectors.joining(" ")),
        blame(scenario),
        mismatch == null ? null : mismatch.requirement(),
        Durations.human(scenario.durationMicros()),
        facts,
        facts ? scenario.reason() : null,
        mismatch == null || !facts ? null : box(scenario, mismatch),
        scenario.remark());
  }

  private static String label(ScenarioResult scenario) {
    return Tally.word(scenario.outcome())
        + (scenario.failsAsKnown() ? ", known" : "")
        + (scenario.disputed() == null ? "" : ", disputed")
        + (scenario.isFlaky() ? ", flaky" : "");
  }

  private static String blame(ScenarioResult scenario) {
    MismatchView mismatch = scenario.mismatch();
    return mismatch == null ? "" : mismatch.blame();
  }

  private HtmlView.Box box(ScenarioResult scenario, MismatchView mismatch) {
    String step = mismatch.step() == 0 ? "After the last step" : "Step " + mismatch.step();
    return new HtmlView.Box(
        mismatch,
        tone(scenario.outcome()),
        step + (mismatch.frame() == null ? ", no frame came" : ", frame " + mismatch.frame()),
        requirements.anchor(mismatch.requirement()),
        requirements.text(mismatch.requirement()),
        mismatch.differences().stream().filter(d -> !FactSheet.isFirst(d, mismatch)).toList());
  }

  /** How binding it is, in a word. */
  static String level(RequirementInfo requirement) {
    return switch (requirement.level()) {
      case "M" -> "must";
      case "S" -> "should";
      case "Y" -> "may";
      default -> requirement.level();
    };
  }

  /** A part of the page's fragment that filters. */
  static String fragment(String name, String value) {
    return name + "=" + encoded(value);
  }

  /** As the page's own script writes it. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private String anchor(ScenarioResult scenario) {
    return scenarioAnchors.getOrDefault(scenario, "");
  }

  /** Of the style of an outcome. */
  static String key(Outcome outcome) {
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
}

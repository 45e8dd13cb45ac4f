package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.text.Anchors;
import io.cloudstate.tck.reports.text.VisibleText;
import io.cloudstate.tck.reports.verdict.FactSheet;
import io.cloudstate.tck.reports.verdict.Finding;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.reports.verdict.Standing;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what the page shows for one document. */
final class HtmlViews {

  private static final int MOST_WORST = 5;

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
        Looks.icon(standing.tone()),
        String.valueOf(bad ? counts.failed() : counts.passed()),
        "of %d %s%s"
            .formatted(
                header.planned(), scope.isPart() ? "selected " : "", bad ? "failed" : "passed"),
        worst(),
        ways(counts),
        "%s of %s".formatted(Tally.inWords(counts), scope.words()),
        Share.of(counts, header.planned()),
        List.of(side("Service", header.service()), side("Proxy", header.proxy())),
        RunFacts.of(document),
        footer == null ? List.of() : footer.profiles().stream().map(HtmlViews::view).toList(),
        notes,
        Timeline.of(worstFirst, this::anchor),
        themes(),
        new ScenarioRows(this::anchor, places, requirements).of(worstFirst),
        options(Tally.WORST_FIRST, scenario -> scenario.outcome()),
        options(
            Tally.byTheme(document.scenarios()).keySet().stream().toList(), ScenarioResult::theme),
        options(
            document.scenarios().stream().map(ScenarioResult::blame).distinct().sorted().toList(),
            ScenarioResult::blame),
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
    return new HtmlView.Profile(result.profile(), result.words(), tone, result.detail());
  }

  private static HtmlView.Side side(String title, TargetInfo target) {
    return new HtmlView.Side(title, target.target(), target.facts());
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
                + (s.mismatch() == null ? "" : "; down to the " + s.blame())
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
                PageFilter.of("verdict", Looks.key(Outcome.FAILED)),
                PageFilter.of("violated", finding.requirement()),
                PageFilter.of("blame", finding.blame())),
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
                PageFilter.of("verdict", Looks.key(outcome)),
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
                    key instanceof Outcome outcome ? Looks.key(outcome) : key.toString(),
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
                      PageFilter.of("theme", theme),
                      Looks.key(worst),
                      scenarios.size(),
                      occurring.stream()
                          .map(
                              outcome ->
                                  new HtmlView.Count(
                                      Looks.key(outcome),
                                      Tally.word(outcome),
                                      Tally.get(counts, outcome),
                                      PageFilter.of("verdict", Looks.key(outcome))
                                          + "&"
                                          + PageFilter.of("theme", theme)))
                          .toList()));
            });
    return rows;
  }

  private String anchor(ScenarioResult scenario) {
    return scenarioAnchors.getOrDefault(scenario, "");
  }
}

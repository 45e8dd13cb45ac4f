package io.cloudstate.tck.reports.format;

import io.cloudstate.tck.reports.document.KnownSummary;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.reports.file.DocumentRenderer;
import io.cloudstate.tck.reports.text.VisibleText;
import io.cloudstate.tck.reports.verdict.FactSheet;
import io.cloudstate.tck.reports.verdict.Finding;
import io.cloudstate.tck.reports.verdict.Scope;
import io.cloudstate.tck.reports.verdict.Standing;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A summary for a pull request or a job: the verdict, what was tested, counts, and the failures as
 * facts, worst first. It stays below 60 KiB, and says how many failures that left out.
 */
final class MarkdownRenderer implements DocumentRenderer {

  /** The most bytes of UTF-8 that a summary has; GitHub refuses a comment of more than 64 KiB. */
  static final int LIMIT_BYTES = 60 * 1024;

  private static final int RESERVED_BYTES = 512;
  private static final int SENTENCE = 500;
  private static final int NAME = 120;
  private static final int LAST_LINES = 4_000;
  private static final int MAX_IDS = 10;
  private static final int MAX_ROWS = 40;
  private static final int MAX_FACTS = 16;

  @Override
  public void render(ResultDocument document, Writer out) throws IOException {
    StringBuilder text = new StringBuilder();
    render(document, text, LIMIT_BYTES);
    out.write(text.toString());
  }

  /** The same within another limit. */
  static void render(ResultDocument document, StringBuilder text, int limitBytes) {
    verdict(text, document);
    tested(text, document.header());
    lastLines(text, document.header().service());
    profiles(text, document);
    themes(text, document.scenarios());
    stale(text, document.footer());
    findings(text, document);
    failures(text, document.scenarios(), limitBytes);
  }

  private static void verdict(StringBuilder text, ResultDocument document) {
    Standing standing = Standing.of(document);
    String mark =
        switch (standing.tone()) {
          case GOOD -> "✅";
          case PART -> "ℹ️";
          case BAD -> "❌";
          case OPEN -> "⚠️";
        };
    text.append("## ").append(mark).append(" Cloudstate TCK: ").append(standing.label());
    text.append("\n\n**").append(MarkdownText.inline(standing.sentence(), SENTENCE)).append("**\n");
    text.append(Tally.inWords(document.counts()))
        .append(" of ")
        .append(MarkdownText.inline(Scope.of(document.header()).words(), SENTENCE));
    int known = Tally.known(document.scenarios(), Outcome.FAILED);
    int disputed = Tally.disputed(document.scenarios());
    text.append(known == 0 ? "" : "; %d of the failed are known failures".formatted(known))
        .append(disputed == 0 ? "" : "; %d of the failed are disputed".formatted(disputed))
        .append(".\n");
    if (standing.caveat() != null) {
      text.append("\n> ").append(MarkdownText.inline(standing.caveat(), SENTENCE)).append('\n');
    }
  }

  private static void tested(StringBuilder text, RunHeader header) {
    text.append("\n| | Target | Says of itself |\n|---|---|---|\n");
    side(text, "Service", header.service());
    side(text, "Proxy", header.proxy());
    text.append("\nKit ")
        .append(MarkdownText.code(header.kitVersion(), NAME))
        .append(", scenarios ")
        .append(MarkdownText.code(header.scenarioSet(), NAME))
        .append(", protocol ")
        .append(MarkdownText.code(header.protocolVersion(), NAME))
        .append(", seed `%d`.\n".formatted(header.seed()));
    bullets(text, header.notes());
  }

  /** Why a candidate does not answer mostly stands in the last that it wrote. */
  private static void lastLines(StringBuilder text, TargetInfo service) {
    service
        .fact(TargetInfo.LAST_LINES)
        .ifPresent(
            lines ->
                text.append("\nThe last lines that the service wrote:\n\n")
                    .append(MarkdownText.block(VisibleText.block(lines, LAST_LINES))));
  }

  private static void profiles(StringBuilder text, ResultDocument document) {
    RunFooter footer = document.footer();
    if (footer == null || footer.profiles().isEmpty()) {
      return;
    }
    text.append("\n| Profile | | |\n|---|---|---|\n");
    for (ProfileResult profile : footer.profiles()) {
      text.append(
          "| %s | %s | %s |\n"
              .formatted(
                  MarkdownText.code(profile.profile(), NAME),
                  profile.words(),
                  MarkdownText.inline(profile.detail(), SENTENCE)));
    }
  }

  private static void side(StringBuilder text, String name, TargetInfo side) {
    StringBuilder facts = new StringBuilder();
    side.facts().stream()
        .filter(fact -> !fact.name().equals(TargetInfo.LAST_LINES))
        .limit(8)
        .forEach(
            fact ->
                facts
                    .append(facts.isEmpty() ? "" : ", ")
                    .append(MarkdownText.inline(fact.name(), 40))
                    .append(' ')
                    .append(MarkdownText.code(fact.value(), NAME)));
    text.append(
        "| %s | %s | %s |\n".formatted(name, MarkdownText.code(side.target(), NAME), facts));
  }

  private static void bullets(StringBuilder text, List<String> notes) {
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.stream()
          .limit(MAX_FACTS)
          .forEach(note -> text.append("- ").append(MarkdownText.inline(note, 300)).append('\n'));
      more(text, notes.size() - MAX_FACTS, "notes");
    }
  }

  private static void stale(StringBuilder text, @Nullable RunFooter footer) {
    KnownSummary known = footer == null ? null : footer.known();
    if (known == null || known.stale().isEmpty()) {
      return;
    }
    text.append("\n### Stale known failures\n\n");
    known.stale().stream()
        .limit(MAX_FACTS)
        .forEach(
            stale ->
                text.append("- ")
                    .append(MarkdownText.code(stale.entry(), NAME))
                    .append(' ')
                    .append(MarkdownText.inline(stale.why(), 300))
                    .append(" (")
                    .append(MarkdownText.inline(stale.place(), NAME))
                    .append(")\n"));
    more(text, known.stale().size() - MAX_FACTS, "stale entries");
  }

  private static void themes(StringBuilder text, List<ScenarioResult> scenarios) {
    if (scenarios.isEmpty()) {
      return;
    }
    text.append("\n| Theme |");
    Tally.WORST_FIRST.forEach(outcome -> text.append(' ').append(Tally.word(outcome)).append(" |"));
    text.append("\n|---|").append("--:|".repeat(Tally.WORST_FIRST.size())).append('\n');
    Map<String, List<ScenarioResult>> themes = Tally.byTheme(scenarios);
    themes.entrySet().stream()
        .limit(MAX_ROWS)
        .forEach(
            theme ->
                row(text, MarkdownText.inline(theme.getKey(), NAME), Tally.of(theme.getValue())));
    row(text, "**All**", Tally.of(scenarios));
    more(text, themes.size() - MAX_ROWS, "themes");
  }

  private static void row(StringBuilder text, String name, RunFooter.Counts counts) {
    text.append("| ").append(name).append(" |");
    for (Outcome outcome : Tally.WORST_FIRST) {
      int count = Tally.get(counts, outcome);
      text.append(' ').append(count == 0 ? "·" : String.valueOf(count)).append(" |");
    }
    text.append('\n');
  }

  /** Worth saying only where something failed in more than one scenario. */
  private static void findings(StringBuilder text, ResultDocument document) {
    List<Finding> findings = Finding.of(Tally.worstFirst(document.scenarios()));
    if (findings.stream().allMatch(finding -> finding.scenarios().size() == 1)) {
      return;
    }
    text.append("\n| Violated | by the | scenarios | look first at |\n|---|---|--:|---|\n");
    findings.stream()
        .limit(MAX_FACTS)
        .forEach(
            finding ->
                text.append(
                    "| %s | %s | %d | %s |\n"
                        .formatted(
                            MarkdownText.code(finding.requirement(), NAME),
                            MarkdownText.inline(finding.blame(), NAME),
                            finding.scenarios().size(),
                            MarkdownText.code(finding.first().id(), NAME))));
    more(text, findings.size() - MAX_FACTS, "requirements");
  }

  private static void failures(StringBuilder text, List<ScenarioResult> scenarios, int limitBytes) {
    List<ScenarioResult> notPassed =
        Tally.worstFirst(scenarios).stream()
            .filter(scenario -> scenario.outcome() != Outcome.PASSED)
            .sorted(Comparator.comparing(ScenarioResult::isSetAside))
            .toList();
    int used = bytes(text);
    int shown = 0;
    for (List<ScenarioResult> alike : alike(notPassed)) {
      StringBuilder next = new StringBuilder();
      if (alike.size() == 1) {
        failure(next, alike.get(0));
      } else {
        skipped(next, alike);
      }
      if (used + bytes(next) > limitBytes - RESERVED_BYTES) {
        break;
      }
      text.append(next);
      used += bytes(next);
      shown += alike.size();
    }
    more(
        text,
        notPassed.size() - shown,
        "of %d scenarios that did not pass; all of them are in %s"
            .formatted(notPassed.size(), ReportFormat.HTML.fileName()));
  }

  /** The same in the same order, but that what was skipped for one reason stands together. */
  private static Collection<List<ScenarioResult>> alike(List<ScenarioResult> scenarios) {
    return scenarios.stream()
        .collect(
            Collectors.groupingBy(
                s -> isSkipped(s) ? Tally.word(s.outcome()) + FactSheet.headline(s) : s,
                LinkedHashMap::new,
                Collectors.toList()))
        .values();
  }

  private static boolean isSkipped(ScenarioResult scenario) {
    return !scenario.isSetAside()
        && (scenario.outcome() == Outcome.UNSUPPORTED || scenario.outcome() == Outcome.NOT_RUN);
  }

  private static void skipped(StringBuilder text, List<ScenarioResult> alike) {
    ScenarioResult first = alike.get(0);
    text.append("\n- %d %s\\: ".formatted(alike.size(), Tally.word(first.outcome())))
        .append(MarkdownText.inline(FactSheet.headline(first), SENTENCE))
        .append(" These are ")
        .append(
            alike.stream()
                .limit(MAX_IDS)
                .map(scenario -> MarkdownText.code(scenario.id(), NAME))
                .collect(Collectors.joining(", ")))
        .append(
            alike.size() > MAX_IDS ? " and %d more.\n".formatted(alike.size() - MAX_IDS) : ".\n");
  }

  private static void failure(StringBuilder text, ScenarioResult scenario) {
    String remark = scenario.remark();
    if (remark != null && scenario.isSetAside()) {
      text.append("\n- %s ".formatted(MarkdownText.code(scenario.id(), NAME)))
          .append(MarkdownText.inline(remark, SENTENCE))
          .append('\n');
      return;
    }
    if (isSkipped(scenario)) {
      text.append("\n- %s ".formatted(MarkdownText.code(scenario.id(), NAME)))
          .append(Tally.word(scenario.outcome()))
          .append("\\: ")
          .append(MarkdownText.inline(FactSheet.headline(scenario), 300))
          .append('\n');
      return;
    }
    text.append(
        "\n### %s %s\n\n"
            .formatted(Tally.word(scenario.outcome()), MarkdownText.code(scenario.id(), NAME)));
    text.append(MarkdownText.block(FactSheet.text(FactSheet.of(scenario), SENTENCE, MAX_FACTS)));
  }

  private static void more(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append("\n… and %d more %s.\n".formatted(count, what));
    }
  }

  private static int bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}

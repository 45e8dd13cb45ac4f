package io.cloudstate.tck.reports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.reports.Fixtures;
import io.cloudstate.tck.reports.document.ResultEvent;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.file.ResultsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFormatTest {

  @TempDir Path dir;

  @Test
  void aListIsReadInItsOrderEachOnce() {
    assertThat(ReportFormat.parse("md, jsonl,HTML,junit,md"))
        .containsExactly(
            ReportFormat.MARKDOWN, ReportFormat.JSONL, ReportFormat.HTML, ReportFormat.JUNIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "jsonl,xml"})
  void anUnknownNameIsRefusedWithTheKnownOnes(String list) {
    assertThatThrownBy(() -> ReportFormat.parse(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown name \"xml\" in the list of report formats \"%s\". Known are jsonl, junit, html, md, badge; separate several by commas, as in jsonl,html."
                .formatted(list));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jsonl,", ",", " "})
  void anEmptyNameIsRefused(String list) {
    assertThatThrownBy(() -> ReportFormat.parse(list)).hasMessageStartingWith("An empty name in");
  }

  @ParameterizedTest
  @EnumSource(names = {"JUNIT", "HTML", "MARKDOWN"})
  void fromTheStartTheFileSaysThatTheRunIsIncomplete(ReportFormat format) throws IOException {
    Path deep = Files.createDirectories(dir.resolve("new/deep"));
    Path file = deep.resolve(format.fileName());
    Files.writeString(file, "an older run's success");

    ResultWriter writer = format.open(deep);

    assertThat(Files.readString(file)).contains("ncomplete").doesNotContain("older run");
    writer.close();
    assertThat(Files.readString(file)).contains("ncomplete");
    assertThat(namesIn(deep)).containsExactly(format.fileName());
  }

  @ParameterizedTest
  @EnumSource
  void closedWithoutFooterTheFileIsValidAndPartial(ReportFormat format) throws IOException {
    try (ResultWriter writer = format.open(dir)) {
      Fixtures.partial().replayInto(writer);
    }

    String text = Files.readString(dir.resolve(format.fileName()));
    if (format == ReportFormat.JSONL) {
      assertThat(ResultsReader.read(dir.resolve(format.fileName())).complete()).isFalse();
    } else if (format == ReportFormat.BADGE) {
      assertThat(text).contains(">incomplete<");
    } else {
      assertThat(text).contains("12 of 60 planned");
    }
  }

  @Test
  void allFormatsAreWrittenTogether() throws IOException {
    try (ResultWriter writer = ReportFormat.openAll(List.of(ReportFormat.values()), dir)) {
      Fixtures.mixed().replayInto(writer);
    }

    assertThat(namesIn(dir))
        .containsExactlyInAnyOrder(
            "results.jsonl", "junit.xml", "report.html", "report.md", "badge.svg", "badge.json");
  }

  @Test
  void aFailingWriterDoesNotKeepTheOthersFromTheirEvents() throws IOException {
    ResultWriter broken =
        new ResultWriter() {
          @Override
          public void accept(ResultEvent event) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public void close() {}
        };
    try (ResultWriter writer =
        ResultWriter.all(List.of(broken, ReportFormat.JSONL.open(dir), broken))) {
      assertThatThrownBy(() -> writer.accept(Fixtures.header(0)))
          .hasMessage("disk full")
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }
    assertThat(Files.readAllLines(dir.resolve("results.jsonl"))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void eventsOutOfOrderAreRefused(ReportFormat format) throws IOException {
    try (ResultWriter writer = format.open(dir)) {
      assertThatThrownBy(() -> writer.accept(Fixtures.passing(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("A result document got a ScenarioResult where it expects a header.");
      Fixtures.empty().replayInto(writer);
      assertThatThrownBy(() -> writer.accept(Fixtures.passing(1)))
          .hasMessageContaining("the footer has been");
    }
  }

  private static List<String> namesIn(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}

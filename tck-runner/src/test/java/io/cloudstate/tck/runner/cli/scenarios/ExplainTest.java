package io.cloudstate.tck.runner.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is to be judged, explained in the terminal and as pages. */
final class ExplainTest {

  private static final ScenarioSet SET = Specs.load();

  @TempDir private Path folder = Path.of(".");

  private static String explained(String id) {
    Cli cli = Cli.tck("explain", id);
    assertThat(cli.status()).as(cli.all()).isZero();
    return cli.out();
  }

  @Test
  void aScenarioIsExplainedWithTheFramesOfItsSteps() {
    assertThat(explained("event-sourced/emits-in-order"))
        .contains("event-sourced/emits-in-order (direct; hash ")
        .contains("ES-06 (")
        .contains("Needs: cloudstate.tck.model.EventSourcedTckModel")
        .contains("1. init\n     ")
        .contains("Run it: tck run --include event-sourced/emits-in-order");
  }

  @Test
  void aRequirementIsExplainedWithWhatVerifiesAndWhatViolatesIt() {
    assertThat(explained("es-06"))
        .contains("ES-06 (")
        .contains("Verified by event-sourced/emits-in-order: ")
        .contains("Violated by service/reply-before-events: ");
  }

  @Test
  void ofARequirementThatIsVerifiedInPartTheRestIsSaid() throws IOException {
    for (String id : List.of("ES-08", "ES-09", "CRDT-12", "CRDT-15")) {
      assertThat(explained(id)).contains("  Not shown: that ").contains("  Verified by ");
    }
    assertThat(explained("ES-06")).doesNotContain("Not shown");
    Cli.tck("docs", folder.resolve("docs").toString());
    assertThat(Files.readString(folder.resolve("docs").resolve("index.html")))
        .containsOnlyOnce("Not shown: that events are persisted all or none");
  }

  @Test
  void aBugIsExplainedWithWhereItIsAndWhatFindsIt() {
    assertThat(explained("service/reply-before-events"))
        .contains("Violates ES-06 (")
        .contains("the reference service, by a switch")
        .contains("See it found: tck run --defect service/reply-before-events --include ES-06");
    assertThat(explained("service-wire/command-id-off-by-one"))
        .contains("on the wire, beside the candidate:")
        .contains("where reply.command_id is *: add reply.command_id 1");
  }

  @Test
  void everyBugAndEveryRequirementCanBeExplained() {
    String list = Cli.tck("list", "--defects").out();
    for (Defect defect : Defects.all()) {
      assertThat(list).contains(defect.id());
    }
    for (String id :
        List.of(
            Defects.all().get(0).id(),
            Defects.all().get(Defects.all().size() - 1).id(),
            SET.scenarios().get(0).id())) {
      assertThat(explained(id)).contains(id);
    }
  }

  @Test
  void anIdThatNobodyKnowsIsRefusedWithWhatIsNear() {
    Cli cli = Cli.tck("explain", "emits-in-ord");
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("Near it: event-sourced/emits-in-order").contains("tck list");
    assertThat(Cli.tck("explain", "ES-6").err()).contains("Near it: ES-06");
    assertThat(Cli.tck("explain", "emit-in-oder").err())
        .contains("Near it: event-sourced/emits-in-order");
    assertThat(Cli.tck("explain", "service/reply-befor-event").err())
        .contains("Near it: service/reply-before-events");
    assertThat(Cli.tck("explain", "x".repeat(100_000)).err())
        .doesNotContain("Near it")
        .hasLineCount(1);
    assertThat(Cli.tck("explain", "\u001b[31m").err()).doesNotContain("\u001b");
  }

  @Test
  void withoutAnIdItIsSaidWhatCanBeExplained() {
    Cli cli = Cli.tck("explain");
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("What is to be explained?").hasLineCount(1);
  }

  @Test
  void aBugThatNobodyKnowsIsRefusedWithWhatIsNear() {
    Cli cli = Cli.tck("run", "--defect", "service/effect-reversed");
    assertThat(cli.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(cli.err()).contains("Near it: service/effects-reversed.").hasSizeLessThan(300);
    assertThat(Cli.tck("run", "--defect", "nope").err()).contains("tck list --defects");
  }

  @Test
  void thePagesHoldAllThereIsAndEveryLinkLeadsSomewhere() throws IOException {
    Cli cli = Cli.tck("docs", folder.resolve("new").resolve("docs").toString());
    assertThat(cli.status()).as(cli.all()).isZero();
    Path docs = folder.resolve("new").resolve("docs");
    Map<String, String> pages = new HashMap<>();
    try (var files = Files.list(docs)) {
      for (Path file : files.toList()) {
        pages.put(String.valueOf(file.getFileName()), Files.readString(file));
      }
    }
    assertThat(pages).containsKeys("index.html", "event-sourced.html", "defects.html");
    String index = pages.getOrDefault("index.html", "");
    assertThat(index).contains("<code>reportError</code>").doesNotContain("`");
    for (Requirement requirement : SET.catalogue().requirements()) {
      assertThat(index).contains("id=\"" + requirement.id() + "\"");
    }
    for (Scenario scenario : SET.scenarios()) {
      assertThat(pages.getOrDefault(scenario.theme() + ".html", ""))
          .contains("id=\"" + scenario.id() + "\"")
          .contains(scenario.hash());
    }
    assertThat(broken(pages)).isEmpty();
    for (String page : pages.values()) {
      assertThat(page).doesNotContain("http://", "https://", "<script", "src=");
    }
  }

  private static List<String> broken(Map<String, String> pages) {
    List<String> broken = new ArrayList<>();
    Pattern link = Pattern.compile("href=\"([^\"#]*)(?:#([^\"]*))?\"");
    pages.forEach(
        (name, text) -> {
          Matcher links = link.matcher(text);
          while (links.find()) {
            String target = links.group(1).isEmpty() ? name : links.group(1);
            String anchor = links.group(2);
            String page = pages.getOrDefault(target, "");
            if (page.isEmpty() || (anchor != null && !page.contains("id=\"" + anchor + "\""))) {
              broken.add(name + ": " + links.group());
            }
          }
        });
    return broken;
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Cli cli = Cli.tck("docs", file.toString());
    assertThat(cli.status()).isEqualTo(ExitStatus.COULD_NOT_RUN);
    assertThat(cli.err()).contains("the reference cannot be written").doesNotContain("\tat ");
  }
}

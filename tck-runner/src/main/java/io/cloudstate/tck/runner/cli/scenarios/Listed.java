package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.runner.cli.terminal.Wording;
import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.List;
import java.util.Locale;

/** What there is, as {@code tck list --json} writes it; the names are for programs and stay. */
final class Listed {

  private Listed() {}

  /** A scenario. */
  record Scenario(String id, String title, String theme, String topology, List<String> verifies) {

    static Scenario of(io.cloudstate.tck.specs.Scenario scenario) {
      return new Scenario(
          scenario.id(),
          scenario.title(),
          scenario.theme(),
          scenario.topology().word(),
          scenario.verifies());
    }
  }

  /**
   * A requirement.
   *
   * @param level must, should or may
   * @param subject service, proxy or both
   * @param unverified why no scenario verifies it, where none does; else empty
   * @param notShown what of it no scenario shows, and why; else empty
   */
  record Requirement(
      String id,
      String area,
      String level,
      String subject,
      String text,
      List<String> verifiedBy,
      String unverified,
      String notShown) {

    static Requirement of(io.cloudstate.tck.specs.Requirement requirement, ScenarioSet set) {
      return new Requirement(
          requirement.id(),
          requirement.area(),
          Wording.level(requirement),
          requirement.subject().name().toLowerCase(Locale.ROOT),
          requirement.text(),
          set.verifying(requirement.id()).stream()
              .map(io.cloudstate.tck.specs.Scenario::id)
              .toList(),
          requirement.unverified().orElse(""),
          requirement.notShown().orElse(""));
    }
  }

  /** A bug. */
  record Bug(String id, String requirement, String title) {

    static Bug of(Defect defect) {
      return new Bug(defect.id(), defect.requirement(), defect.title());
    }
  }
}

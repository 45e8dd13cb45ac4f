package io.cloudstate.tck.reports.reference;

import java.util.List;

/**
 * All that the kit judges, for people to read.
 *
 * @param kitVersion version of the kit
 * @param scenarioSet version and content hash of the scenario set
 * @param protocolVersion the Cloudstate protocol version judged
 * @param areas the requirements, by area, in the order of the specification
 * @param themes the scenarios, by theme
 * @param defects bugs that the kit can put into the reference pair to see itself find them
 */
public record Reference(
    String kitVersion,
    String scenarioSet,
    String protocolVersion,
    List<Area> areas,
    List<Theme> themes,
    List<Defect> defects) {

  public Reference {
    areas = List.copyOf(areas);
    themes = List.copyOf(themes);
    defects = List.copyOf(defects);
  }

  /** Requirements under one heading. */
  public record Area(String name, List<Requirement> requirements) {

    public Area {
      requirements = List.copyOf(requirements);
    }
  }

  /**
   * One rule.
   *
   * @param binding who must, should or may
   * @param unverified why no scenario verifies it, or empty
   * @param notShown what of it no scenario shows, and why, or empty
   * @param scenarios what verifies it
   * @param defects ids of the bugs that violate it
   */
  public record Requirement(
      String id,
      String binding,
      String text,
      String unverified,
      String notShown,
      List<Link> scenarios,
      List<String> defects) {

    public Requirement {
      scenarios = List.copyOf(scenarios);
      defects = List.copyOf(defects);
    }
  }

  /** A scenario, by id and theme. */
  public record Link(String id, String theme) {}

  /** Scenarios of one file. */
  public record Theme(String name, List<Scenario> scenarios) {

    public Theme {
      scenarios = List.copyOf(scenarios);
    }
  }

  /**
   * One thing that is tried.
   *
   * @param requirements ids of what it verifies
   * @param services what a candidate must announce for it
   * @param disputed why its failure does not gate, or empty
   */
  public record Scenario(
      String id,
      String title,
      String topology,
      String hash,
      List<String> requirements,
      List<String> services,
      String disputed,
      List<Step> steps) {

    public Scenario {
      requirements = List.copyOf(requirements);
      services = List.copyOf(services);
      steps = List.copyOf(steps);
    }
  }

  /** A step as written, and what it expands to. */
  public record Step(int number, String written, List<String> expanded) {

    public Step {
      expanded = List.copyOf(expanded);
    }
  }

  /** A bug that can be put in on purpose. */
  public record Defect(String id, String title, String requirement) {}
}

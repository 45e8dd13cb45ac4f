package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.verdict.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page shows, decided and put into words before the template lays it out. */
record HtmlView(
    String title,
    Standing standing,
    String tone,
    String icon,
    String number,
    String numberOf,
    List<Worst> worst,
    List<Link> ways,
    String counts,
    List<Share> shares,
    List<Side> sides,
    List<Fact> run,
    List<Profile> profiles,
    List<String> notes,
    @Nullable Timeline timeline,
    List<ThemeRow> themes,
    List<Row> scenarios,
    List<Option> verdictOptions,
    List<Option> themeOptions,
    List<Option> blameOptions,
    List<Area> areas,
    String requirementCounts,
    int requirementTotal,
    String kitVersion,
    String runId) {

  /** One of the first scenarios to look at, and what is wrong in one line. */
  record Worst(String anchor, String title, String what, @Nullable Link alike) {}

  /** The service or the proxy. */
  record Side(String title, String target, List<Fact> facts) {}

  /** What the run says of a part of the protocol. */
  record Profile(String name, String state, String tone, String detail) {}

  /**
   * Counts of a theme, one for each outcome that occurs in the run.
   *
   * @param filter fragment that shows its scenarios
   */
  record ThemeRow(String name, String filter, String tone, int total, List<Count> counts) {}

  /**
   * A count of one outcome.
   *
   * @param filter fragment that shows the scenarios counted
   */
  record Count(String key, String label, int count, String filter) {}

  /** A value to filter by, and how many scenarios have it. */
  record Option(String key, String label, int count) {}

  /**
   * One scenario.
   *
   * @param place block and line of its evidence, as {@code 3.17}
   * @param requirements ids of those that it verifies, separated by spaces
   * @param facts whether the page itself says why it did not pass, and how to run it again
   * @param why one sentence
   * @param box the first divergence
   * @param remark what a file of known failures says of it, or the catalogue
   */
  record Row(
      String anchor,
      String key,
      String label,
      boolean open,
      ScenarioResult result,
      String place,
      String requirements,
      String blame,
      @Nullable String violated,
      String duration,
      boolean facts,
      @Nullable String why,
      @Nullable Box box,
      @Nullable String remark) {}

  /**
   * The first divergence.
   *
   * @param at the step and the frame in words
   * @param others how many other differences there are
   */
  record Box(
      MismatchView mismatch,
      String tone,
      String at,
      @Nullable String requirementAnchor,
      String requirementText,
      List<MismatchView.Difference> others) {}

  /**
   * The requirements of one area.
   *
   * @param open whether something in it was violated
   */
  record Area(String name, String anchor, boolean open, String counts, List<RequirementRow> rows) {}

  /**
   * One requirement of the catalogue.
   *
   * @param cell what stands in the map
   * @param filter fragment that shows the scenarios that verify it
   * @param scenarios how many these are
   * @param links those that violate it
   */
  record RequirementRow(
      RequirementInfo info,
      String anchor,
      String cell,
      String level,
      String tone,
      String mark,
      String state,
      @Nullable String why,
      String filter,
      int scenarios,
      List<Link> links) {}

  /** A link within the page. */
  record Link(String fragment, String text) {}
}

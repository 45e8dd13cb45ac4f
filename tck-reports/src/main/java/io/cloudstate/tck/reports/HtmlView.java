package io.cloudstate.tck.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page shows, decided and put into words before the template lays it out. */
record HtmlView(
    String title,
    Standing standing,
    String tone,
    String counts,
    List<Share> shares,
    List<Side> sides,
    List<Fact> run,
    List<Profile> profiles,
    List<String> notes,
    List<ThemeRow> themes,
    List<Card> scenarios,
    List<Area> areas,
    String requirementCounts,
    String kitVersion,
    String runId) {

  /**
   * A part of the bar of outcomes.
   *
   * @param key of the style
   * @param x start, in thousandths of the bar
   * @param width in thousandths of the bar
   */
  record Share(String key, String label, int count, int x, int width) {}

  /** The service or the proxy. */
  record Side(String title, String target, List<Fact> facts) {}

  /** What the run says of a part of the protocol. */
  record Profile(String name, String state, String tone, String detail) {}

  /**
   * Counts of a theme, one for each outcome that occurs in the run.
   *
   * @param first anchor of its first scenario in the page
   */
  record ThemeRow(String name, String first, String tone, int total, List<Count> counts) {}

  /** A count of one outcome. */
  record Count(String key, String label, int count) {}

  /** One scenario. */
  record Card(
      String anchor,
      String key,
      String mark,
      String label,
      boolean open,
      ScenarioResult result,
      String duration,
      String started,
      @Nullable String headline,
      @Nullable Box box,
      List<Verified> verified,
      List<Step> steps,
      List<FrameRow> frames,
      int framesLeftOut,
      @Nullable String log,
      @Nullable String traceLink) {}

  /** A requirement that a scenario verifies. */
  record Verified(String id, @Nullable String anchor, String tone, String state, String text) {}

  /** A step. */
  record Step(StepView view, String tone, String state) {}

  /** The first divergence. */
  record Box(
      MismatchView mismatch,
      String tone,
      @Nullable String requirementAnchor,
      String requirementText,
      @Nullable String frameAnchor,
      @Nullable LineDiff json) {}

  /** One frame. */
  record FrameRow(
      FrameView view,
      String time,
      boolean diverges,
      @Nullable String anchor,
      @Nullable String json) {}

  /**
   * The requirements of one area.
   *
   * @param open whether something in it was violated
   */
  record Area(String name, boolean open, String counts, List<RequirementRow> rows) {}

  /** One requirement of the catalogue. */
  record RequirementRow(
      RequirementInfo info,
      String anchor,
      String level,
      String tone,
      String state,
      @Nullable String why,
      List<Link> links) {}

  /** A link to a scenario, and what that scenario says of the requirement. */
  record Link(String anchor, String text, String tone, String state) {}
}

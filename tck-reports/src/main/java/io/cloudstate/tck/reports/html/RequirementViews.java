package io.cloudstate.tck.reports.html;

import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.RequirementResult;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.text.Anchors;
import io.cloudstate.tck.reports.verdict.Coverage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what the page shows of the requirements. */
final class RequirementViews {

  private static final int MOST_LINKS = 12;
  private static final Pattern NUMBERED = Pattern.compile("[A-Z]{1,8}-[0-9]{1,4}");

  private final Map<String, RequirementInfo> catalogue = new LinkedHashMap<>();
  private final Map<String, String> own = new HashMap<>();
  private final Map<String, Coverage> coverage;
  private final Anchors anchors;
  private final Function<ScenarioResult, String> places;

  /**
   * Those of a document.
   *
   * @param anchors of the page
   * @param places the anchors of its scenarios
   */
  RequirementViews(
      ResultDocument document, Anchors anchors, Function<ScenarioResult, String> places) {
    this.coverage = Coverage.of(document.scenarios());
    this.anchors = anchors;
    this.places = places;
    for (RequirementInfo requirement : document.header().requirements()) {
      catalogue.put(requirement.id(), requirement);
      own.put(requirement.id(), anchors.take("r-", requirement.id()));
    }
  }

  /** How many of them came out how, and all of them by area. */
  record Overview(List<HtmlView.Area> areas, String states, int size) {}

  Overview overview() {
    List<Area> areas = byArea();
    return new Overview(
        areas.stream().map(Area::view).toList(),
        states(areas.stream().flatMap(area -> area.states().stream()).toList()),
        catalogue.size());
  }

  /** Where one is on the page; null where it is none of the catalogue. */
  @Nullable String anchor(String id) {
    return own.get(id);
  }

  /** What one says. */
  String text(String id) {
    RequirementInfo requirement = catalogue.get(id);
    return requirement == null ? "This requirement is not in the catalogue." : requirement.text();
  }

  /** An area with the states in it, for the sums. */
  private record Area(HtmlView.Area view, List<Coverage.State> states) {}

  private List<Area> byArea() {
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
      Coverage shown = coverage.getOrDefault(requirement.id(), Coverage.NONE);
      states.add(shown.state());
      rows.add(requirement(requirement, shown));
    }
    return new Area(
        new HtmlView.Area(
            name,
            anchors.take("a-", name),
            states.contains(Coverage.State.VIOLATED),
            states(states),
            rows),
        states);
  }

  private HtmlView.RequirementRow requirement(RequirementInfo requirement, Coverage shown) {
    return new HtmlView.RequirementRow(
        requirement,
        own.getOrDefault(requirement.id(), ""),
        NUMBERED.matcher(requirement.id()).matches()
            ? requirement.id().substring(requirement.id().indexOf('-') + 1)
            : requirement.id(),
        requirement.levelInWords(),
        switch (shown.state()) {
          case HELD -> "good";
          case VIOLATED -> requirement.isMust() ? "bad" : "warn";
          case NOT_SHOWN, NOT_VERIFIED -> "quiet";
        },
        switch (shown.state()) {
          case HELD -> "";
          case VIOLATED -> "✕";
          case NOT_SHOWN, NOT_VERIFIED -> "–";
        },
        word(shown.state()),
        why(requirement, shown),
        PageFilter.of("requirement", requirement.id()),
        shown.shownBy().size(),
        shown.shownBy().stream()
            .filter(showing -> showing.shown() == RequirementResult.Shown.VIOLATED)
            .sorted(Comparator.comparing(showing -> showing.scenario().id()))
            .limit(MOST_LINKS)
            .map(
                showing ->
                    new HtmlView.Link(places.apply(showing.scenario()), showing.scenario().id()))
            .toList());
  }

  private static @Nullable String why(RequirementInfo requirement, Coverage shown) {
    return switch (shown.state()) {
      case HELD, VIOLATED -> null;
      case NOT_SHOWN ->
          shown.shownBy().stream().anyMatch(showing -> showing.scenario().failsAsDisputed())
              ? "Only a scenario that is in dispute fails by it."
              : "No scenario got as far as showing it.";
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
}

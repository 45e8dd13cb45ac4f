package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.html.Looks;
import io.cloudstate.tck.reports.html.PageFilter;
import io.cloudstate.tck.reports.text.VisibleText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The areas of a site, of all catalogues together, and how a report is asked for one of them.
 *
 * @param all the requirements by area
 */
record SiteAreas(Map<String, List<RequirementInfo>> all) {

  private static final int MOST_IDS = 60;

  /** Those of runs, the earliest of them first; what the latest says of a requirement counts. */
  static SiteAreas of(List<SiteRun> runs) {
    Map<String, RequirementInfo> byId = new LinkedHashMap<>();
    for (int i = runs.size() - 1; i >= 0; i--) {
      for (RequirementInfo requirement : runs.get(i).document().header().requirements()) {
        byId.putIfAbsent(requirement.id(), requirement);
      }
    }
    return new SiteAreas(
        byId.values().stream()
            .collect(
                Collectors.groupingBy(
                    RequirementInfo::area, LinkedHashMap::new, Collectors.toList())));
  }

  /** The fragment of a run's report that shows the scenarios behind a verdict on an area. */
  String filter(AreaVerdict verdict, String area) {
    String ids =
        PageFilter.of("judged", "candidate") + "&" + PageFilter.of("requirement", pattern(area));
    return verdict.state().isFailure()
        ? PageFilter.of("verdict", Looks.key(Outcome.FAILED)) + "&" + ids
        : ids;
  }

  /** What stands for the ids of an area: a prefix where it has one of its own. */
  private String pattern(String area) {
    List<RequirementInfo> of = all.getOrDefault(area, List.of());
    String first = of.isEmpty() ? "" : of.get(0).id();
    String prefix = first.substring(0, first.indexOf('-') + 1);
    boolean own =
        !prefix.isEmpty()
            && all.values().stream()
                .flatMap(List::stream)
                .allMatch(r -> r.id().startsWith(prefix) == r.area().equals(area));
    return own
        ? prefix + "*"
        : of.stream()
            .limit(MOST_IDS)
            .map(r -> VisibleText.cut(r.id(), 40))
            .collect(Collectors.joining(","));
  }
}

package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.file.JsonLines;
import java.io.IOException;
import java.io.Writer;
import tools.jackson.databind.node.ObjectNode;

/** What a site shows, for programs. */
final class MatrixJson {

  private static final String FORMAT = "cloudstate-tck-matrix";
  private static final int FORMAT_VERSION = 1;

  private MatrixJson() {}

  static void write(SiteViews site, String kitVersion, Writer out) throws IOException {
    ObjectNode root = JsonLines.MAPPER.createObjectNode();
    root.put("format", FORMAT).put("formatVersion", FORMAT_VERSION).put("kitVersion", kitVersion);
    root.put("mixed", SiteViews.sets(site.runs()).size() > 1);
    var sets = root.putArray("scenarioSets");
    SiteViews.sets(site.runs()).forEach(sets::add);
    var libraries = root.putArray("libraries");
    for (SiteRun run : site.latest()) {
      ObjectNode library = libraries.addObject();
      subject(library, run);
      library.put("runId", run.document().header().runId());
      var areas = library.putArray("areas");
      site.areas()
          .all()
          .forEach(
              (name, requirements) -> {
                AreaVerdict verdict = AreaVerdict.of(run, requirements);
                ObjectNode area = areas.addObject();
                area.put("area", name).put("verdict", verdict.state().word());
                area.put("report", run.report(site.areas().filter(verdict, name)));
                area.set("counts", JsonLines.MAPPER.valueToTree(verdict.counts()));
                // No id becomes a key: a lone surrogate in one could not be read back.
                var states = area.putArray("requirements");
                for (RequirementInfo requirement : requirements) {
                  states
                      .addObject()
                      .put("id", requirement.id())
                      .put("state", run.holding(requirement).word());
                }
              });
    }
    var runs = root.putArray("runs");
    for (SiteRun run : site.runs()) {
      ObjectNode one = runs.addObject();
      RunHeader header = run.document().header();
      one.put("runId", header.runId()).put("startedAt", header.startedAt());
      subject(one, run);
      one.put("scenarioSet", header.scenarioSet()).put("kitVersion", header.kitVersion());
      one.put("complete", run.document().complete());
      one.put("selected", header.planned());
      one.put("inSet", header.inSet());
      if (header.scenarioFile() != null) {
        one.put("scenarioFile", header.scenarioFile());
      }
      one.put("verdict", run.verdict().word()).put("detail", run.verdict().detail());
      one.set("counts", JsonLines.MAPPER.valueToTree(run.document().counts()));
      one.put("report", run.report(""));
    }
    out.write(JsonLines.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    out.write('\n');
  }

  private static void subject(ObjectNode node, SiteRun run) {
    node.put("library", run.library().name()).put("version", run.library().version());
    node.put("proxy", run.proxy());
  }
}

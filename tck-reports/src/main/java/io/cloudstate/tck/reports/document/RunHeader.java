package io.cloudstate.tck.reports.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was tested, with what, and how: everything that is known before the first scenario runs.
 *
 * @param runId unique to this run
 * @param kitVersion version of the kit that wrote this
 * @param scenarioSet version and content hash of the scenario set, for example {@code
 *     0.1.0+3f9a12cc}
 * @param protocolVersion the Cloudstate protocol version judged, for example {@code 0.2}
 * @param startedAt ISO-8601 instant
 * @param commandLine the arguments as given, for a rerun
 * @param seed the seed of all that is random in the run
 * @param timeoutScale the factor on all deadlines
 * @param jobs how many scenarios ran at once
 * @param service the candidate
 * @param proxy the proxy
 * @param machine operating system, Java version and processor count, as one line
 * @param notes what the reader must know of how the run was made, for example an edited discovery
 *     answer
 * @param requirements the whole catalogue, so that the document explains itself
 * @param planned how many scenarios were selected to run
 * @param inSet how many the scenario set holds, or null where that is not known
 * @param scenarioFile the file that the scenarios are of, as it was given, or null where they are
 *     the kit's own
 */
public record RunHeader(
    String runId,
    String kitVersion,
    String scenarioSet,
    String protocolVersion,
    String startedAt,
    List<String> commandLine,
    long seed,
    double timeoutScale,
    int jobs,
    TargetInfo service,
    TargetInfo proxy,
    String machine,
    List<String> notes,
    List<RequirementInfo> requirements,
    int planned,
    @Nullable Integer inSet,
    @Nullable String scenarioFile)
    implements ResultEvent {

  public RunHeader {
    commandLine = List.copyOf(commandLine);
    notes = List.copyOf(notes);
    requirements = List.copyOf(requirements);
  }
}

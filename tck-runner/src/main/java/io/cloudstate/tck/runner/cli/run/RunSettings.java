package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.specs.Profile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How to run, after the command line was read.
 *
 * @param program what runs the kit, in the words of a shell, as whoever started it called it
 * @param listen where the interceptor listens; with port 0, wherever the proxy finds it
 * @param commandLine the arguments as given
 * @param claimed what the caller says that the candidate has
 * @param shuffle whether scenarios begin in an order that the seed decides
 * @param repeat how often each scenario runs
 * @param stepByStep whether they begin in the order given, one after the other
 * @param mutation bugs put in on purpose
 * @param containers how images are run
 * @param scenarioFile whose scenarios they are, where they are not the kit's own
 * @param again further options that a rerun needs
 */
record RunSettings(
    String program,
    Target service,
    Target proxy,
    Endpoint listen,
    int jobs,
    int restarts,
    long seed,
    double timeoutScale,
    Path out,
    List<ReportFormat> formats,
    List<String> commandLine,
    Set<Profile> claimed,
    boolean shuffle,
    int repeat,
    boolean stepByStep,
    Mutation mutation,
    ContainerOptions containers,
    Optional<String> scenarioFile,
    List<String> again) {

  RunSettings {
    formats = List.copyOf(formats);
    commandLine = List.copyOf(commandLine);
    again = List.copyOf(again);
  }

  /** The file to point to in the end. */
  Path mainReport() {
    return out.resolve(
        formats.contains(ReportFormat.HTML)
            ? ReportFormat.HTML.fileName()
            : formats.get(0).fileName());
  }

  /**
   * The command that runs again like this. Its report is another one, since whoever types it may
   * still be reading this one.
   */
  String rerun() {
    return program
        + " run --service "
        + quoted(service.text())
        + " --proxy "
        + quoted(proxy.text())
        + (listen.port() == 0 ? "" : " --listen " + listen)
        // Only the order comes from it.
        + (shuffle ? " --shuffle --seed " + seed : "")
        + (timeoutScale == 1 ? "" : " --timeout-scale " + timeoutScale)
        + again.stream().map(word -> " " + quoted(word)).collect(Collectors.joining())
        + " --out tck-rerun";
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@=,+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

package io.cloudstate.tck.runner.cli.tap;

import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.Interruption;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.Trouble;
import io.cloudstate.tck.runner.cli.targets.TargetText;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.cli.terminal.Explanation;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.DeploymentPlan;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.engine.Deadlines;
import io.cloudstate.tck.runner.judge.Signatures;
import io.cloudstate.tck.runner.judge.Violation;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.runner.trace.TraceJson;
import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.read.Specs;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The interceptor by itself, between any proxy and any service. */
@Command(
    name = "tap",
    description =
        "Listens where a proxy looks for its service, passes everything on, and shows and judges each frame, until it is interrupted.",
    footer = {
      "",
      "Judged is what holds on every stream, whatever the service is; no scenario is run.",
      "Exit status: 0 nothing was violated, 1 something was, 2 usage, 3 could not run or nothing came."
    },
    mixinStandardHelpOptions = true)
public final class TapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Where the proxy looks for its service.")
  private String listen = "";

  @Option(
      names = "--service",
      paramLabel = "TARGET",
      required = true,
      description = "The service: " + Target.FORMS + ".")
  private String service = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Also writes every event, with its bytes, to this file, a line each; tck judge reads whole runs only.")
  private @Nullable Path out;

  @Override
  public Integer call() throws UsageException, CouldNotRunException {
    DeploymentPlan plan = plan();
    Console console = Console.of(spec.commandLine().getOut(), System.getenv());
    try (Interruption interruption = Interruption.of(Thread.currentThread());
        OutputStream trace = trace()) {
      int status = watch(plan, console, trace);
      interruption.endsWith(status);
      return status;
    } catch (DeploymentException notStarted) {
      throw new CouldNotRunException(String.valueOf(notStarted.getMessage()), notStarted);
    } catch (IOException unwritable) {
      throw new CouldNotRunException(
          "the trace cannot be written to --out " + out + ": " + Trouble.why(unwritable) + ".",
          unwritable);
    }
  }

  private DeploymentPlan plan() throws UsageException {
    Deadlines usual = Deadlines.scaled(1);
    Target target = TargetText.target("--service", service);
    if (target.equals(new Target.Tcp(TargetText.address("--listen", listen)))) {
      throw new UsageException(
          "--service " + service + " is where --listen listens: the tap would pass on to itself.");
    }
    return new DeploymentPlan(
        target,
        new Target.Embedded(),
        false,
        TargetText.address("--listen", listen),
        usual.start(),
        Duration.ofNanos(usual.mustNanos()),
        Mutation.none(),
        ContainerOptions.usual());
  }

  private OutputStream trace() throws IOException {
    Path file = out;
    if (file == null) {
      return OutputStream.nullOutputStream();
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    // Not by a channel, which the interrupt that ends this would close halfway.
    OutputStream stream = new FileOutputStream(file.toFile());
    write(stream, TraceJson.line(new TraceJson.Header("tap", "", "")));
    return stream;
  }

  private static void write(OutputStream stream, String line) throws IOException {
    stream.write(line.getBytes(StandardCharsets.UTF_8));
  }

  private int watch(DeploymentPlan plan, Console console, OutputStream trace)
      throws DeploymentException, IOException {
    LiveTraffic traffic = new LiveTraffic();
    try (Deployment deployment = Deployment.start(plan, traffic)) {
      Signatures signatures = Signatures.of(deployment.discovery().spec());
      LiveVerdict verdict = new LiveVerdict(signatures);
      LiveText text = new LiveText(signatures.types());
      deployment
          .discovery()
          .problem()
          .ifPresent(
              problem ->
                  console.alarm(
                      "The service says nothing of itself: "
                          + Console.visible(problem, 200)
                          + "."));
      console.line("Listening on " + listen + ", passing on to " + service + ". Ctrl-C ends this.");
      try {
        while (true) {
          TraceEvent event = traffic.next();
          write(trace, TraceJson.line(event));
          console.line(text.line(event));
          for (Violation violation : verdict.accept(event.what())) {
            console.alarm("           " + words(violation));
          }
        }
      } catch (InterruptedException ended) {
        return summary(console, verdict);
      }
    }
  }

  private static String words(Violation violation) {
    return violation.requirement()
        + " violated by the "
        + violation.blame().word()
        + ": "
        + Console.visible(violation.what(), 400)
        + ".";
  }

  private static int summary(Console console, LiveVerdict verdict) {
    console.line("");
    console.line(verdict.streams() + " streams, " + verdict.frames() + " frames.");
    Map<String, LiveVerdict.Tally> tallies = new TreeMap<>(verdict.tallies());
    if (tallies.isEmpty()) {
      console.line(
          verdict.frames() == 0
              ? "Nothing was judged, since no stream came."
              : "Nothing that came violates what holds on every stream.");
      return verdict.frames() == 0 ? ExitStatus.COULD_NOT_RUN : ExitStatus.CONFORMS;
    }
    Catalogue catalogue = Specs.load().catalogue();
    tallies.forEach(
        (id, tally) -> {
          console.alarm(tally.count() + " x " + words(tally.first()));
          List.of(Explanation.heading(catalogue.get(id)), "  " + catalogue.get(id).text())
              .forEach(line -> console.line("    " + line));
        });
    return ExitStatus.DOES_NOT_CONFORM;
  }
}

package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.format.ReportFormat;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.Gate;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.KnownOption;
import io.cloudstate.tck.runner.cli.files.OutFolder;
import io.cloudstate.tck.runner.cli.files.ScenarioFile;
import io.cloudstate.tck.runner.cli.files.StoredRun;
import io.cloudstate.tck.runner.cli.files.Trouble;
import io.cloudstate.tck.runner.cli.scenarios.FailedFrom;
import io.cloudstate.tck.runner.cli.scenarios.Near;
import io.cloudstate.tck.runner.cli.scenarios.SelectionOptions;
import io.cloudstate.tck.runner.cli.scenarios.StepByStep;
import io.cloudstate.tck.runner.cli.targets.ImageOptions;
import io.cloudstate.tck.runner.cli.targets.TargetText;
import io.cloudstate.tck.runner.cli.targets.TimeoutScale;
import io.cloudstate.tck.runner.cli.terminal.Console;
import io.cloudstate.tck.runner.cli.terminal.GitHubActions;
import io.cloudstate.tck.runner.defect.Defect;
import io.cloudstate.tck.runner.defect.Defects;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs scenarios against a pair and writes the report. */
@Command(
    name = "run",
    description = "Runs the scenarios against a service and a proxy, and writes the report.",
    footer = {
      "",
      "Targets: " + Target.FORMS + ".",
      "Exit status: 0 conforms, 1 does not conform, 2 usage, 3 could not run, 4 known failures are stale."
    },
    mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {

  private static final int MANY = 16;

  /** By which the script that starts the kit says how it was called. */
  private static final String PROGRAM = "TCK_PROGRAM";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SelectionOptions selection = new SelectionOptions();

  @Mixin private KnownOption known = new KnownOption();

  @Option(
      names = "--failed-from",
      paramLabel = "RESULTS",
      description =
          "Only what failed, errored or was not run in this earlier run: its folder, or the results.jsonl in it.")
  private @Nullable Path failedFrom;

  @Option(
      names = "--fail-fast",
      description = "Ends the run at the first failure that is not a known one.")
  private boolean failFast;

  @Option(
      names = "--step-by-step",
      description =
          "One scenario after the other, each of which needs as little as possible that those before it did not; ends at the first failure and explains it.")
  private boolean stepByStep;

  @Mixin private ImageOptions images = new ImageOptions();

  @SuppressWarnings("UnusedVariable") // RunFile reads it, before the command line is taken.
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "A YAML file of these options by their names, without dashes; those given here stand instead. Default: tck.yaml, if there is one.")
  private @Nullable Path config;

  @Option(
      names = "--service",
      paramLabel = "TARGET",
      description = "The candidate. Default: ${DEFAULT-VALUE}.",
      defaultValue = "embedded")
  private String service = "embedded";

  @Option(
      names = "--proxy",
      paramLabel = "TARGET",
      description = "The proxy. Default: ${DEFAULT-VALUE}.",
      defaultValue = "embedded")
  private String proxy = "embedded";

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description =
          "Where the interceptor listens; a proxy given as tcp: must look for its service there.")
  private @Nullable String listen;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "How many scenarios run at once. Default: 16; 1 with --step-by-step or --timeout-scale 0.")
  private @Nullable Integer jobs;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description =
          "How often the candidate is started again after its process has ended. Default: ${DEFAULT-VALUE}.",
      defaultValue = "10")
  private int restarts = 10;

  @Option(
      names = "--profile",
      paramLabel = "LIST",
      description =
          "What the candidate is said to have, separated by commas: event-sourced, value-entity, action, crdt, eventing; or full. What is claimed and not announced fails.")
  private @Nullable String profile;

  @Option(names = "--shuffle", description = "Scenarios begin in an order that the seed decides.")
  private boolean shuffle;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description =
          "Runs all of it so often. What does not always come out in the same way is reported as flaky, with a trace of each way; the worst counts. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int repeat = 1;

  @Option(
      names = "--stress",
      paramLabel = "N",
      arity = "0..1",
      fallbackValue = "0",
      description =
          "Keeps the machine busy meanwhile, with so many threads that only compute; without a number, or with 0, one for each processor.")
  private @Nullable Integer stress;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all that is random. Default: a random one, which the report names.")
  private @Nullable Long seed;

  @Option(
      names = "--timeout-scale",
      paramLabel = "X",
      description =
          "Factor on all deadlines. 0 is for a debugger: what must happen may take for ever, and the embedded proxy passivates only entities that name a time. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private double timeoutScale = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the report goes. Default: ${DEFAULT-VALUE}.",
      defaultValue = "tck-results")
  private Path out = Path.of("tck-results");

  @Option(
      names = "--format",
      paramLabel = "LIST",
      description = "Forms of the report, separated by commas. Default: ${DEFAULT-VALUE}.",
      defaultValue = "jsonl,junit,html,md,badge")
  private String format = "jsonl,junit,html,md,badge";

  @Option(
      names = "--scenarios",
      paramLabel = "FILE",
      description = "Runs the scenarios of this file instead of the kit's own.")
  private @Nullable Path scenarios;

  @Option(
      names = "--defect",
      paramLabel = "ID",
      description =
          "Puts a known bug into the embedded pair, or on the wire, to see the kit find it.")
  private @Nullable String defect;

  private List<ResultWriter> others = List.of();

  /** Another that is told what the reports are told. */
  public void tell(ResultWriter also) {
    others = List.of(also);
  }

  @Override
  @SuppressWarnings("try") // the threads are held for their closing
  public Integer call() throws UsageException, CouldNotRunException {
    checkNumbers();
    OutFolder.forRun(out);
    ScenarioSet set = ScenarioFile.load(scenarios);
    List<Scenario> chosen = chosen(set);
    if (chosen.isEmpty()) {
      spec.commandLine()
          .getOut()
          .println("Nothing is left to run: all of --failed-from " + failedFrom + " was good.");
      return ExitStatus.CONFORMS;
    }
    Gate gate = new Gate(known.load(set), failFast || stepByStep);
    Target theService = TargetText.target("--service", service);
    Target theProxy = TargetText.target("--proxy", proxy);
    RunSettings settings =
        new RunSettings(
            System.getenv().getOrDefault(PROGRAM, "tck"),
            theService,
            theProxy,
            listenAddress(),
            jobs(),
            restarts,
            Optional.ofNullable(seed)
                .orElseGet(() -> new SecureRandom().nextLong() & Integer.MAX_VALUE),
            timeoutScale,
            out,
            formats(),
            spec.commandLine().getParent() == null
                ? List.of()
                : List.copyOf(spec.commandLine().getParseResult().originalArgs()),
            profile == null ? Set.of() : Profiles.parse(profile),
            shuffle,
            repeat,
            stepByStep,
            mutation(),
            images.read(theService instanceof Target.Image, theProxy instanceof Target.Image),
            Optional.ofNullable(scenarios).map(Path::toString),
            again());
    try (Stress busy = Stress.of(stress)) {
      return new RunSession(
              settings,
              set,
              others,
              Console.of(spec.commandLine().getOut(), System.getenv()),
              GitHubActions.of(System.getenv()),
              gate)
          .run(chosen);
    } catch (DeploymentException notStarted) {
      throw new CouldNotRunException(String.valueOf(notStarted.getMessage()), notStarted);
    } catch (IOException | UncheckedIOException unwritable) {
      throw new CouldNotRunException(
          "the report cannot be written to --out " + out + ": " + Trouble.why(unwritable) + ".",
          unwritable);
    }
  }

  private List<Scenario> chosen(ScenarioSet set) throws UsageException, CouldNotRunException {
    List<Scenario> selected = selection.choose(set);
    Path earlier = failedFrom;
    List<Scenario> chosen =
        earlier == null
            ? selected
            : FailedFrom.choose(selected, set, StoredRun.open(earlier).document());
    return stepByStep ? StepByStep.order(chosen) : chosen;
  }

  /** What a rerun needs besides the targets. */
  private List<String> again() {
    List<String> words = new ArrayList<>();
    if (scenarios != null) {
      words.addAll(List.of("--scenarios", scenarios.toString()));
    }
    if (defect != null) {
      words.addAll(List.of("--defect", defect));
    }
    if (profile != null) {
      words.addAll(List.of("--profile", profile));
    }
    if (repeat > 1) {
      words.addAll(List.of("--repeat", String.valueOf(repeat)));
    }
    if (stress != null) {
      words.addAll(List.of("--stress", String.valueOf(stress)));
    }
    words.addAll(images.words());
    return words;
  }

  private Mutation mutation() throws UsageException {
    String id = defect;
    if (id == null) {
      return Mutation.none();
    }
    Mutation mutation =
        Defects.find(id)
            .map(Defect::mutation)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--defect \""
                            + id
                            + "\" is not known."
                            + Near.said(id, Defects.all().stream().map(Defect::id).toList())
                            + " tck list --defects lists all of them."));
    needsEmbedded(id, mutation.serviceSwitches(), "--service", service);
    needsEmbedded(id, mutation.proxySwitches(), "--proxy", proxy);
    return mutation;
  }

  private static void needsEmbedded(String id, Set<String> switches, String option, String target)
      throws UsageException {
    if (!switches.isEmpty() && !target.equals("embedded")) {
      throw new UsageException(
          "--defect "
              + id
              + " is a switch of the reference implementation; it needs "
              + option
              + " embedded.");
    }
  }

  private void checkNumbers() throws UsageException {
    if (jobs() < 1) {
      throw new UsageException("--jobs " + jobs + ": at least 1 scenario runs at once.");
    }
    if (stress != null && (stress < 0 || stress > Stress.MOST)) {
      throw new UsageException(
          "--stress %d: a number of threads is from 0 to %d; 0 is one for each processor."
              .formatted(stress, Stress.MOST));
    }
    if (repeat < 1) {
      throw new UsageException("--repeat " + repeat + ": each scenario runs at least once.");
    }
    if (repeat > 1 && stepByStep) {
      throw new UsageException(
          "--step-by-step ends at the first failure and explains it; leave out --repeat.");
    }
    if (restarts < 0) {
      throw new UsageException(
          "--restarts " + restarts + ": a number of times is 0 or more; 0 is not at all.");
    }
    if (stepByStep && (jobs() > 1 || shuffle)) {
      throw new UsageException(
          "--step-by-step runs one scenario after the other in an order of its own; leave out "
              + (shuffle ? "--shuffle." : "--jobs."));
    }
    TimeoutScale.check(timeoutScale);
  }

  /** Who steps through a candidate wants to see one thing at a time. */
  private int jobs() {
    return Optional.ofNullable(jobs).orElse(stepByStep || timeoutScale == 0 ? 1 : MANY);
  }

  private Endpoint listenAddress() throws UsageException {
    String text = listen;
    if (text == null) {
      if (proxy.startsWith("tcp:")) {
        throw new UsageException(
            "--proxy "
                + proxy
                + " needs --listen HOST:PORT: the address at which this proxy, which you started, looks for its service.");
      }
      return new Endpoint("127.0.0.1", 0);
    }
    return TargetText.address("--listen", text);
  }

  private List<ReportFormat> formats() throws UsageException {
    try {
      return ReportFormat.parse(format);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException("--format: " + unknown.getMessage());
    }
  }
}

package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.deploy.container.Preflight;
import io.cloudstate.tck.runner.engine.Deadlines;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether images can be run here, and if not, why. */
@Command(
    name = "doctor",
    description =
        "Says whether images can be run here: the engine, its memory, the ways to a container and back, and the images that are named.",
    footer = {"", "Exit status: 0 images can be run, 3 they cannot."},
    mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ImageOptions options = new ImageOptions();

  @Option(
      names = "--timeout-scale",
      paramLabel = "X",
      description =
          "Factor on how long a container may take to come up, as of a run. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private double timeoutScale = 1;

  @Parameters(
      arity = "0..*",
      paramLabel = "IMAGE",
      description = "Images that must be there, as NAME[:TAG] or image:NAME[:TAG].")
  private List<String> images = new ArrayList<>();

  @Override
  public Integer call() throws UsageException {
    TimeoutScale.check(timeoutScale);
    List<String> names = new ArrayList<>();
    for (String image : images) {
      names.add(name(image));
    }
    PrintWriter out = spec.commandLine().getOut();
    boolean good =
        new Preflight(
                options.read(true, true),
                Deadlines.scaled(timeoutScale).start(),
                finding -> print(out, finding))
            .look(names);
    out.println(good ? "Images can be run." : "Images cannot be run.");
    out.flush();
    return good ? ExitStatus.CONFORMS : ExitStatus.COULD_NOT_RUN;
  }

  private static String name(String image) throws UsageException {
    String text = image.startsWith("image:") ? image : "image:" + image;
    try {
      return ((Target.Image) Target.parse(text)).name();
    } catch (IllegalArgumentException notOne) {
      throw new UsageException(String.valueOf(notOne.getMessage()));
    }
  }

  private static void print(PrintWriter out, Preflight.Finding finding) {
    String mark =
        switch (finding.state()) {
          case GOOD -> "ok    ";
          case NOTE -> "note  ";
          case BAD -> "BAD   ";
        };
    out.println(mark + finding.what() + ": " + finding.said());
    finding.hint().lines().forEach(line -> out.println("      " + line));
    out.flush();
  }
}

package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.container.ContainerEngine;
import io.cloudstate.tck.runner.deploy.container.Swept;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Removes what runs that were killed left on the engine. */
@Command(
    name = "clean",
    description =
        "Removes the containers and networks that runs of the kit left behind. Each run does so at its start, too.",
    footer = {
      "",
      "Exit status: 0 nothing is left, 2 usage, 3 no engine answers, or not all could be removed."
    },
    mixinStandardHelpOptions = true)
public final class CleanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--all",
      description =
          "Also of runs that still go on, and of other machines that use the same engine.")
  private boolean all;

  @Override
  public Integer call() throws CouldNotRunException {
    try {
      ContainerEngine engine = ContainerEngine.connect();
      return told(all ? engine.sweepAll() : engine.sweep(), spec.commandLine().getOut());
    } catch (DeploymentException noEngine) {
      throw new CouldNotRunException(String.valueOf(noEngine.getMessage()), noEngine);
    }
  }

  /** Says what came of it, but for what is left, which is told when it is given up; the status. */
  static int told(Swept swept, PrintWriter out) {
    swept.removed().forEach(what -> out.println("removed " + what));
    int removed = swept.removed().size();
    int left = swept.left().size();
    out.println(
        left > 0
            ? "%d removed, and %d could not be. Is the engine busy? Try again in a moment."
                .formatted(removed, left)
            : removed == 0 ? "Nothing was left behind." : removed + " removed.");
    out.flush();
    return left > 0 ? ExitStatus.COULD_NOT_RUN : ExitStatus.CONFORMS;
  }
}

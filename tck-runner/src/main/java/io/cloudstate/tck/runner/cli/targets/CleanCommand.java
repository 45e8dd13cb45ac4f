package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.container.ContainerEngine;
import java.io.PrintWriter;
import java.util.List;
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
      List<String> removed = all ? engine.sweepAll() : engine.sweep();
      PrintWriter out = spec.commandLine().getOut();
      removed.forEach(what -> out.println("removed " + what));
      out.println(removed.isEmpty() ? "Nothing was left behind." : removed.size() + " removed.");
      out.flush();
      return ExitStatus.CONFORMS;
    } catch (DeploymentException noEngine) {
      throw new CouldNotRunException(String.valueOf(noEngine.getMessage()), noEngine);
    }
  }
}

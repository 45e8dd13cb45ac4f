package io.cloudstate.tck.runner.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete commands and options. */
@Command(
    name = "completion",
    description =
        "Prints a script that lets bash or zsh complete commands: source <(tck completion)",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("tck", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
  }
}

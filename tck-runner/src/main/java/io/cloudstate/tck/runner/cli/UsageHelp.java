package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.scenarios.Near;
import io.cloudstate.tck.runner.cli.terminal.Console;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in two lines what is wrong with a command line; the usage itself would push that away. */
final class UsageHelp {

  private static final int LONGEST = 400;

  private UsageHelp() {}

  /** Says it; who gives nothing at all asks what there is. */
  static int said(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    if (args.length == 0) {
      command.usage(err);
      return ExitStatus.USAGE;
    }
    err.println(Console.visible(message(wrong), LONGEST));
    err.println(
        command.getCommandSpec().qualifiedName()
            + " --help tells the "
            + (command.getSubcommands().isEmpty() ? "options." : "commands."));
    return ExitStatus.USAGE;
  }

  private static String message(ParameterException wrong) {
    String message = String.valueOf(wrong.getMessage()).strip();
    String sentence = message.endsWith(".") ? message : message + ".";
    return wrong instanceof UnmatchedArgumentException unknown
        ? sentence + near(unknown.getUnmatched().get(0), wrong.getCommandLine())
        : sentence;
  }

  private static String near(String unknown, CommandLine command) {
    return Near.said(
        unknown.replaceFirst("=.*", ""),
        unknown.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet()
            : command.getSubcommands().keySet());
  }
}

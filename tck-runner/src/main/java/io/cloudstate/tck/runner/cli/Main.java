package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.runner.cli.exit.CouldNotRunException;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.results.CompareCommand;
import io.cloudstate.tck.runner.cli.results.JudgeCommand;
import io.cloudstate.tck.runner.cli.results.KnownCommand;
import io.cloudstate.tck.runner.cli.results.MergeCommand;
import io.cloudstate.tck.runner.cli.results.ReportCommand;
import io.cloudstate.tck.runner.cli.run.RunCommand;
import io.cloudstate.tck.runner.cli.scenarios.DocsCommand;
import io.cloudstate.tck.runner.cli.scenarios.ExplainCommand;
import io.cloudstate.tck.runner.cli.scenarios.KitVersion;
import io.cloudstate.tck.runner.cli.scenarios.ListCommand;
import io.cloudstate.tck.runner.cli.tap.TapCommand;
import io.cloudstate.tck.runner.cli.targets.CleanCommand;
import io.cloudstate.tck.runner.cli.targets.DoctorCommand;
import io.cloudstate.tck.runner.cli.targets.ModelCommand;
import io.cloudstate.tck.runner.cli.targets.RelayCommand;
import io.cloudstate.tck.specs.read.SpecException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the kit. */
@Command(
    name = "tck",
    description =
        "Says whether a Cloudstate proxy and a language support library speak the Cloudstate protocol.",
    mixinStandardHelpOptions = true,
    versionProvider = KitVersion.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          ListCommand.class,
          ExplainCommand.class,
          DocsCommand.class,
          JudgeCommand.class,
          KnownCommand.class,
          CompareCommand.class,
          MergeCommand.class,
          ReportCommand.class,
          ModelCommand.class,
          TapCommand.class,
          DoctorCommand.class,
          CleanCommand.class,
          RelayCommand.class);

  /** They speak of all the others. */
  private static final List<Class<?>> GUIDES =
      List.of(CompletionCommand.class, CommandLine.HelpCommand.class);

  private static final String ITSELF =
      "The kit itself failed; please report this with what follows.";

  /** For picocli. */
  public Main() {}

  /** Runs a command and exits with its status. */
  public static void main(String[] args) {
    // All that the kit says is English, and some of it is compared with what another machine wrote.
    Locale.setDefault(Locale.ROOT);
    StandardOutput output = StandardOutput.ofProcess();
    PrintWriter out = new PrintWriter(output, true, encoding());
    CommandLine tck = commandLine(args).setOut(out);
    int status = told(execute(tck, Path.of(""), args), tck, output);
    // After a run, nothing that a library left running may hold the process.
    System.exit(status);
  }

  /** What the terminal expects, which Java says in one place or in another. */
  private static Charset encoding() {
    String usual = Charset.defaultCharset().name();
    String name =
        System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", usual));
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
  }

  /** The status, unless what there was to say could not be written. */
  static int told(int status, CommandLine tck, StandardOutput output) {
    tck.getOut().flush();
    if (output.trouble().isEmpty()) {
      return status;
    }
    tck.getErr().println("The output cannot be written: " + output.trouble().get() + ".");
    return status == ExitStatus.CONFORMS ? ExitStatus.COULD_NOT_RUN : status;
  }

  /**
   * Runs a command.
   *
   * @param directory where a file of options is looked for
   */
  static int execute(CommandLine tck, Path directory, String... args) {
    try {
      return tck.execute(RunFile.expand(tck, args, directory));
    } catch (UsageException | SpecException wrong) {
      tck.getErr().println(wrong.getMessage());
      return ExitStatus.USAGE;
    } catch (Error broken) {
      // Else the JVM ends with 1, which says that something does not conform.
      tck.getErr().println(ITSELF);
      broken.printStackTrace(tck.getErr());
      return ExitStatus.COULD_NOT_RUN;
    }
  }

  /**
   * Runs scenarios, for whoever does it within another program.
   *
   * @param words the command line, {@code run} first
   * @param also told what the reports are told
   * @param out where a terminal would be
   * @param err where it says why it cannot run
   * @return the exit status
   */
  public static int run(List<String> words, ResultWriter also, PrintWriter out, PrintWriter err) {
    CommandLine tck = commandLine("run").setOut(out).setErr(err);
    RunCommand run = Objects.requireNonNull(tck.getSubcommands().get("run")).getCommand();
    run.tell(also);
    return execute(tck, Path.of(""), words.toArray(String[]::new));
  }

  /**
   * The commands, with their statuses: all of them, or the one that is asked for by name, since a
   * JVM that has just started needs 0.1 s to find out what all of them take.
   *
   * @param args the command line, if it is known yet
   */
  static CommandLine commandLine(String... args) {
    CommandLine tck = new CommandLine(new Main());
    Optional<Class<?>> asked =
        COMMANDS.stream()
            .filter(command -> args.length > 0 && name(command).equals(args[0]))
            .findFirst();
    asked
        .map(List::<Class<?>>of)
        .orElseGet(() -> Stream.concat(COMMANDS.stream(), GUIDES.stream()).toList())
        .forEach(tck::addSubcommand);
    return Values.known(tck)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(UsageHelp::said)
        .setExitCodeExceptionMapper(Main::status)
        .setExecutionExceptionHandler(Main::explain);
  }

  private static String name(Class<?> command) {
    return Objects.requireNonNull(command.getAnnotation(Command.class)).name();
  }

  private static int status(Throwable failure) {
    return failure instanceof UsageException
            || failure instanceof SpecException
            || failure instanceof CommandLine.ParameterException
        ? ExitStatus.USAGE
        : ExitStatus.COULD_NOT_RUN;
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    if (failure instanceof UsageException || failure instanceof SpecException) {
      command.getErr().println(failure.getMessage());
    } else if (failure instanceof CouldNotRunException) {
      command.getErr().println("Could not run: " + failure.getMessage());
    } else {
      command.getErr().println(ITSELF);
      failure.printStackTrace(command.getErr());
    }
    return status(failure);
  }
}

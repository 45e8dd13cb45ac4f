package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** The command line within this process, with what it prints. */
public record Cli(int status, String out, String err) {

  /** Runs a command. */
  public static Cli tck(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine(args);
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    int status = Main.execute(commandLine, Path.of("no", "such", "directory"), args);
    return new Cli(status, out.toString(), err.toString());
  }

  /** Runs the sample scenarios, with the report in a folder beside them. */
  public static Cli run(Path folder, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "--scenarios",
                Sample.file(folder).toString(),
                "--out",
                folder.resolve("out").toString()));
    args.addAll(List.of(more));
    return tck(args.toArray(String[]::new));
  }

  public String all() {
    return out + err;
  }
}

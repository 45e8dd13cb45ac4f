package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.specs.read.SpecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** Reads files of options, and then the command line that comes of them. */
public final class RunFileFuzz {

  private static final Path FILE = file();

  private RunFileFuzz() {}

  /** One file. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    Files.write(FILE, data);
    CommandLine tck = Main.commandLine();
    String[] args;
    try {
      args = RunFile.expand(tck, new String[] {"run", "--config", FILE.toString()}, FILE);
    } catch (UsageException | SpecException refused) {
      return;
    }
    try {
      Main.commandLine().parseArgs(args);
    } catch (CommandLine.ParameterException refused) {
      return;
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzz", ".yaml");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}

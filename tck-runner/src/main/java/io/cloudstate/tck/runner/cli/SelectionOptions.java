package io.cloudstate.tck.runner.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose scenarios. */
final class SelectionOptions {

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      description =
          "Only scenarios whose id, or a requirement that they verify, matches; * is any text. Repeatable.")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      description = "No scenario that matches. Repeatable.")
  private List<String> exclude = List.of();

  @Option(
      names = "--theme",
      paramLabel = "NAME",
      description = "Only scenarios of this theme. Repeatable.")
  private List<String> themes = List.of();

  Selection toSelection() {
    return new Selection(include, exclude, themes);
  }
}

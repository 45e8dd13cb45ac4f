package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.specs.read.Node;
import io.cloudstate.tck.specs.read.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options of {@code tck run} that a library keeps in its own repository, as {@code tck.yaml}: a map
 * of options by their names without dashes. What the command line gives stands instead.
 */
final class RunFile {

  static final String USUAL = "tck.yaml";

  private static final String OPTION = "--config";
  private static final Set<String> COMMAND_LINE_ONLY = Set.of("config", "help", "version");

  private RunFile() {}

  /**
   * The command line with what the file adds to it.
   *
   * @param args of {@code tck}, the command first
   * @param directory where the file is looked for unless it is named
   * @throws UsageException if a file that is named cannot be read
   */
  static String[] expand(CommandLine tck, String[] args, Path directory) throws UsageException {
    if (args.length == 0 || !args[0].equals("run")) {
      return args;
    }
    CommandLine.ParseResult given;
    try {
      given = tck.parseArgs(args).subcommand();
    } catch (CommandLine.ParameterException wrong) {
      // It is told when the command line is parsed to be run.
      return args;
    }
    if (given == null) {
      return args;
    }
    @Nullable Path named = given.matchedOptionValue(OPTION, (Path) null);
    Path file = named == null ? directory.resolve(USUAL) : named;
    if (given.isUsageHelpRequested() || (named == null && !Files.exists(file))) {
      return args;
    }
    Set<String> without =
        given.matchedOptions().stream()
            .map(OptionSpec::longestName)
            .collect(Collectors.toUnmodifiableSet());
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(words(file, given.commandSpec(), without));
    all.addAll(List.of(args).subList(1, args.length));
    return all.toArray(String[]::new);
  }

  private static List<String> words(Path file, CommandSpec run, Set<String> without)
      throws UsageException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new UsageException(OPTION + " " + file + " cannot be read: " + unreadable + ".");
    }
    Node.Mapping root = YamlReader.read(file.toString(), text).mapping();
    Set<String> known = new LinkedHashSet<>();
    for (OptionSpec option : run.options()) {
      known.add(option.longestName().substring(2));
    }
    known.removeAll(COMMAND_LINE_ONLY);
    root.onlyKeys(known);
    List<String> words = new ArrayList<>();
    root.entries()
        .forEach(
            (key, entry) -> {
              String name = "--" + key;
              if (!without.contains(name)) {
                words.addAll(
                    words(Objects.requireNonNull(run.optionsMap().get(name)), entry.value(), file));
              }
            });
    return words;
  }

  private static List<String> words(OptionSpec option, Node value, Path file) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      if (!value.isWord("true") && !value.isWord("false")) {
        throw value.error(
            name + " is on or off: expected true or false, found " + value.flow() + ".");
      }
      return value.isWord("true") ? List.of(name) : List.of();
    }
    if (option.isMultiValue()) {
      List<String> words = new ArrayList<>();
      values(value).forEach(each -> words.addAll(List.of(name, each)));
      return words;
    }
    if (value instanceof Node.Sequence several && option.paramLabel().equals("LIST")) {
      return List.of(
          name, several.items().stream().map(Node::text).collect(Collectors.joining(",")));
    }
    return List.of(
        name, option.type().equals(Path.class) ? beside(file, value.text()) : value.text());
  }

  /** One value, several, or, for what is written {@code K=V} on the command line, a map. */
  private static List<String> values(Node value) {
    if (value instanceof Node.Mapping map) {
      return map.entries().entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue().value().text())
          .toList();
    }
    return value instanceof Node.Sequence several
        ? several.items().stream().map(Node::text).toList()
        : List.of(value.text());
  }

  /** A path in the file is one from where the file is. */
  private static String beside(Path file, String path) {
    return Optional.ofNullable(file.getParent())
        .map(at -> at.resolve(path))
        .orElse(Path.of(path))
        .toString();
  }
}

package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.cli.files.Trouble;
import io.cloudstate.tck.runner.cli.targets.ImageOptions;
import io.cloudstate.tck.specs.read.Node;
import io.cloudstate.tck.specs.read.Place;
import io.cloudstate.tck.specs.read.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
    Node.Mapping root = read(file, given.commandSpec());
    Set<String> idle = idle(root, given, without);
    if (!idle.isEmpty()) {
      tck.getErr()
          .println(
              "%s: left out %s, since the command line names a target that is no image."
                  .formatted(file, String.join(", ", idle)));
      tck.getErr().flush();
    }
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(
        words(
            file,
            root,
            given.commandSpec(),
            name -> !without.contains(name) && !idle.contains(name.substring(2))));
    all.addAll(List.of(args).subList(1, args.length));
    return all.toArray(String[]::new);
  }

  private static Node.Mapping read(Path file, CommandSpec run) throws UsageException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new UsageException(
          OPTION + " " + file + " cannot be read: " + Trouble.why(unreadable) + ".");
    }
    Node.Mapping root =
        YamlReader.find(file.toString(), text)
            .map(Node::mapping)
            .orElseGet(() -> new Node.Mapping(new Place(file.toString(), 1, 1), Map.of()));
    Set<String> known = new LinkedHashSet<>();
    for (OptionSpec option : run.options()) {
      known.add(option.longestName().substring(2));
    }
    known.removeAll(COMMAND_LINE_ONLY);
    root.onlyKeys(known);
    return root;
  }

  /**
   * What the file says of images, where the command line names a target that is none: it stands
   * instead of the one that this was said of.
   */
  private static Set<String> idle(
      Node.Mapping root, CommandLine.ParseResult given, Set<String> without) {
    boolean service = isImage("service", root, given);
    boolean proxy = isImage("proxy", root, given);
    boolean replaced = without.contains("--service") && !service;
    boolean replacedProxy = without.contains("--proxy") && !proxy;
    Set<String> idle = new LinkedHashSet<>();
    for (String key : root.keys()) {
      String option = "--" + key;
      boolean ofService = ImageOptions.isOfService(option);
      boolean ofProxy = ImageOptions.isOfProxy(option);
      boolean about = (ofService && service) || (ofProxy && proxy);
      if (!without.contains(option)
          && !about
          && ((ofService && replaced) || (ofProxy && replacedProxy))) {
        idle.add(key);
      }
    }
    return idle;
  }

  private static boolean isImage(String key, Node.Mapping root, CommandLine.ParseResult given) {
    String target =
        given.hasMatchedOption("--" + key)
            ? given.matchedOptionValue("--" + key, "")
            : root.find(key).map(Node::text).orElse("");
    return target.startsWith("image:");
  }

  private static List<String> words(
      Path file, Node.Mapping root, CommandSpec run, Predicate<String> wanted) {
    List<String> words = new ArrayList<>();
    root.entries()
        .forEach(
            (key, entry) -> {
              String name = "--" + key;
              if (wanted.test(name)) {
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
      values(option, value).forEach(each -> words.addAll(List.of(name, each)));
      return words;
    }
    if (value instanceof Node.Sequence several && option.paramLabel().equals("LIST")) {
      return List.of(
          name, several.items().stream().map(Node::text).collect(Collectors.joining(",")));
    }
    try {
      Values.check(option.type(), value.text());
    } catch (CommandLine.TypeConversionException wrong) {
      throw value.error(name + ": " + wrong.getMessage() + ".");
    }
    return List.of(
        name, option.type().equals(Path.class) ? beside(file, value.text()) : value.text());
  }

  /** One value, several, or, for what is written {@code K=V} on the command line, a map. */
  private static List<String> values(OptionSpec option, Node value) {
    if (value instanceof Node.Mapping map) {
      if (!option.paramLabel().equals("K=V")) {
        throw value.error(
            "%s is a value or a list of values: expected [%s, …], found a map: %s."
                .formatted(option.longestName(), option.paramLabel(), value.flow()));
      }
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

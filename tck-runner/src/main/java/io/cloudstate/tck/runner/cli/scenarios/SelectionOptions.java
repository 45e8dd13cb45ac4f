package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose scenarios. */
public final class SelectionOptions {

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      split = ",",
      splitSynopsisLabel = ",",
      description =
          "Only scenarios whose id, or a requirement that they verify, matches; * is any text. Repeatable, or separated by commas.")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      split = ",",
      splitSynopsisLabel = ",",
      description = "No scenario that matches. Repeatable, or separated by commas.")
  private List<String> exclude = List.of();

  @Option(
      names = "--theme",
      paramLabel = "NAME",
      split = ",",
      splitSynopsisLabel = ",",
      description = "Only scenarios of this theme. Repeatable, or separated by commas.")
  private List<String> themes = List.of();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Only the I-th of N parts of what is selected, for N jobs beside each other. Default: all of it.")
  private @Nullable String shard;

  /** Whether only a part of what is chosen is meant. */
  boolean isPart() {
    return shard != null;
  }

  /** Whether anything is chosen at all. */
  boolean chooses() {
    return !include.isEmpty() || !exclude.isEmpty() || !themes.isEmpty();
  }

  /**
   * Those of the set that are meant.
   *
   * @throws UsageException if there are none, or an option asks for what is not there
   */
  public List<Scenario> choose(ScenarioSet set) throws UsageException {
    return new Selection(include, exclude, themes, shard == null ? Shard.WHOLE : Shard.parse(shard))
        .of(set);
  }
}

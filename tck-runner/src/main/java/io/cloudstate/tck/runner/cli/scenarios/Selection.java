package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.specs.Glob;
import io.cloudstate.tck.specs.Requirement;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Chooses scenarios. A pattern is an id, one that a scenario had before, a requirement's id, or
 * either with {@code *}.
 *
 * @param include at least one must match, where there are any
 * @param exclude none may match
 * @param themes the themes, where there are any
 * @param shard which part of these
 */
record Selection(List<String> include, List<String> exclude, List<String> themes, Shard shard) {

  Selection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    themes = List.copyOf(themes);
  }

  /**
   * The chosen ones, in the order of the set.
   *
   * @throws UsageException if a theme is unknown, a pattern matches nothing, or nothing is left
   */
  List<Scenario> of(ScenarioSet set) throws UsageException {
    List<String> known = set.scenarios().stream().map(Scenario::theme).distinct().toList();
    for (String theme : themes) {
      if (!known.contains(theme)) {
        throw new UsageException(
            "No theme is named \"" + theme + "\". Themes are: " + String.join(", ", known) + ".");
      }
    }
    for (String pattern : include) {
      mustMatch(pattern, "--include", set);
    }
    for (String pattern : exclude) {
      mustMatch(pattern, "--exclude", set);
    }
    List<Scenario> chosen =
        set.scenarios().stream()
            .filter(scenario -> themes.isEmpty() || themes.contains(scenario.theme()))
            .filter(scenario -> include.isEmpty() || any(include, scenario))
            .filter(scenario -> !any(exclude, scenario))
            .toList();
    if (chosen.isEmpty()) {
      throw new UsageException(
          "Nothing is selected: --include, --exclude and --theme together leave no scenario. See tck list.");
    }
    List<Scenario> part = shard.of(chosen);
    if (part.isEmpty()) {
      throw new UsageException(
          "Nothing is selected: part %d of %d of %d scenarios is empty; take fewer parts."
              .formatted(shard.part(), shard.parts(), chosen.size()));
    }
    return part;
  }

  private static void mustMatch(String pattern, String option, ScenarioSet set)
      throws UsageException {
    if (set.scenarios().stream().noneMatch(scenario -> matches(pattern, scenario))) {
      String near =
          Near.said(
              pattern,
              Stream.concat(
                      set.catalogue().requirements().stream()
                          .map(Requirement::id)
                          .filter(id -> !set.verifying(id).isEmpty()),
                      set.scenarios().stream().map(Scenario::id))
                  .toList());
      throw new UsageException(
          option
              + " \""
              + pattern
              + "\" matches no scenario. A pattern is a scenario's or requirement's id, with * for any text."
              + (near.isEmpty() ? " See tck list." : near));
    }
  }

  private static boolean any(Collection<String> patterns, Scenario scenario) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, scenario));
  }

  private static boolean matches(String pattern, Scenario scenario) {
    Glob glob = Glob.of(pattern);
    return glob.names(scenario) || scenario.verifies().stream().anyMatch(glob::matches);
  }
}

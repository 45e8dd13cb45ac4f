package io.cloudstate.tck.specs;

import java.util.regex.Pattern;

/** A text in which {@code *} stands for any text, and all else for itself. */
public final class Glob {

  private final Pattern pattern;

  private Glob(Pattern pattern) {
    this.pattern = pattern;
  }

  public static Glob of(String text) {
    return new Glob(Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.DOTALL));
  }

  public boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  /** Whether it matches a scenario's id, or one that it had before. */
  public boolean names(Scenario scenario) {
    return matches(scenario.id()) || scenario.aliases().stream().anyMatch(this::matches);
  }
}

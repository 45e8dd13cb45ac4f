package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The scenarios that a command speaks of. */
final class ScenarioFile {

  private ScenarioFile() {}

  /** Those of this file, or without one the kit's own. */
  static ScenarioSet load(@Nullable Path file) throws UsageException {
    if (file == null) {
      return Specs.load();
    }
    try {
      return Specs.load(file.toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new UsageException("--scenarios " + file + " cannot be read: " + unreadable + ".");
    }
  }
}

package io.cloudstate.tck.runner.cli.files;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Node;
import io.cloudstate.tck.specs.read.Specs;
import io.cloudstate.tck.specs.read.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The scenarios that a command speaks of. */
public final class ScenarioFile {

  /** What README.md shows, too. */
  private static final String FORM =
      """
      theme: event-sourced
      service: cloudstate.tck.model.EventSourcedTckModel
      scenarios:
        - id: event-sourced/my-first
          title: An event that a command emits comes with its reply
          verifies: [ES-06]
          steps:
            - init
            - command: { Process: { actions: [{ emit: { value: A } }] } }
            - reply: { message: A }
              events: [{ Persisted: { value: A } }]""";

  private ScenarioFile() {}

  /** Those of this file, or without one the kit's own. */
  public static ScenarioSet load(@Nullable Path file) throws UsageException {
    if (file == null) {
      return Specs.load();
    }
    try {
      String text = Files.readString(file);
      mustHoldThem(YamlReader.read(file.toString(), text));
      return Specs.load(file.toString(), text);
    } catch (IOException unreadable) {
      throw new UsageException(
          "--scenarios " + file + " cannot be read: " + Trouble.why(unreadable) + ".");
    }
  }

  /** Scenarios by themselves, as they stand within a file, do not say of what theme they are. */
  private static void mustHoldThem(Node root) throws UsageException {
    if (root instanceof Node.Mapping map
        && map.find("theme").isPresent()
        && map.find("scenarios").isPresent()) {
      return;
    }
    throw new UsageException(
        "%s: A file of scenarios is a map with \"theme\", \"scenarios\" and mostly \"service\"; found %s. Write it like this:%n%n%s"
            .formatted(
                root.place(),
                root instanceof Node.Mapping map ? "a map with " + map.keys() : root.kind(),
                FORM));
  }
}

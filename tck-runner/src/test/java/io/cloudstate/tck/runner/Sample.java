package io.cloudstate.tck.runner;

import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A few scenarios of every topology. */
public final class Sample {

  private Sample() {}

  public static ScenarioSet set() {
    return Specs.load("sample.yaml", text());
  }

  /** The file of scenarios, somewhere in this folder. */
  public static Path file(Path folder) throws IOException {
    return Files.writeString(folder.resolve("sample.yaml"), text());
  }

  private static String text() {
    try (InputStream stream =
        Objects.requireNonNull(Sample.class.getResourceAsStream("sample.yaml"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

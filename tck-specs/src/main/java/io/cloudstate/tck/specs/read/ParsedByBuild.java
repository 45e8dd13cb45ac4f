package io.cloudstate.tck.specs.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The step of the build that reads the kit's own YAML, so that no run has to. */
final class ParsedByBuild {

  private ParsedByBuild() {}

  /**
   * Writes what was read beside what it was read from.
   *
   * @param args the folder of the kit's classes and resources
   * @throws IOException if that cannot be written
   * @throws SpecException if a file is not YAML
   */
  public static void main(String[] args) throws IOException {
    for (String name : Specs.files()) {
      Specs.Source yaml = Specs.Source.resource(name);
      Files.writeString(
          Path.of(args[0] + Specs.FOLDER + Specs.parsed(name)),
          Parsed.of(yaml.text(), YamlReader.read(yaml.file(), yaml.text())));
    }
  }
}

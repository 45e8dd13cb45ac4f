package io.cloudstate.tck.specs.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the build reads is what a run would read, and never what a file held before. */
final class ParsedTest {

  private static final String YAML =
      """
      a: [one, "two \\"three\\"", '']
      # a remark
      "b c": { d: { }, e: [], f: }
      """;

  static Iterable<String> files() {
    return Specs.files();
  }

  @ParameterizedTest
  @MethodSource("files")
  void theBuildHasReadAllOfTheKitsFilesAsTheyAreNow(String name) {
    Specs.Source file = Specs.Source.resource(name);

    assertThat(Parsed.find(name, file.text(), file.parsed().orElseThrow()))
        .contains(YamlReader.read(name, file.text()));
  }

  @Test
  void placesAndOrderAreKept() {
    Node document = YamlReader.read("t.yaml", YAML);

    assertThat(Parsed.find("t.yaml", YAML, Parsed.of(YAML, document)))
        .hasValueSatisfying(
            read -> {
              assertThat(read).isEqualTo(document).hasToString(document.toString());
              assertThat(read.mapping().get("b c").mapping().get("e").place())
                  .hasToString("t.yaml:3:21");
            });
  }

  @Test
  void whatWasReadOfAnotherTextIsPassedOver() {
    String parsed = Parsed.of(YAML, YamlReader.read("t.yaml", YAML));
    String changed = YAML.replace("one", "1");

    assertThat(Parsed.find("t.yaml", changed, parsed)).isEmpty();
    assertThat(new Specs.Source("t.yaml", changed, Optional.of(parsed)).document())
        .isEqualTo(YamlReader.read("t.yaml", changed));
  }
}

package io.cloudstate.tck.specs.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlReaderTest {

  private static final int MORE_THAN_THE_LIBRARY_LIKES = 4 << 20;

  @Test
  void readsFilesOfManyMegabytes() {
    String entry = "- { id: one, text: another }\n";
    int entries = MORE_THAN_THE_LIBRARY_LIKES / entry.length();
    assertThat(YamlReader.read("large.yaml", entry.repeat(entries)))
        .isInstanceOfSatisfying(
            Node.Sequence.class, list -> assertThat(list.items()).hasSize(entries));
  }
}

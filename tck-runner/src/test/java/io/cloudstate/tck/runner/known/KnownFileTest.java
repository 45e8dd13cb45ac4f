package io.cloudstate.tck.runner.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.read.Place;
import io.cloudstate.tck.specs.read.SpecException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of known failures may hold, and what is said of one that cannot be used. */
final class KnownFileTest {

  private static final Catalogue CATALOGUE = Sample.set().catalogue();

  private static List<KnownEntry> read(String text) {
    return KnownFile.read("k.yaml", text, CATALOGUE);
  }

  @Test
  void anEntryIsReadWithItsPlace() {
    assertThat(
            read(
                """
                # of a library
                known:
                  - scenario: sample/*
                    requirement: ES-06
                    path: reply.events[0].value
                    reason: late
                    link: https://example.com/a?b=c#d
                    expires: 2027-01-31
                """))
        .containsExactly(
            new KnownEntry(
                new Place("k.yaml", 3, 5),
                "sample/*",
                Optional.of("ES-06"),
                Optional.of("reply.events[0].value"),
                "late",
                Optional.of("https://example.com/a?b=c#d"),
                Optional.of(LocalDate.of(2027, 1, 31))));
    assertThat(read("known: []")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ path: x, reason: r }                                     | 2:3  | \"scenario\" is missing here",
        "{ scenario: s, path: x }                                   | 2:3  | \"reason\" is missing here",
        "{ scenario: s, reason: r }                                 | 2:3  | Say how it fails",
        "{ scenario: s, path: x, reason: ' ' }                      | 2:35 | This is empty",
        "{ scenario: s, path: x, reason: r, requirement: ES-0 }     | 2:51 | No requirement has the id \"ES-0\"",
        "{ scenario: s, path: x, reason: r, expires: tomorrow }     | 2:47 | Expected a day such as 2027-01-31, found \"tomorrow\"",
        "{ scenario: s, path: x, reason: r, expires: 2026-02-30 }   | 2:47 | Expected a day",
        "{ scenario: s, path: x, reason: r, link: 'javascript:x' }  | 2:44 | Expected a link",
        "{ scenario: s, path: x, reason: r, until: 2026-01-01 }     | 2:38 | Unknown word \"until\"",
        "{ scenario: [s], path: x, reason: r }                      | 2:15 | Expected a single value, found a list",
        "text                                                       | 2:3  | Expected a map",
        "{ scenario: s, scenario: t }                               | 2:18 | second time",
        "{ scenario: s                                              | 2:16 | Not YAML",
      })
  void whatIsWrongIsSaidAtItsPlace(String entry, String place, String message) {
    assertThatThrownBy(() -> read("known:\n- " + entry.strip() + "\n"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("k.yaml:" + place.strip() + ": ")
        .hasMessageContaining(message.strip());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() -> read("known:\n- { scenario: a, path: x }\n- { path: x, reason: r }\n"))
        .hasMessageContaining("k.yaml:2:3")
        .hasMessageContaining("k.yaml:3:3");
    assertThatThrownBy(() -> read("")).hasMessageContaining("empty");
    assertThatThrownBy(() -> read("failures: []")).hasMessageContaining("Unknown word");
  }

  @Test
  void whatIsWrittenIsReadBackWhateverTheTextIs() {
    for (String text :
        List.of(
            "plain",
            "no",
            "2026-01-01",
            "1e3",
            "a: b # c",
            "- x",
            "'\"",
            "*",
            "&a",
            "{x}",
            "é\u202e",
            "\u001b[31m",
            "two\nlines\n",
            " spaced ",
            "null",
            "~",
            "tab\there")) {
      KnownEntry entry =
          new KnownEntry(
              new Place("k.yaml", 5, 3),
              "s/" + text,
              Optional.of("ES-06"),
              Optional.of(text),
              text.isBlank() ? "r" : text,
              Optional.of("https://example.org/1"),
              Optional.of(LocalDate.of(2027, 1, 31)));
      String written = KnownFile.write(List.of(entry));
      assertThat(written).doesNotContain("\u001b", "\u202e");
      assertThat(read(written))
          .as(written)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("place")
          .containsExactly(entry);
    }
  }
}

package io.cloudstate.tck.specs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pattern matches. */
final class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "event-sourced/emits, event-sourced/emits, true",
    "event-sourced/emits, event-sourced/emits-in-order, false",
    "event-sourced/*, event-sourced/emits, true",
    "*, '', true",
    "a*b*c, abbc, true",
    "a*b*c, acb, false",
    "a.c, abc, false",
    "a\\E*, a\\Eb, true",
    "events[*].payload, events[12].payload, true",
    "'a*b', 'a\nb', true",
  })
  void onlyTheStarIsSpecial(String pattern, String text, boolean matches) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
  }
}

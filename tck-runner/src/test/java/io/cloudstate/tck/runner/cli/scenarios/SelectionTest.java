package io.cloudstate.tck.runner.cli.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.runner.Sample;
import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.specs.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which scenarios a selection means. */
final class SelectionTest {

  private static List<String> chosen(List<String> include, List<String> exclude, String... themes)
      throws UsageException {
    return new Selection(include, exclude, List.of(themes), Shard.WHOLE)
        .of(Sample.set()).stream().map(Scenario::id).toList();
  }

  @Test
  void withoutWishesItIsAllInTheirOrder() throws Exception {
    assertThat(chosen(List.of(), List.of()))
        .isEqualTo(Sample.set().scenarios().stream().map(Scenario::id).toList());
    assertThat(chosen(List.of(), List.of(), "sample")).hasSize(7);
  }

  @Test
  void anIdMeansItselfAndStarsMeanAnyText() throws Exception {
    assertThat(chosen(List.of("sample/failure"), List.of())).containsExactly("sample/failure");
    assertThat(chosen(List.of("sample/re*"), List.of()))
        .containsExactly(
            "sample/replay-is-silent",
            "sample/relays-and-persists",
            "sample/refuses-foreign-command-id");
    assertThat(chosen(List.of("*http"), List.of())).containsExactly("sample/over-http");
  }

  @Test
  void aRequirementMeansWhatVerifiesIt() throws Exception {
    assertThat(chosen(List.of("ES-06"), List.of())).containsExactly("sample/emits-in-order");
    assertThat(chosen(List.of("ES-*", "HTTP-01"), List.of("ES-12", "ES-04")))
        .containsExactly("sample/emits-in-order", "sample/relays-and-persists", "sample/over-http");
  }

  @Test
  void partsAreDisjointAndMakeTheWhole() throws Exception {
    List<String> all = chosen(List.of(), List.of());
    List<String> parts = new ArrayList<>();
    for (int part = 1; part <= 3; part++) {
      Selection selection =
          new Selection(List.of(), List.of(), List.of(), Shard.parse(part + "/3"));
      parts.addAll(selection.of(Sample.set()).stream().map(Scenario::id).toList());
    }
    assertThat(parts).hasSameSizeAs(all).hasSameElementsAs(all);
  }

  @Test
  void whatIsNoPartIsToldSo() {
    for (String text : List.of("0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/2/3")) {
      assertThatThrownBy(() -> Shard.parse(text))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("for example 1/3");
    }
    assertThatThrownBy(
            () ->
                new Selection(List.of("sample/failure"), List.of(), List.of(), Shard.parse("2/2"))
                    .of(Sample.set()))
        .hasMessageContaining("part 2 of 2 of 1 scenarios is empty");
  }

  @Test
  void otherSignsMeanThemselves() {
    assertThatThrownBy(() -> chosen(List.of("sample/.*ure"), List.of()))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> chosen(List.of("sample/failur?"), List.of()))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> chosen(List.of("\\E.*\\Q"), List.of()))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void whatMatchesNothingIsSaidWithWhatIsNear() {
    assertThatThrownBy(() -> chosen(List.of("fail"), List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--include \"fail\" matches no scenario")
        .hasMessageContaining("Near it: sample/failure");
    assertThatThrownBy(() -> chosen(List.of("sample/failrue"), List.of()))
        .hasMessageContaining("Near it: sample/failure.");
    assertThatThrownBy(() -> chosen(List.of("ES-6"), List.of()))
        .hasMessageContaining("Near it: ES-06");
  }
}

package io.cloudstate.tck.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.runner.cli.RunFileFuzz;
import io.cloudstate.tck.runner.cli.files.ResultsFuzz;
import io.cloudstate.tck.runner.cli.terminal.ScenarioFuzz;
import io.cloudstate.tck.runner.engine.DiscoveryFuzz;
import io.cloudstate.tck.runner.engine.GrpcWebFuzz;
import io.cloudstate.tck.runner.judge.HttpFuzz;
import io.cloudstate.tck.runner.judge.SpecFuzz;
import io.cloudstate.tck.runner.known.KnownFileFuzz;
import io.cloudstate.tck.runner.report.TraceFuzz;
import io.cloudstate.tck.runner.wire.RelayFuzz;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reads foreign bytes takes the inputs of the corpus or refuses them as it says, the ones
 * among them that once broke it too. {@code ci/fuzz} looks for more.
 */
@Timeout(300)
final class CorpusTest {

  /** Reads one input, and throws what is a finding. */
  private interface Reader {
    void read(byte[] bytes) throws Exception;
  }

  private static final Map<String, Reader> READERS =
      new TreeMap<>(
          Map.of(
              "DiscoveryFuzz", DiscoveryFuzz::fuzzerTestOneInput,
              "GrpcWebFuzz", GrpcWebFuzz::fuzzerTestOneInput,
              "HttpFuzz", HttpFuzz::fuzzerTestOneInput,
              "KnownFileFuzz", KnownFileFuzz::fuzzerTestOneInput,
              "RelayFuzz", RelayFuzz::fuzzerTestOneInput,
              "ResultsFuzz", ResultsFuzz::fuzzerTestOneInput,
              "RunFileFuzz", RunFileFuzz::fuzzerTestOneInput,
              "ScenarioFuzz", ScenarioFuzz::fuzzerTestOneInput,
              "SpecFuzz", SpecFuzz::fuzzerTestOneInput,
              "TraceFuzz", TraceFuzz::fuzzerTestOneInput));

  static Stream<Arguments> inputs() {
    return READERS.keySet().stream()
        .flatMap(reader -> Corpus.of(reader).stream().map(input -> Arguments.of(reader, input)));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void isTakenOrRefused(String reader, Corpus.Input input) throws Exception {
    Objects.requireNonNull(READERS.get(reader)).read(input.bytes().toByteArray());
  }

  @Test
  void everyReaderHasACorpus() {
    assertThat(Corpus.readers()).isEqualTo(List.copyOf(READERS.keySet()));
  }
}

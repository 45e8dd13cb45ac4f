package io.cloudstate.tck.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compiled schema is the wire contract: nothing missing, nothing extra. */
final class WireContractTest {
  private static final String CONTRACT = "wire-contract.tsv";
  private static final String HEADER =
      "kind\tfile\towner\tnumber\tname\ttype_or_input\tlabel_or_output\toption";

  @Test
  void everyProtoIsCompiledAndCompared() {
    assertThat(SchemaFiles.compiled().stream().map(FileDescriptor::getName))
        .as("files compared with the contract; a new proto is to be listed in SchemaFiles")
        .containsExactlyInAnyOrderElementsOf(SchemaFiles.written().keySet());
  }

  @Test
  void everyFileIsProto3() {
    assertThat(SchemaFiles.compiled().stream().filter(file -> !isProto3(file)))
        .extracting(FileDescriptor::getName)
        .as("files that do not say syntax = \"proto3\"")
        .isEmpty();
  }

  @Test
  void theCompiledSchemaIsTheContract() throws IOException {
    List<String> contract = contract().lines().toList();
    assertThat(contract).first().as("columns of " + CONTRACT).isEqualTo(HEADER);
    List<String> expected = contract.subList(1, contract.size());
    List<String> compiled =
        SchemaFiles.compiled().stream().flatMap(file -> ContractRows.of(file).stream()).toList();
    assertSoftly(
        softly -> {
          softly
              .assertThat(without(expected, compiled))
              .as("rows of " + CONTRACT + " that the protos lack")
              .isEmpty();
          softly
              .assertThat(without(compiled, expected))
              .as("rows that the protos have and " + CONTRACT + " has not")
              .isEmpty();
        });
  }

  @Test
  void theCopyOfTheContractIsIdenticalToTheOriginalWhereThereIsOne() throws IOException {
    Optional<Path> original = original();
    assumeTrue(original.isPresent(), "no shared/protocol/" + CONTRACT + " beside this checkout");
    assertThat(contract().equals(Files.readString(original.get())))
        .as(
            "src/test/resources/%s is identical to %s; if not, copy that here and adapt the protos",
            CONTRACT, original.get())
        .isTrue();
  }

  private static boolean isProto3(FileDescriptor file) {
    return file.toProto().getSyntax().equals("proto3");
  }

  /** What the first list has more often than the second. */
  private static List<String> without(List<String> rows, List<String> others) {
    List<String> rest = new ArrayList<>(rows);
    others.forEach(rest::remove);
    return rest;
  }

  private static String contract() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            WireContractTest.class.getResourceAsStream("/" + CONTRACT),
            CONTRACT + " is not among the test resources")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The original lies beside the checkout, or beside a folder that holds it (a worktree). */
  private static Optional<Path> original() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(folder -> folder.resolve("shared").resolve("protocol").resolve(CONTRACT))
        .filter(Files::exists)
        .findFirst();
  }
}

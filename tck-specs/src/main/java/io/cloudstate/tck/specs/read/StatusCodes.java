package io.cloudstate.tck.specs.read;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The status codes of gRPC, by the names that scenarios write. */
final class StatusCodes {

  private static final Set<String> ALL =
      Set.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  private StatusCodes() {}

  /** A gRPC status code, or one of the words that stand for several. */
  static String read(Node node, String... besides) {
    Set<String> known = new LinkedHashSet<>(ALL);
    known.addAll(List.of(besides));
    if (!known.contains(node.text())) {
      throw node.error("Unknown status " + node.flow() + ". " + Words.known(node.text(), known));
    }
    return node.text();
  }
}

package io.cloudstate.tck.specs.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What calls carry besides their values: how many messages, and headers. */
final class CallContent {

  private CallContent() {}

  /** The messages of a stream, or the one where there is no stream. */
  static List<Node> messages(Node written, boolean streams, String who) {
    if (streams != written instanceof Node.Sequence) {
      throw written.error(
          who
              + (streams
                  ? " a stream: expected a list of messages"
                  : " one message: expected a map")
              + ", found "
              + written.kind()
              + ": "
              + written.flow());
    }
    return written instanceof Node.Sequence list ? list.items() : List.of(written);
  }

  static Map<String, String> headers(Node.Mapping map, String key) {
    Map<String, String> headers = new LinkedHashMap<>();
    map.find(key)
        .ifPresent(
            node ->
                node.mapping()
                    .entries()
                    .forEach(
                        (name, entry) ->
                            headers.put(name.toLowerCase(Locale.ROOT), entry.value().text())));
    return headers;
  }
}

package io.cloudstate.tck.runner.trace;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Fate;
import io.cloudstate.tck.specs.Half;
import io.cloudstate.tck.specs.Side;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Traces as JSON lines: a header, then an event a line, with the bytes as base64. */
public final class TraceJson {

  // What was written must be readable: a candidate may send a message of many megabytes.
  private static final int LONGEST_STRING = 512 * 1024 * 1024;

  // All that is not ASCII is escaped, so that a terminal that shows the file is not steered by it.
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_STRING).build())
                  .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                  .build())
          .build();
  private static final String FORMAT = "cloudstate-tck-trace";
  private static final int VERSION = 2;
  private static final int LONGEST_QUOTE = 100;

  private TraceJson() {}

  /**
   * Of what a trace is.
   *
   * @param scenario id
   * @param hash of the scenario that was run
   * @param entity what {@code ${entity}} stood for
   */
  public record Header(String scenario, String hash, String entity) {}

  /** A stored trace. */
  public record Stored(Header header, List<TraceEvent> events) {

    public Stored {
      events = List.copyOf(events);
    }
  }

  /** The whole file, each line with its end; a line at a time, since one may be megabytes. */
  public static Stream<String> lines(Header header, List<TraceEvent> events) {
    return Stream.concat(Stream.of(line(header)), events.stream().map(TraceJson::line));
  }

  /** The first line, with its end. */
  public static String line(Header header) {
    ObjectNode first =
        JSON.createObjectNode()
            .put("format", FORMAT)
            .put("formatVersion", VERSION)
            .put("scenario", header.scenario())
            .put("hash", header.hash())
            .put("entity", header.entity());
    return JSON.writeValueAsString(first) + "\n";
  }

  /** The line of an event, with its end. */
  public static String line(TraceEvent event) {
    return JSON.writeValueAsString(node(event)) + "\n";
  }

  private static ObjectNode node(TraceEvent event) {
    ObjectNode node = JSON.createObjectNode().put("seq", event.seq()).put("nanos", event.nanos());
    put(node, event.what());
    return node;
  }

  private static void put(ObjectNode node, Happening what) {
    node.put("type", what.getClass().getSimpleName());
    if (what instanceof Happening.OnStream stream) {
      node.put("entityType", stream.channel().type().name())
          .put("service", stream.channel().service())
          .put("id", stream.channel().idTemplate())
          .put("instance", stream.instance());
    }
    if (what instanceof Happening.Opened opened) {
      node.put("rpc", opened.rpc());
    } else if (what instanceof Happening.Message message) {
      node.put("side", message.side().name()).put("bytes", base64(message.bytes()));
    } else if (what instanceof Happening.Finished finished) {
      node.put("code", finished.code()).put("description", finished.description());
    } else if (what instanceof Happening.Called called) {
      node.put("call", called.channel().name())
          .put("how", called.how())
          .put("what", called.what())
          .put("request", base64(called.request()));
    } else if (what instanceof Happening.Returned returned) {
      node.put("call", returned.channel().name())
          .put("code", returned.code())
          .put("description", returned.description());
      returned.message().ifPresent(message -> node.put("message", base64(message)));
      put(node, returned.headers());
    } else if (what instanceof Happening.Sent sent) {
      node.put("call", sent.channel().name()).put("request", base64(sent.request()));
    } else if (what instanceof Happening.ClientHalfClosed closed) {
      node.put("call", closed.channel().name());
    } else if (what instanceof Happening.ClientCancelled cancelled) {
      node.put("call", cancelled.channel().name());
    } else if (what instanceof Happening.Received received) {
      node.put("call", received.channel().name()).put("message", base64(received.message()));
    } else if (what instanceof Happening.Discovered discovered) {
      node.put("request", base64(discovered.request()));
    } else if (what instanceof Happening.Responded responded) {
      node.put("call", responded.channel().name())
          .put("status", responded.status())
          .put("body", responded.body());
      put(node, responded.headers());
    } else if (what instanceof Happening.Reported reported) {
      node.put("text", reported.message());
    } else if (what instanceof Happening.ProcessEnded ended) {
      node.put("text", ended.how()).put("beside", ended.beside());
    } else if (what instanceof Happening.Befell befell) {
      node.put("who", befell.who().word()).put("fate", befell.fate().word());
    } else if (what instanceof Happening.Note note) {
      node.put("text", note.text());
    } else if (what instanceof Happening.Expired expired) {
      node.put("serial", expired.serial());
    } else if (what instanceof Happening.Announced announced) {
      node.put("spec", base64(announced.spec())).put("claimed", announced.claimed());
    }
  }

  private static void put(ObjectNode node, Map<String, String> headers) {
    ObjectNode object = node.putObject("headers");
    new TreeMap<>(headers).forEach(object::put);
  }

  private static Map<String, String> headers(JsonNode node) {
    Map<String, String> headers = new TreeMap<>();
    node.path("headers")
        .properties()
        .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString()));
    return headers;
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static ByteString bytes(JsonNode node) {
    return ByteString.copyFrom(Base64.getDecoder().decode(node.stringValue()));
  }

  /**
   * Reads a file that {@link #lines} wrote.
   *
   * @throws IllegalArgumentException if it is none, or of another version
   */
  public static Stored read(String text) {
    List<String> lines = text.lines().toList();
    JsonNode first = lines.isEmpty() ? JSON.createObjectNode() : json(lines.get(0), 1);
    if (!first.path("format").asString("").equals(FORMAT)
        || first.path("formatVersion").asInt(0) != VERSION) {
      throw new IllegalArgumentException(
          "Not a trace of format "
              + FORMAT
              + " version "
              + VERSION
              + ": it begins with "
              + (lines.isEmpty()
                  ? "nothing"
                  : lines.get(0).substring(0, Math.min(LONGEST_QUOTE, lines.get(0).length()))));
    }
    Header header = header(first);
    List<TraceEvent> events = new ArrayList<>();
    for (int number = 2; number <= lines.size(); number++) {
      JsonNode node = json(lines.get(number - 1), number);
      try {
        events.add(
            new TraceEvent(node.path("seq").asInt(), node.path("nanos").asLong(), what(node)));
      } catch (IllegalArgumentException | JacksonException broken) {
        throw new IllegalArgumentException(
            "Line " + number + " of a trace is no event: " + broken.getMessage(), broken);
      }
    }
    return new Stored(header, events);
  }

  private static Header header(JsonNode first) {
    try {
      return new Header(
          first.path("scenario").asString(),
          first.path("hash").asString(),
          first.path("entity").asString());
    } catch (JacksonException broken) {
      throw new IllegalArgumentException(
          "Line 1 of a trace is no header: " + broken.getMessage(), broken);
    }
  }

  private static JsonNode json(String line, int number) {
    try {
      return JSON.readTree(line);
    } catch (JacksonException broken) {
      throw new IllegalArgumentException(
          "Line " + number + " of a trace is no JSON: " + broken.getOriginalMessage(), broken);
    }
  }

  private static Happening what(JsonNode node) {
    String type = node.path("type").asString();
    return switch (type) {
      case "Opened" ->
          new Happening.Opened(entity(node), instance(node), node.path("rpc").asString());
      case "Message" ->
          new Happening.Message(
              entity(node),
              instance(node),
              Side.valueOf(node.path("side").asString()),
              bytes(node.path("bytes")));
      case "HalfClosed" -> new Happening.HalfClosed(entity(node), instance(node));
      case "Cancelled" -> new Happening.Cancelled(entity(node), instance(node));
      case "Finished" ->
          new Happening.Finished(
              entity(node),
              instance(node),
              node.path("code").asString(),
              node.path("description").asString());
      case "Called" ->
          new Happening.Called(
              call(node),
              node.path("how").asString(),
              node.path("what").asString(),
              bytes(node.path("request")));
      case "Returned" ->
          new Happening.Returned(
              call(node),
              node.path("code").asString(),
              node.path("description").asString(),
              node.has("message") ? Optional.of(bytes(node.path("message"))) : Optional.empty(),
              headers(node));
      case "Sent" -> new Happening.Sent(call(node), bytes(node.path("request")));
      case "ClientHalfClosed" -> new Happening.ClientHalfClosed(call(node));
      case "ClientCancelled" -> new Happening.ClientCancelled(call(node));
      case "Received" -> new Happening.Received(call(node), bytes(node.path("message")));
      case "Discovered" -> new Happening.Discovered(bytes(node.path("request")));
      case "Serving" -> new Happening.Serving();
      case "Responded" ->
          new Happening.Responded(
              call(node), node.path("status").asInt(), headers(node), node.path("body").asString());
      case "Reported" -> new Happening.Reported(node.path("text").asString());
      case "Announced" ->
          new Happening.Announced(bytes(node.path("spec")), node.path("claimed").asBoolean());
      case "ProcessEnded" ->
          new Happening.ProcessEnded(node.path("text").asString(), node.path("beside").asInt());
      case "Befell" ->
          new Happening.Befell(
              Half.valueOf(node.path("who").asString().toUpperCase(Locale.ROOT)),
              Fate.of(node.path("fate").asString()));
      case "Note" -> new Happening.Note(node.path("text").asString());
      case "Expired" -> new Happening.Expired(node.path("serial").asInt());
      default -> throw new IllegalArgumentException("Unknown event \"" + type + "\" in a trace.");
    };
  }

  private static Channel.OfEntity entity(JsonNode node) {
    return new Channel.OfEntity(
        EntityType.valueOf(node.path("entityType").asString()),
        node.path("service").asString(),
        node.path("id").asString());
  }

  private static int instance(JsonNode node) {
    return node.path("instance").asInt();
  }

  private static Channel.OfCall call(JsonNode node) {
    return new Channel.OfCall(node.path("call").asString());
  }
}

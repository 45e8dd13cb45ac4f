package io.cloudstate.tck.runner.report;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.FrameView;
import io.cloudstate.tck.runner.judge.Stepper;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.StepText;
import io.cloudstate.tck.specs.Topology;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.match.Types;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Shows the events of a trace as a reader of the report sees them. */
final class Frames {

  private static final int LONGEST_SUMMARY = 160;
  private static final int MOST_BYTES = 512;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String KIT = "kit";
  private static final String CANDIDATE = "candidate";
  private static final String PROXY = "proxy";
  private static final String CLIENT = "client";

  private static final Look HALF_CLOSED = Look.plain("half-close", "half-close", null);
  private static final Look CANCELLED = Look.plain("end", "cancelled", "CANCELLED");

  private final Topology topology;
  private final Show show;
  private final Types types;
  private final Map<Channel.OfCall, MethodDescriptor> methods = new HashMap<>();

  /** Of one scenario. */
  Frames(Topology topology, Show show, Types types) {
    this.topology = topology;
    this.show = show;
    this.types = types;
    types
        .method("cloudstate.EntityDiscovery/discover")
        .ifPresent(
            method -> {
              methods.put(Stepper.FIRST_DISCOVERY, method);
              methods.put(Channel.OfDiscovery.ANSWER, method);
            });
  }

  /**
   * What is to be seen of an event, whoever it goes from and to.
   *
   * @param json what it carries, where that can be read
   * @param status with which something ended
   */
  private record Look(
      String kind,
      String summary,
      @Nullable String json,
      ByteString bytes,
      @Nullable String status,
      @Nullable List<Fact> headers) {

    /** Of what carries nothing. */
    static Look plain(String kind, String summary, @Nullable String status) {
      return new Look(kind, summary, null, ByteString.EMPTY, status, null);
    }

    static Look message(String summary, @Nullable String json, ByteString bytes) {
      return new Look("message", summary, json, bytes, null, null);
    }
  }

  /** Shows the next event; what came before tells of which method a call's messages are. */
  FrameView view(TraceEvent event) {
    Happening what = event.what();
    if (what instanceof Happening.OnStream onStream) {
      Side side = side(onStream);
      return frame(event, from(side), to(side), label(onStream), stream(onStream));
    }
    if (what instanceof Happening.OnCall onCall) {
      remember(onCall);
      Look look = call(onCall);
      return onCall instanceof Happening.ByClient
          ? frame(event, caller(onCall), called(onCall), onCall.channel().label(), look)
          : frame(event, called(onCall), caller(onCall), onCall.channel().label(), look);
    }
    return frame(event, KIT, KIT, "", Look.plain("note", note(what), null));
  }

  private static FrameView frame(
      TraceEvent event, String from, String to, String channel, Look look) {
    return new FrameView(
        event.seq(),
        micros(event),
        from,
        to,
        channel,
        look.kind(),
        look.summary(),
        look.json(),
        hex(look.bytes()),
        look.bytes().size(),
        look.status(),
        look.headers());
  }

  /** From whom it comes: the proxy's side or the service's. */
  private static Side side(Happening.OnStream what) {
    if (what instanceof Happening.Message message) {
      return message.side();
    }
    return what instanceof Happening.Finished ? Side.OUT : Side.IN;
  }

  private Look stream(Happening.OnStream what) {
    if (what instanceof Happening.Message message) {
      return message(message);
    }
    if (what instanceof Happening.Opened opened) {
      return Look.plain("open", "opens " + opened.rpc(), null);
    }
    if (what instanceof Happening.Finished finished) {
      String status = status(finished.code(), finished.description());
      return Look.plain("end", "end with status " + status, status);
    }
    return what instanceof Happening.Cancelled ? CANCELLED : HALF_CLOSED;
  }

  private Look message(Happening.Message message) {
    Optional<Message> decoded = decode(message);
    return Look.message(
        decoded.map(show::message).map(Frames::cut).orElse("bytes that do not parse"),
        decoded.map(show::pretty).orElse(null),
        message.bytes());
  }

  /** Of which method the messages of this call are from here on. */
  private void remember(Happening.OnCall what) {
    if (what instanceof Happening.Called call) {
      types.method(call.what()).ifPresent(method -> methods.put(call.channel(), method));
    }
  }

  private Look call(Happening.OnCall what) {
    if (what instanceof Happening.Called call) {
      String json =
          call.how().equals("http")
              ? json(call.request().toStringUtf8())
              : request(call, call.request());
      return new Look("call", call.how() + " " + call.what(), json, call.request(), null, null);
    }
    if (what instanceof Happening.Sent sent) {
      return Look.message("sends", request(sent, sent.request()), sent.request());
    }
    if (what instanceof Happening.Received received) {
      return Look.message("receives", response(received, received.message()), received.message());
    }
    if (what instanceof Happening.Returned returned) {
      return returned(returned);
    }
    if (what instanceof Happening.Responded responded) {
      return responded(responded);
    }
    return what instanceof Happening.ClientCancelled ? CANCELLED : HALF_CLOSED;
  }

  private Look returned(Happening.Returned returned) {
    String status = status(returned.code(), returned.description());
    return new Look(
        "return",
        status,
        returned.message().map(bytes -> response(returned, bytes)).orElse(null),
        returned.message().orElse(ByteString.EMPTY),
        status,
        headers(returned.headers()));
  }

  private static Look responded(Happening.Responded responded) {
    String json = json(responded.body());
    String status = "HTTP " + responded.status();
    return new Look(
        "return",
        json == null ? status + " " + cut(responded.body()) : status,
        json,
        ByteString.copyFromUtf8(responded.body()),
        status,
        headers(responded.headers()));
  }

  private static String note(Happening what) {
    if (what instanceof Happening.Expired) {
      return "the deadline of a wait came";
    }
    if (what instanceof Happening.Discovered) {
      return "the proxy called discover";
    }
    if (what instanceof Happening.Serving) {
      return "the proxy opened its port";
    }
    if (what instanceof Happening.Announced) {
      return "what the candidate announces lacks what the scenario needs";
    }
    if (what instanceof Happening.ProcessEnded ended) {
      return "the candidate's process ended: " + ended.how();
    }
    if (what instanceof Happening.Befell befell) {
      return StepText.words(befell.who(), befell.fate());
    }
    return what instanceof Happening.Reported reported
        ? "the proxy called reportError: " + reported.message()
        : ((Happening.Note) what).text();
  }

  private static Optional<Message> decode(Happening.Message message) {
    try {
      return Optional.of(
          DynamicMessage.parseFrom(
              message.channel().type().frames(message.side()), message.bytes()));
    } catch (InvalidProtocolBufferException otherBytes) {
      return Optional.empty();
    }
  }

  private String caller(Happening.OnCall call) {
    if (topology == Topology.DIRECT) {
      return KIT;
    }
    return isDiscovery(call) ? PROXY : CLIENT;
  }

  private String called(Happening.OnCall call) {
    return topology == Topology.DIRECT || isDiscovery(call) ? CANDIDATE : PROXY;
  }

  private static boolean isDiscovery(Happening.OnCall call) {
    return call.channel().equals(Channel.OfDiscovery.ANSWER);
  }

  private @Nullable String request(Happening.OnCall call, ByteString bytes) {
    return decode(call, MethodDescriptor::getInputType, bytes);
  }

  private @Nullable String response(Happening.OnCall call, ByteString bytes) {
    return decode(call, MethodDescriptor::getOutputType, bytes);
  }

  /** A message of a call as JSON, where its method is known and it is one of its messages. */
  private @Nullable String decode(
      Happening.OnCall call, Function<MethodDescriptor, Descriptor> type, ByteString bytes) {
    MethodDescriptor method = methods.get(call.channel());
    if (method == null) {
      return null;
    }
    try {
      return show.pretty(DynamicMessage.parseFrom(type.apply(method), bytes));
    } catch (InvalidProtocolBufferException otherBytes) {
      // The bytes are shown all the same.
      return null;
    }
  }

  /** A body as it is, where it is JSON that has an inside. */
  private static @Nullable String json(String body) {
    try {
      return JSON.readTree(body).isContainer() ? body : null;
    } catch (JacksonException otherText) {
      // The bytes are shown all the same.
      return null;
    }
  }

  private static @Nullable List<Fact> headers(Map<String, String> headers) {
    return headers.isEmpty()
        ? null
        : new TreeMap<>(headers)
            .entrySet().stream().map(h -> new Fact(h.getKey(), h.getValue())).toList();
  }

  private String from(Side side) {
    return side == Side.IN ? proxySide() : serviceSide();
  }

  private String to(Side side) {
    return side == Side.IN ? serviceSide() : proxySide();
  }

  private String proxySide() {
    return topology == Topology.DIRECT ? KIT : PROXY;
  }

  private String serviceSide() {
    return topology == Topology.SCRIPTED ? KIT : CANDIDATE;
  }

  private static String label(Happening.OnStream what) {
    return what.channel().label() + " #" + what.instance();
  }

  private static String status(String code, String description) {
    return description.isEmpty() ? code : code + ": " + description;
  }

  private static long micros(TraceEvent event) {
    return TimeUnit.NANOSECONDS.toMicros(event.nanos());
  }

  private static String cut(String text) {
    return text.length() > LONGEST_SUMMARY ? text.substring(0, LONGEST_SUMMARY) + "…" : text;
  }

  private static @Nullable String hex(ByteString bytes) {
    return bytes.isEmpty()
        ? null
        : HexFormat.of()
            .formatHex(bytes.substring(0, Math.min(MOST_BYTES, bytes.size())).toByteArray());
  }
}

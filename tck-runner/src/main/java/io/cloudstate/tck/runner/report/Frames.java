package io.cloudstate.tck.runner.report;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.reports.Fact;
import io.cloudstate.tck.reports.FrameView;
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

  private final Topology topology;
  private final Show show;
  private final Types types;
  private final Map<Channel.OfCall, MethodDescriptor> called = new HashMap<>();

  /** Of one scenario. */
  Frames(Topology topology, Show show, Types types) {
    this.topology = topology;
    this.show = show;
    this.types = types;
    types
        .method("cloudstate.EntityDiscovery/discover")
        .ifPresent(
            method -> {
              called.put(Stepper.FIRST_DISCOVERY, method);
              called.put(Channel.OfDiscovery.ANSWER, method);
            });
  }

  /** Shows the next event; what came before tells of which method a call's messages are. */
  FrameView view(TraceEvent event) {
    Happening what = event.what();
    if (what instanceof Happening.Message message) {
      return message(event, message);
    }
    if (what instanceof Happening.Opened opened) {
      return onStream(event, opened, Side.IN, "open", "opens " + opened.rpc(), null);
    }
    if (what instanceof Happening.HalfClosed closed) {
      return onStream(event, closed, Side.IN, "half-close", "half-close", null);
    }
    if (what instanceof Happening.Cancelled cancelled) {
      return onStream(event, cancelled, Side.IN, "end", "cancelled", "CANCELLED");
    }
    if (what instanceof Happening.Finished finished) {
      String status = status(finished.code(), finished.description());
      return onStream(event, finished, Side.OUT, "end", "end with status " + status, status);
    }
    if (what instanceof Happening.Called call) {
      types.method(call.what()).ifPresent(method -> called.put(call.channel(), method));
      return call(
          event,
          call.channel(),
          true,
          "call",
          call.how() + " " + call.what(),
          call.how().equals("http")
              ? json(call.request().toStringUtf8())
              : decode(call.channel(), true, call.request()),
          call.request(),
          null);
    }
    if (what instanceof Happening.Sent sent) {
      return call(
          event,
          sent.channel(),
          true,
          "message",
          "sends",
          decode(sent.channel(), true, sent.request()),
          sent.request(),
          null);
    }
    if (what instanceof Happening.ClientHalfClosed closed) {
      return call(
          event, closed.channel(), true, "half-close", "half-close", null, ByteString.EMPTY, null);
    }
    if (what instanceof Happening.ClientCancelled cancelled) {
      return call(
          event,
          cancelled.channel(),
          true,
          "end",
          "cancelled",
          null,
          ByteString.EMPTY,
          "CANCELLED");
    }
    if (what instanceof Happening.Received received) {
      return call(
          event,
          received.channel(),
          false,
          "message",
          "receives",
          decode(received.channel(), false, received.message()),
          received.message(),
          null);
    }
    if (what instanceof Happening.Returned returned) {
      String status = status(returned.code(), returned.description());
      return call(
          event,
          returned.channel(),
          false,
          "return",
          status,
          returned.message().map(bytes -> decode(returned.channel(), false, bytes)).orElse(null),
          returned.message().orElse(ByteString.EMPTY),
          status,
          headers(returned.headers()));
    }
    if (what instanceof Happening.Responded responded) {
      String json = json(responded.body());
      return call(
          event,
          responded.channel(),
          false,
          "return",
          "HTTP " + responded.status() + (json == null ? " " + cut(responded.body()) : ""),
          json,
          ByteString.copyFromUtf8(responded.body()),
          "HTTP " + responded.status(),
          headers(responded.headers()));
    }
    String text = note(what);
    return new FrameView(
        event.seq(), micros(event), KIT, KIT, "", "note", text, null, null, 0, null);
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

  private FrameView message(TraceEvent event, Happening.Message message) {
    Optional<Message> decoded = decode(message);
    String summary = decoded.map(show::message).map(Frames::cut).orElse("bytes that do not parse");
    return new FrameView(
        event.seq(),
        micros(event),
        from(message.side()),
        to(message.side()),
        stream(message),
        "message",
        summary,
        decoded.map(show::pretty).orElse(null),
        hex(message.bytes()),
        message.bytes().size(),
        null);
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

  private FrameView onStream(
      TraceEvent event,
      Happening.OnStream what,
      Side side,
      String kind,
      String summary,
      @Nullable String status) {
    return new FrameView(
        event.seq(),
        micros(event),
        from(side),
        to(side),
        stream(what),
        kind,
        summary,
        null,
        null,
        0,
        status);
  }

  private FrameView call(
      TraceEvent event,
      Channel.OfCall channel,
      boolean request,
      String kind,
      String summary,
      @Nullable String json,
      ByteString bytes,
      @Nullable String status) {
    return call(event, channel, request, kind, summary, json, bytes, status, null);
  }

  private FrameView call(
      TraceEvent event,
      Channel.OfCall channel,
      boolean request,
      String kind,
      String summary,
      @Nullable String json,
      ByteString bytes,
      @Nullable String status,
      @Nullable List<Fact> headers) {
    boolean discovery = channel.equals(Channel.OfDiscovery.ANSWER);
    String caller = topology == Topology.DIRECT ? KIT : discovery ? PROXY : CLIENT;
    String called = topology == Topology.DIRECT || discovery ? CANDIDATE : PROXY;
    return new FrameView(
        event.seq(),
        micros(event),
        request ? caller : called,
        request ? called : caller,
        channel.label(),
        kind,
        summary,
        json,
        hex(bytes),
        bytes.size(),
        status,
        headers);
  }

  /** A message of a call as JSON, where its method is known and it is one of its messages. */
  private @Nullable String decode(Channel.OfCall channel, boolean request, ByteString bytes) {
    MethodDescriptor method = called.get(channel);
    if (method == null) {
      return null;
    }
    try {
      return show.pretty(
          DynamicMessage.parseFrom(
              request ? method.getInputType() : method.getOutputType(), bytes));
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

  private static String stream(Happening.OnStream what) {
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

package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.google.protobuf.TextFormat;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtStateAction;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtWriteConsistency;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.RequestAction;
import io.cloudstate.tck.protocol.model.crdt.Response;
import io.cloudstate.tck.protocol.model.crdt.State;
import io.cloudstate.tck.protocol.model.crdt.StreamedRequest;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A stream of a CRDT, driven in this thread, with answers as short text. Requests and deltas are
 * given in protobuf's text format.
 */
final class CrdtStream {
  static final String MODEL = "cloudstate.tck.model.crdt.CrdtTckModel";
  static final String TWO = "cloudstate.tck.model.crdt.CrdtTwo";

  final Recorded<CrdtStreamOut> out = new Recorded<>();
  private final StreamObserver<CrdtStreamIn> in;
  private final String entityId;
  private long commandId;

  private CrdtStream(ModelService service, String entityId) {
    this.entityId = entityId;
    this.in = service.crdt().handle(out);
  }

  /** A stream before init. */
  static CrdtStream of(ModelService service, String entityId) {
    return new CrdtStream(service, entityId);
  }

  /** A stream of the model after an init without delta. */
  static CrdtStream started(ModelService service, String entityId) {
    return of(service, entityId).init(MODEL);
  }

  /** A stream of the model after an init with a delta. */
  static CrdtStream started(ModelService service, String entityId, String delta) {
    return of(service, entityId)
        .send(
            in ->
                in.getInitBuilder()
                    .setServiceName(MODEL)
                    .setEntityId(entityId)
                    .setDelta(parsed(delta, CrdtDelta.newBuilder())));
  }

  CrdtStream init(String service) {
    return send(in -> in.getInitBuilder().setServiceName(service).setEntityId(entityId));
  }

  /** A command with these actions, each in text format. */
  CrdtStream process(String... actions) {
    return command("Process", Any.pack(request(actions)));
  }

  /** A call of {@code CrdtTwo} or {@code CrdtConfigured}. */
  CrdtStream call(String... actions) {
    return command("Call", Any.pack(request(actions)));
  }

  /** A streamed command with this request in text format. */
  CrdtStream streamed(String request) {
    StreamedRequest.Builder built = StreamedRequest.newBuilder().setId(entityId);
    return command("ProcessStreamed", Any.pack(parsed(request, built).build()), true);
  }

  CrdtStream command(String name, Any payload) {
    return command(name, payload, false);
  }

  CrdtStream command(String name, Any payload, boolean streamed) {
    commandId++;
    return send(
        in ->
            in.getCommandBuilder()
                .setEntityId(entityId)
                .setId(commandId)
                .setName(name)
                .setPayload(payload)
                .setStreamed(streamed));
  }

  CrdtStream delta(String delta) {
    return send(in -> in.setDelta(parsed(delta, CrdtDelta.newBuilder())));
  }

  CrdtStream delete() {
    return send(CrdtStreamIn.Builder::getDeleteBuilder);
  }

  CrdtStream cancel(long id) {
    return send(in -> in.getStreamCancelledBuilder().setEntityId(entityId).setId(id));
  }

  CrdtStream send(Consumer<CrdtStreamIn.Builder> frame) {
    CrdtStreamIn.Builder built = CrdtStreamIn.newBuilder();
    frame.accept(built);
    in.onNext(built.build());
    return this;
  }

  CrdtStream halfClose() {
    in.onCompleted();
    return this;
  }

  /** All answers so far, then how the stream stands: {@code open} or its status. */
  String transcript() {
    return out.values.stream().map(CrdtStream::text).collect(Collectors.joining("; "))
        + " | "
        + out.end;
  }

  /** A set's element, or a map's key, in a delta in text format. */
  static String element(String value) {
    return "{ type_url: 'p.cloudstate.io/string' value: '"
        + TextFormat.escapeBytes(StringValue.of(value).toByteString())
        + "' }";
  }

  private Request request(String... actions) {
    Request.Builder request = Request.newBuilder().setId(entityId);
    for (String action : actions) {
      request.addActions(parsed(action, RequestAction.newBuilder()));
    }
    return request.build();
  }

  private static <B extends Message.Builder> B parsed(String text, B into) {
    try {
      TextFormat.merge(text, into);
    } catch (TextFormat.ParseException e) {
      throw new AssertionError(text, e);
    }
    return into;
  }

  /**
   * {@code ID:STATE} of a reply, {@code ID>STATE} of a streamed message, {@code IDx} of a
   * cancellation; then {@code =CHANGE}, {@code @CONSISTENCY} and {@code (effects)} where present,
   * {@code ...} where more is to come, and {@code .} where nothing is.
   */
  static String text(CrdtStreamOut frame) {
    return switch (frame.getMessageCase()) {
      case REPLY ->
          frame.getReply().getCommandId()
              + ":"
              + text(frame.getReply().getClientAction())
              + text(frame.getReply().getStateAction())
              + text(frame.getReply().getSideEffectsList())
              + (frame.getReply().getStreamed() ? "..." : "");
      case STREAMED_MESSAGE ->
          frame.getStreamedMessage().getCommandId()
              + ">"
              + text(frame.getStreamedMessage().getClientAction())
              + text(frame.getStreamedMessage().getSideEffectsList())
              + (frame.getStreamedMessage().getEndStream() ? "." : "");
      case STREAM_CANCELLED_RESPONSE ->
          frame.getStreamCancelledResponse().getCommandId()
              + "x"
              + text(frame.getStreamCancelledResponse().getStateAction())
              + text(frame.getStreamCancelledResponse().getSideEffectsList());
      case FAILURE -> "FAILURE " + frame.getFailure().getCommandId();
      case MESSAGE_NOT_SET -> "EMPTY";
    };
  }

  private static String text(CrdtStateAction action) {
    String consistency =
        action.getWriteConsistency() == CrdtWriteConsistency.LOCAL
            ? ""
            : "@" + action.getWriteConsistency();
    return switch (action.getActionCase()) {
      case UPDATE -> "=" + text(action.getUpdate()) + consistency;
      case DELETE -> "=deleted" + consistency;
      case ACTION_NOT_SET -> consistency;
    };
  }

  private static String text(CrdtDelta delta) {
    return switch (delta.getDeltaCase()) {
      case GCOUNTER -> "+" + Long.toUnsignedString(delta.getGcounter().getIncrement());
      case PNCOUNTER -> "%+d".formatted(delta.getPncounter().getChange());
      case GSET -> elements("+", delta.getGset().getAddedList());
      case ORSET ->
          cleared(delta.getOrset().getCleared())
              + elements("-", delta.getOrset().getRemovedList())
              + elements("+", delta.getOrset().getAddedList());
      case LWWREGISTER -> {
        CrdtClock clock = delta.getLwwregister().getClock();
        long time = delta.getLwwregister().getCustomClockValue();
        yield "'"
            + element(delta.getLwwregister().getValue())
            + "'"
            + (clock == CrdtClock.DEFAULT ? "" : " by " + clock)
            + (time == 0 ? "" : " at " + time);
      }
      case FLAG -> String.valueOf(delta.getFlag().getValue());
      case ORMAP ->
          cleared(delta.getOrmap().getCleared())
              + elements("-", delta.getOrmap().getRemovedList())
              + entries("*", delta.getOrmap().getUpdatedList())
              + entries("+", delta.getOrmap().getAddedList());
      case VOTE ->
          (delta.getVote().getSelfVote() ? "yes" : "no")
              + (delta.getVote().getVotesFor() + delta.getVote().getTotalVoters() == 0
                  ? ""
                  : " with counts");
      case DELTA_NOT_SET -> "nothing";
    };
  }

  private static String cleared(boolean cleared) {
    return cleared ? "!" : "";
  }

  private static String elements(String mark, List<Any> elements) {
    return joined(mark, elements, CrdtStream::element);
  }

  private static String entries(String mark, List<ORMapEntryDelta> entries) {
    return joined(mark, entries, entry -> element(entry.getKey()) + " " + text(entry.getDelta()));
  }

  private static <T> String joined(String mark, List<T> parts, Function<T, String> text) {
    return parts.isEmpty()
        ? ""
        : parts.stream().map(text).sorted().collect(Collectors.joining(",", mark + "[", "]"));
  }

  private static String text(State state) {
    return switch (state.getValueCase()) {
      case GCOUNTER -> Long.toUnsignedString(state.getGcounter().getValue());
      case PNCOUNTER -> String.valueOf(state.getPncounter().getValue());
      case GSET -> state.getGset().getElementsList().toString();
      case ORSET -> state.getOrset().getElementsList().toString();
      case LWWREGISTER -> "'" + state.getLwwregister().getValue() + "'";
      case FLAG -> String.valueOf(state.getFlag().getValue());
      case ORMAP ->
          state.getOrmap().getEntriesList().stream()
              .map(entry -> entry.getKey() + " " + text(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case VOTE ->
          (state.getVote().getSelfVote() ? "yes " : "no ")
              + state.getVote().getVotesFor()
              + "/"
              + state.getVote().getTotalVoters();
      case VALUE_NOT_SET -> "no state";
    };
  }

  private static String text(ClientAction action) {
    return switch (action.getActionCase()) {
      case REPLY ->
          text(read(action.getReply().getPayload(), Response.getDefaultInstance()).getState());
      case FORWARD ->
          "->"
              + call(
                  action.getForward().getServiceName(),
                  action.getForward().getCommandName(),
                  action.getForward().getPayload());
      case FAILURE ->
          "failed "
              + action.getFailure().getCommandId()
              + " "
              + action.getFailure().getDescription()
              + (action.getFailure().getRestart() ? " restart" : "");
      case ACTION_NOT_SET -> "";
    };
  }

  private static String text(List<SideEffect> effects) {
    return effects.isEmpty()
        ? ""
        : effects.stream()
            .map(
                effect ->
                    call(effect.getServiceName(), effect.getCommandName(), effect.getPayload())
                        + (effect.getSynchronous() ? "!" : ""))
            .collect(Collectors.joining(",", "(", ")"));
  }

  private static String call(String service, String command, Any payload) {
    Request request = read(payload, Request.getDefaultInstance());
    return (service.equals(TWO) && command.equals("Call") ? "" : service + "/" + command + " ")
        + request.getId()
        + (request.getActionsCount() > 0 ? " with actions" : "");
  }

  private static String element(Any element) {
    if (!element.getTypeUrl().equals("p.cloudstate.io/string")) {
      return element.getTypeUrl() + " " + TextFormat.escapeBytes(element.getValue());
    }
    try {
      String value = StringValue.parseFrom(element.getValue()).getValue();
      ByteString bytes = StringValue.of(value).toByteString();
      return element.getValue().equals(bytes) ? value : TextFormat.escapeBytes(element.getValue());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static <M extends Message> M read(Any payload, M prototype) {
    if (!payload
        .getTypeUrl()
        .equals("type.googleapis.com/" + prototype.getDescriptorForType().getFullName())) {
      throw new AssertionError("Unexpected type url: " + payload.getTypeUrl());
    }
    try {
      @SuppressWarnings("unchecked") // a message's parser yields messages of its own class
      M read = (M) prototype.getParserForType().parseFrom(payload.getValue());
      return read;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}

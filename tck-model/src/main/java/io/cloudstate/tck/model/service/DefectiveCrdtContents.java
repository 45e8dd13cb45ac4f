package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.service.crdt.ModelCrdts;
import io.cloudstate.tck.model.support.Primitives;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtStateAction;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.RequestAction;
import io.cloudstate.tck.protocol.model.crdt.Update;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Defects in what the state actions of CRDTs hold: vain requests, and how values are written. */
final class DefectiveCrdtContents {
  private DefectiveCrdtContents() {}

  static Optional<Supplier<DefectiveCrdtStreams.Spoiler>> spoiler(ServiceDefect defect) {
    Supplier<DefectiveCrdtStreams.Spoiler> spoiler =
        switch (defect) {
          case ORSET_REMOVAL_OF_ABSENT_SENT -> () -> inVain(DefectiveCrdtContents::removedElement);
          case MAP_REMOVAL_OF_ABSENT_SENT -> () -> inVain(DefectiveCrdtContents::removedKey);
          case MAP_PRESENT_KEY_SENT -> () -> inVain(DefectiveCrdtContents::addedKey);
          case ORSET_CLEARED_SENT_AGAIN -> ClearedAgain::new;
          case DEFAULT_STRING_SPELLED_OUT -> () -> values(() -> DefectiveCrdtContents::spelledOut);
          case STRINGS_AS_WRAPPERS -> () -> values(() -> DefectiveCrdtContents::wrapper);
          case EQUAL_STRINGS_DIFFER -> () -> values(DefectiveCrdtContents::differing);
          default -> null;
        };
    return Optional.ofNullable(spoiler);
  }

  /** A delta with each of its elements, keys and values rewritten. */
  static CrdtDelta rewritten(CrdtDelta delta, Function<Any, Any> value) {
    CrdtDelta.Builder rewritten = delta.toBuilder();
    switch (delta.getDeltaCase()) {
      case GSET ->
          rewritten
              .getGsetBuilder()
              .clearAdded()
              .addAllAdded(each(delta.getGset().getAddedList(), value));
      case ORSET ->
          rewritten
              .getOrsetBuilder()
              .clearRemoved()
              .addAllRemoved(each(delta.getOrset().getRemovedList(), value))
              .clearAdded()
              .addAllAdded(each(delta.getOrset().getAddedList(), value));
      case LWWREGISTER ->
          rewritten
              .getLwwregisterBuilder()
              .setValue(value.apply(delta.getLwwregister().getValue()));
      case ORMAP ->
          rewritten
              .getOrmapBuilder()
              .clearRemoved()
              .addAllRemoved(each(delta.getOrmap().getRemovedList(), value))
              .clearUpdated()
              .addAllUpdated(entries(delta.getOrmap().getUpdatedList(), value))
              .clearAdded()
              .addAllAdded(entries(delta.getOrmap().getAddedList(), value));
      default -> {
        // The others hold no values that travel as Any.
      }
    }
    return rewritten.build();
  }

  private static List<Any> each(List<Any> values, Function<Any, Any> value) {
    return values.stream().map(value).toList();
  }

  private static List<ORMapEntryDelta> entries(
      List<ORMapEntryDelta> entries, Function<Any, Any> value) {
    return entries.stream()
        .map(
            entry ->
                entry.toBuilder()
                    .setKey(value.apply(entry.getKey()))
                    .setDelta(rewritten(entry.getDelta(), value))
                    .build())
        .toList();
  }

  /** Sends as an update what a command asked for although it changed nothing. */
  private static DefectiveCrdtStreams.Spoiler inVain(Function<Update, Optional<CrdtDelta>> asked) {
    return (in, out) -> {
      Optional<CrdtDelta> vain =
          updates(in.getCommand()).flatMap(update -> asked.apply(update).stream()).findFirst();
      return vain.isEmpty()
          ? out
          : out.stream().map(frame -> withUpdate(frame, vain.get())).toList();
    };
  }

  private static CrdtStreamOut withUpdate(CrdtStreamOut frame, CrdtDelta update) {
    if (!frame.hasReply()
        || frame.getReply().hasStateAction()
        || frame.getReply().getClientAction().hasFailure()) {
      return frame;
    }
    CrdtStreamOut.Builder changed = frame.toBuilder();
    changed.getReplyBuilder().getStateActionBuilder().setUpdate(update);
    return changed.build();
  }

  private static Stream<Update> updates(Command command) {
    if (!command.getName().equals("Process")) {
      return Stream.empty();
    }
    try {
      return Request.parseFrom(command.getPayload().getValue()).getActionsList().stream()
          .filter(RequestAction::hasUpdate)
          .map(RequestAction::getUpdate);
    } catch (InvalidProtocolBufferException e) {
      return Stream.empty(); // which the conforming service has refused
    }
  }

  private static Optional<CrdtDelta> removedElement(Update update) {
    return update.getOrset().hasRemove()
        ? Optional.of(
            CrdtDelta.newBuilder()
                .setOrset(
                    ORSetDelta.newBuilder()
                        .addRemoved(Primitives.string(update.getOrset().getRemove())))
                .build())
        : Optional.empty();
  }

  private static Optional<CrdtDelta> removedKey(Update update) {
    return update.getOrmap().hasRemove()
        ? Optional.of(
            map(
                ORMapDelta.newBuilder()
                    .addRemoved(Primitives.string(update.getOrmap().getRemove()))))
        : Optional.empty();
  }

  private static Optional<CrdtDelta> addedKey(Update update) {
    return update.getOrmap().hasAdd()
        ? Optional.of(
            map(
                ORMapDelta.newBuilder()
                    .addAdded(
                        ORMapEntryDelta.newBuilder()
                            .setKey(Primitives.string(update.getOrmap().getAdd()))
                            .setDelta(ModelCrdts.initial(update.getOrmap().getAdd()).whole()))))
        : Optional.empty();
  }

  private static CrdtDelta map(ORMapDelta.Builder delta) {
    return CrdtDelta.newBuilder().setOrmap(delta).build();
  }

  /** Says {@code cleared} in each update of a set once one of them has. */
  private static final class ClearedAgain implements DefectiveCrdtStreams.Spoiler {
    private boolean cleared;

    @Override
    public List<CrdtStreamOut> answers(CrdtStreamIn in, List<CrdtStreamOut> out) {
      return out.stream().map(frame -> inUpdates(frame, this::again)).toList();
    }

    private CrdtDelta again(CrdtDelta update) {
      if (!update.hasOrset()) {
        return update;
      }
      cleared |= update.getOrset().getCleared();
      CrdtDelta.Builder again = update.toBuilder();
      again.getOrsetBuilder().setCleared(cleared);
      return again.build();
    }
  }

  private static DefectiveCrdtStreams.Spoiler values(Supplier<UnaryOperator<Any>> rewriting) {
    UnaryOperator<Any> value = rewriting.get();
    return (in, out) ->
        out.stream().map(frame -> inUpdates(frame, update -> rewritten(update, value))).toList();
  }

  private static CrdtStreamOut inUpdates(CrdtStreamOut frame, UnaryOperator<CrdtDelta> edit) {
    CrdtStreamOut.Builder edited = frame.toBuilder();
    if (frame.getReply().getStateAction().hasUpdate()) {
      edit(edited.getReplyBuilder().getStateActionBuilder(), edit);
    } else if (frame.getStreamCancelledResponse().getStateAction().hasUpdate()) {
      edit(edited.getStreamCancelledResponseBuilder().getStateActionBuilder(), edit);
    }
    return edited.build();
  }

  private static void edit(CrdtStateAction.Builder action, UnaryOperator<CrdtDelta> edit) {
    action.setUpdate(edit.apply(action.getUpdate()));
  }

  private static Any spelledOut(Any value) {
    ByteString emptyInFieldOne = ByteString.copyFrom(new byte[] {0x0a, 0x00});
    return value.getValue().isEmpty() ? value.toBuilder().setValue(emptyInFieldOne).build() : value;
  }

  private static Any wrapper(Any value) {
    return value.toBuilder().setTypeUrl("type.googleapis.com/google.protobuf.StringValue").build();
  }

  private static UnaryOperator<Any> differing() {
    Set<Any> sent = new HashSet<>();
    return value -> sent.add(value) || value.getValue().size() < 2 ? value : longer(value);
  }

  /** The same short string, its length in two bytes: the first has the mark that one follows. */
  private static Any longer(Any value) {
    ByteString bytes = value.getValue();
    byte[] lengthInTwoBytes = {bytes.byteAt(0), (byte) (bytes.byteAt(1) | 0x80), 0x00};
    return value.toBuilder()
        .setValue(ByteString.copyFrom(lengthInTwoBytes).concat(bytes.substring(2)))
        .build();
  }
}

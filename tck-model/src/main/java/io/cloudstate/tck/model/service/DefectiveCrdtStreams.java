package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.crdt.CrdtDelete;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtReply;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Defects in how streams of CRDTs are served. */
final class DefectiveCrdtStreams implements DefectiveStreams.Own<CrdtStreamIn, CrdtStreamOut> {
  private static final CrdtStreamOut REPLY_TO_NOTHING =
      CrdtStreamOut.newBuilder().setReply(CrdtReply.getDefaultInstance()).build();

  /** What a frame is answered by, spoilt. One instance is for one stream, and may have memory. */
  interface Spoiler {
    /**
     * The answers to send.
     *
     * @param conforming what the conforming service answers
     */
    List<CrdtStreamOut> answers(CrdtStreamIn frame, List<CrdtStreamOut> conforming);
  }

  @Override
  public Optional<DefectiveStreams.Opening<CrdtStreamIn, CrdtStreamOut>> opening(
      ServiceDefect defect) {
    DefectiveStreams.Opening<CrdtStreamIn, CrdtStreamOut> opening =
        switch (defect) {
          case HALF_CLOSE_IGNORED_AFTER_DELETE -> LeftOpen::new;
          case LATE_CANCELLATION_REFUSED -> LateCancellationRefused::new;
          case OPEN_STREAM_BLOCKS_COMMANDS -> Blocking::new;
          case EMPTY_STRING_REFUSED -> EmptyStringRefused::new;
          default -> null;
        };
    return Optional.ofNullable(opening)
        .or(
            () ->
                spoiler(defect)
                    .or(() -> DefectiveCrdtContents.spoiler(defect))
                    .map(made -> ends -> new Spoilt(ends, made.get())));
  }

  private static Optional<Supplier<Spoiler>> spoiler(ServiceDefect defect) {
    Supplier<Spoiler> spoiler =
        switch (defect) {
          case DELTA_REPLIED_TO -> () -> repliedTo(CrdtStreamIn::hasDelta);
          case PROXY_DELETE_REPLIED_TO -> () -> repliedTo(CrdtStreamIn::hasDelete);
          case CRDT_DELETE_SENT_AGAIN -> DeleteSentAgain::new;
          case STREAMED_BEFORE_REPLY -> () -> messagesFirst(CrdtStreamIn::hasCommand);
          case STREAMED_BEFORE_CANCEL_RESPONSE ->
              () -> messagesFirst(CrdtStreamIn::hasStreamCancelled);
          case FIRST_UPDATE_STREAMED_TOO -> () -> DefectiveCrdtStreams::firstUpdateToo;
          case ONLY_FIRST_STREAM_TOLD ->
              () ->
                  (in, out) ->
                      Stream.concat(
                              out.stream().filter(frame -> !frame.hasStreamedMessage()),
                              out.stream().filter(CrdtStreamOut::hasStreamedMessage).limit(1))
                          .toList();
          case CANCEL_NOT_STREAMED ->
              () ->
                  (in, out) ->
                      in.hasStreamCancelled()
                          ? out.stream().filter(frame -> !frame.hasStreamedMessage()).toList()
                          : out;
          default -> null;
        };
    return Optional.ofNullable(spoiler);
  }

  private static Spoiler repliedTo(Predicate<CrdtStreamIn> silent) {
    return (in, out) ->
        silent.test(in) ? Stream.concat(Stream.of(REPLY_TO_NOTHING), out.stream()).toList() : out;
  }

  private static Spoiler messagesFirst(Predicate<CrdtStreamIn> cause) {
    return (in, out) ->
        cause.test(in)
            ? Stream.concat(
                    out.stream().filter(CrdtStreamOut::hasStreamedMessage),
                    out.stream().filter(frame -> !frame.hasStreamedMessage()))
                .toList()
            : out;
  }

  private static List<CrdtStreamOut> firstUpdateToo(CrdtStreamIn in, List<CrdtStreamOut> out) {
    List<CrdtStreamOut> answers = new ArrayList<>();
    for (CrdtStreamOut frame : out) {
      answers.add(frame);
      if (frame.getReply().getStreamed() && frame.getReply().hasStateAction()) {
        answers.add(
            CrdtStreamOut.newBuilder()
                .setStreamedMessage(
                    CrdtStreamedMessage.newBuilder()
                        .setCommandId(frame.getReply().getCommandId())
                        .setClientAction(frame.getReply().getClientAction()))
                .build());
      }
    }
    return answers;
  }

  private static final class DeleteSentAgain implements Spoiler {
    private boolean deleted;

    @Override
    public List<CrdtStreamOut> answers(CrdtStreamIn in, List<CrdtStreamOut> out) {
      List<CrdtStreamOut> answers = out.stream().map(this::answer).toList();
      deleted |= out.stream().anyMatch(frame -> frame.getReply().getStateAction().hasDelete());
      return answers;
    }

    private CrdtStreamOut answer(CrdtStreamOut frame) {
      if (!deleted || !frame.hasReply() || frame.getReply().getClientAction().hasFailure()) {
        return frame;
      }
      CrdtStreamOut.Builder again = frame.toBuilder();
      again.getReplyBuilder().getStateActionBuilder().setDelete(CrdtDelete.getDefaultInstance());
      return again.build();
    }
  }

  /** Collects what a frame is answered by, to have it spoilt as a whole. */
  private static final class Spoilt extends Relay<CrdtStreamIn, CrdtStreamOut> {
    private final Spoiler spoiler;
    private final List<CrdtStreamOut> round = new ArrayList<>();

    Spoilt(Relay.Ends<CrdtStreamIn, CrdtStreamOut> ends, Spoiler spoiler) {
      super(ends);
      this.spoiler = spoiler;
    }

    @Override
    void received(CrdtStreamIn frame) {
      deliver(frame);
      List<CrdtStreamOut> conforming = List.copyOf(round);
      round.clear();
      spoiler.answers(frame, conforming).forEach(this::send);
    }

    @Override
    void answered(CrdtStreamOut frame) {
      if (frame.hasFailure()) {
        send(frame); // with which the stream ends
      } else {
        round.add(frame);
      }
    }
  }

  private static final class LeftOpen extends Relay<CrdtStreamIn, CrdtStreamOut> {
    private boolean deleted;

    LeftOpen(Relay.Ends<CrdtStreamIn, CrdtStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(CrdtStreamIn frame) {
      deleted |= frame.hasDelete();
      deliver(frame);
    }

    @Override
    void answered(CrdtStreamOut frame) {
      deleted |= frame.getReply().getStateAction().hasDelete();
      send(frame);
    }

    @Override
    void halfClosed() {
      if (!deleted) {
        endInput();
      }
    }
  }

  private static final class LateCancellationRefused extends Relay<CrdtStreamIn, CrdtStreamOut> {
    private final Set<Long> ended = new HashSet<>();

    LateCancellationRefused(Relay.Ends<CrdtStreamIn, CrdtStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(CrdtStreamIn frame) {
      if (frame.hasStreamCancelled() && ended.contains(frame.getStreamCancelled().getId())) {
        send(
            CrdtStreamOut.newBuilder()
                .setFailure(Failure.newBuilder().setDescription("No such command is streamed."))
                .build());
        complete();
      } else {
        deliver(frame);
      }
    }

    @Override
    void answered(CrdtStreamOut frame) {
      if (frame.getStreamedMessage().getEndStream()) {
        ended.add(frame.getStreamedMessage().getCommandId());
      }
      send(frame);
    }
  }

  private static final class Blocking extends Relay<CrdtStreamIn, CrdtStreamOut> {
    private final Set<Long> open = new HashSet<>();
    private final Deque<CrdtStreamIn> waiting = new ArrayDeque<>();

    Blocking(Relay.Ends<CrdtStreamIn, CrdtStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(CrdtStreamIn frame) {
      if (frame.hasCommand()) {
        waiting.add(frame);
      } else {
        deliver(frame);
      }
      while (open.isEmpty() && !waiting.isEmpty()) {
        deliver(waiting.remove());
      }
    }

    @Override
    void answered(CrdtStreamOut frame) {
      if (frame.getReply().getStreamed()) {
        open.add(frame.getReply().getCommandId());
      } else if (frame.getStreamedMessage().getEndStream()) {
        open.remove(frame.getStreamedMessage().getCommandId());
      } else if (frame.hasStreamCancelledResponse()) {
        open.remove(frame.getStreamCancelledResponse().getCommandId());
      }
      send(frame);
    }
  }

  private static final class EmptyStringRefused extends Relay<CrdtStreamIn, CrdtStreamOut> {
    EmptyStringRefused(Relay.Ends<CrdtStreamIn, CrdtStreamOut> ends) {
      super(ends);
    }

    @Override
    void received(CrdtStreamIn frame) {
      CrdtDelta delta = frame.hasInit() ? frame.getInit().getDelta() : frame.getDelta();
      List<ByteString> values = new ArrayList<>();
      Function<Any, Any> look =
          value -> {
            values.add(value.getValue());
            return value;
          };
      DefectiveCrdtContents.rewritten(delta, look);
      if (values.stream().anyMatch(ByteString::isEmpty)) {
        send(
            CrdtStreamOut.newBuilder()
                .setFailure(Failure.newBuilder().setDescription("A value is missing."))
                .build());
        complete();
      } else {
        deliver(frame);
      }
    }
  }
}

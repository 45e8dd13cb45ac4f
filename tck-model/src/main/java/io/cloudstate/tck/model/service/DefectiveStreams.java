package io.cloudstate.tck.model.service;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.SideEffect;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Defects in how streams are served, whatever the entity type. */
final class DefectiveStreams {
  private static final Set<String> KNOWN_COMMANDS =
      Set.of("Process", "ProcessStreamed", "Call", "EmitEvent", "EmitJsonEvent");
  private static final Set<String> KNOWN_HOSTS =
      Set.of("type.googleapis.com", "json.cloudstate.io", "p.cloudstate.io");

  private DefectiveStreams() {}

  /** How a stream with a defect is opened. */
  interface Opening<I, O> {
    /** Puts the relay that spoils the stream between its ends. */
    Relay<I, O> open(Relay.Ends<I, O> ends);
  }

  /** The defects that only one protocol's streams can have. */
  interface Own<I, O> {
    /** How a stream with the defect is opened; empty if the defect is none of these. */
    Optional<Opening<I, O>> opening(ServiceDefect defect);
  }

  static <I, O> StreamHandler<I, O> wrap(
      StreamHandler<I, O> conforming,
      Frames<I, O> frames,
      Own<I, O> own,
      Set<ServiceDefect> defects,
      AtomicBoolean down) {
    Object lock = new Object();
    StreamHandler<I, O> service = out -> down.get() ? new Refused<>(out) : conforming.handle(out);
    for (ServiceDefect defect : defects) {
      Optional<Opening<I, O>> opening = own.opening(defect).or(() -> opening(defect));
      if (opening.isPresent()) {
        service = relayed(opening.get(), service, frames, lock);
      }
    }
    return service;
  }

  static <I, O> StreamHandler<I, O> relayed(
      Opening<I, O> opening, StreamHandler<I, O> service, Frames<I, O> frames, Object lock) {
    return out -> {
      synchronized (lock) {
        return opening.open(new Relay.Ends<>(out, service, frames, lock));
      }
    };
  }

  /** How a stream with the defect is opened; empty if the defect is not one of all streams. */
  private static <I, O> Optional<Opening<I, O>> opening(ServiceDefect defect) {
    Opening<I, O> opening =
        switch (defect) {
          case THIRD_COMMAND_DROPPED -> ThirdCommandDropped::new;
          case FOUR_STREAMS_AT_A_TIME -> {
            Queue<I, O> queue = new Queue<>();
            yield ends -> new Queued<>(ends, queue);
          }
          case HALF_CLOSE_UNANSWERED -> HalfCloseUnanswered::new;
          case HALF_CLOSE_ANSWERED_WITH_ERROR -> HalfCloseError::new;
          case EFFECTS_REVERSED -> ends -> new EffectsEdited<>(ends, DefectiveStreams::reversed);
          case EFFECTS_CARRIED_OVER -> EffectsCarriedOver::new;
          case FAILED_EFFECTS_SENT_LATER -> FailedEffectsLater::new;
          case EQUAL_EFFECTS_MERGED ->
              ends -> new EffectsEdited<>(ends, effects -> effects.stream().distinct().toList());
          case FAILURE_ENDS_STREAM -> FailureEndsStream::new;
          case STREAM_SILENT_AFTER_FAILURE -> SilentAfterFailure::new;
          case UNKNOWN_COMMAND_UNANSWERED -> UnknownUnanswered::new;
          case OTHER_HOST_REFUSED -> OtherHostRefused::new;
          case UNREADABLE_PAYLOAD_UNANSWERED -> UnreadableUnanswered::new;
          case UNREADABLE_STATE_UNANSWERED -> UnreadableStateUnanswered::new;
          case UNREADABLE_PAYLOAD_ENDS_ALL_STREAMS -> {
            Set<Relay<I, O>> open = new LinkedHashSet<>();
            yield ends -> new UnreadableEndsAll<>(ends, open);
          }
          default -> null;
        };
    return Optional.ofNullable(opening);
  }

  /** A stream that ends with its first frame. */
  static final class Refused<I, O> implements StreamObserver<I> {
    private final StreamObserver<O> out;
    private boolean over;

    Refused(StreamObserver<O> out) {
      this.out = out;
    }

    @Override
    public void onNext(I frame) {
      onCompleted();
    }

    @Override
    public void onError(Throwable cancelled) {
      over = true;
    }

    @Override
    public void onCompleted() {
      if (!over) {
        over = true;
        out.onError(Status.UNAVAILABLE.asRuntimeException());
      }
    }
  }

  private static boolean fails(Optional<ClientAction> action) {
    return action.filter(ClientAction::hasFailure).isPresent();
  }

  private static boolean readable(Optional<Command> command) {
    return command.map(Command::getPayload).map(DefectiveStreams::readable).orElse(true);
  }

  /** Whether a payload is a message at all, of whatever type. */
  static boolean readable(Any payload) {
    try {
      return UnknownFieldSet.parseFrom(payload.getValue()).isInitialized();
    } catch (InvalidProtocolBufferException e) {
      return false; // which is what was asked
    }
  }

  /** Whether the host of a payload's type url is not one of those that the protocol writes. */
  static boolean hasOtherHost(Any payload) {
    String url = payload.getTypeUrl();
    return !KNOWN_HOSTS.contains(url.substring(0, Math.max(0, url.lastIndexOf('/'))));
  }

  private static final class OtherHostRefused<I, O> extends Relay<I, O> {
    OtherHostRefused(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void received(I frame) {
      if (frames().command(frame).filter(command -> hasOtherHost(command.getPayload())).isEmpty()) {
        deliver(frame);
      } else {
        abort(Status.INVALID_ARGUMENT.asRuntimeException());
      }
    }
  }

  private static final class ThirdCommandDropped<I, O> extends Relay<I, O> {
    private static final int DROPPED = 3;
    private int commands;

    ThirdCommandDropped(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void received(I frame) {
      commands += frames().command(frame).isPresent() ? 1 : 0;
      if (frames().command(frame).isEmpty() || commands != DROPPED) {
        deliver(frame);
      }
    }
  }

  /** The streams being served, and those that wait. */
  private static final class Queue<I, O> {
    private static final int LIMIT = 4;
    private final Deque<Queued<I, O>> waiting = new ArrayDeque<>();
    private int serving;

    private boolean admits() {
      boolean admitted = serving < LIMIT;
      serving += admitted ? 1 : 0;
      return admitted;
    }
  }

  private static final class Queued<I, O> extends Relay<I, O> {
    private final Queue<I, O> queue;
    private final List<Runnable> held = new ArrayList<>();
    private boolean admitted;

    Queued(Ends<I, O> ends, Queue<I, O> queue) {
      super(ends);
      this.queue = queue;
      this.admitted = queue.admits();
      if (!admitted) {
        queue.waiting.add(this);
      }
    }

    @Override
    void received(I frame) {
      whenAdmitted(() -> deliver(frame));
    }

    @Override
    void halfClosed() {
      whenAdmitted(this::endInput);
    }

    @Override
    void ended() {
      if (!admitted) {
        queue.waiting.remove(this);
        return;
      }
      Queued<I, O> next = queue.waiting.poll();
      if (next == null) {
        queue.serving--;
      } else {
        next.admitted = true;
        next.held.forEach(Runnable::run);
      }
    }

    private void whenAdmitted(Runnable action) {
      if (admitted) {
        action.run();
      } else {
        held.add(action);
      }
    }
  }

  private static final class HalfCloseUnanswered<I, O> extends Relay<I, O> {
    HalfCloseUnanswered(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void halfClosed() {}
  }

  private static final class HalfCloseError<I, O> extends Relay<I, O> {
    HalfCloseError(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void halfClosed() {
      abort(Status.INTERNAL.withDescription("The stream was closed.").asRuntimeException());
    }
  }

  private static List<SideEffect> reversed(List<SideEffect> effects) {
    List<SideEffect> reversed = new ArrayList<>(effects);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Lists the side effects of each reply otherwise. */
  private static final class EffectsEdited<I, O> extends Relay<I, O> {
    private final UnaryOperator<List<SideEffect>> edit;

    EffectsEdited(Ends<I, O> ends, UnaryOperator<List<SideEffect>> edit) {
      super(ends);
      this.edit = edit;
    }

    @Override
    void answered(O frame) {
      send(
          frames().action(frame).isEmpty()
              ? frame
              : frames().withEffects(frame, edit.apply(frames().effects(frame))));
    }
  }

  private static final class EffectsCarriedOver<I, O> extends Relay<I, O> {
    private List<SideEffect> former = List.of();

    EffectsCarriedOver(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void answered(O frame) {
      if (frames().action(frame).isEmpty() || fails(frames().action(frame))) {
        send(frame);
        return;
      }
      List<SideEffect> own = frames().effects(frame);
      send(frames().withEffects(frame, Stream.concat(former.stream(), own.stream()).toList()));
      former = own;
    }
  }

  /** Takes the side effects from beside a failure, where the rules have left them for this. */
  private static final class FailedEffectsLater<I, O> extends Relay<I, O> {
    private List<SideEffect> held = List.of();

    FailedEffectsLater(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void answered(O frame) {
      if (frames().action(frame).isEmpty()) {
        send(frame);
        return;
      }
      List<SideEffect> own = frames().effects(frame);
      if (fails(frames().action(frame))) {
        held = Stream.concat(held.stream(), own.stream()).toList();
        send(frames().withEffects(frame, List.of()));
      } else {
        send(frames().withEffects(frame, Stream.concat(held.stream(), own.stream()).toList()));
        held = List.of();
      }
    }
  }

  private static final class FailureEndsStream<I, O> extends Relay<I, O> {
    FailureEndsStream(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void answered(O frame) {
      send(frame);
      if (fails(frames().action(frame))) {
        complete();
      }
    }
  }

  private static final class SilentAfterFailure<I, O> extends Relay<I, O> {
    private boolean failed;

    SilentAfterFailure(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void answered(O frame) {
      if (!failed) {
        send(frame);
      }
      failed |= fails(frames().action(frame));
    }
  }

  private static final class UnknownUnanswered<I, O> extends Relay<I, O> {
    UnknownUnanswered(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void received(I frame) {
      if (frames()
          .command(frame)
          .filter(command -> !KNOWN_COMMANDS.contains(command.getName()))
          .isEmpty()) {
        deliver(frame);
      }
    }
  }

  private static final class UnreadableUnanswered<I, O> extends Relay<I, O> {
    UnreadableUnanswered(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void received(I frame) {
      if (readable(frames().command(frame))) {
        deliver(frame);
      }
    }
  }

  private static final class UnreadableStateUnanswered<I, O> extends Relay<I, O> {
    private boolean mute;

    UnreadableStateUnanswered(Ends<I, O> ends) {
      super(ends);
    }

    @Override
    void received(I frame) {
      mute |= !frames().state(frame).map(DefectiveStreams::readable).orElse(true);
      if (!mute) {
        deliver(frame);
      }
    }
  }

  private static final class UnreadableEndsAll<I, O> extends Relay<I, O> {
    private final Set<Relay<I, O>> open;

    UnreadableEndsAll(Ends<I, O> ends, Set<Relay<I, O>> open) {
      super(ends);
      this.open = open;
      open.add(this);
    }

    @Override
    void received(I frame) {
      if (readable(frames().command(frame))
          && frames().state(frame).map(DefectiveStreams::readable).orElse(true)) {
        deliver(frame);
        return;
      }
      for (Relay<I, O> stream : List.copyOf(open)) {
        stream.abort(Status.UNAVAILABLE.withDescription("A worker died.").asRuntimeException());
      }
    }

    @Override
    void ended() {
      open.remove(this);
    }
  }
}

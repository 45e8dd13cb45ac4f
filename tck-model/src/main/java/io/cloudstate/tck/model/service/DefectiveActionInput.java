package io.cloudstate.tck.model.service;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.model.service.DefectiveStreams.Opening;
import io.cloudstate.tck.model.support.action.ActionRpc;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Defects in how actions take what a call sends, its end and its cancellation. */
final class DefectiveActionInput implements DefectiveActions.OfRpc {
  private final Set<Relay<ActionCommand, ActionResponse>> open = new LinkedHashSet<>();

  @Override
  public Optional<Opening<ActionCommand, ActionResponse>> opening(
      ServiceDefect defect, ActionRpc rpc) {
    Opening<ActionCommand, ActionResponse> opening =
        switch (defect) {
          case METADATA_LOST -> MetadataLost::new;
          case OTHER_HOST_REFUSED -> OtherHostRefused::new;
          case ACTION_UNKNOWN_SERVICE_UNANSWERED ->
              ends -> new Unanswered(ends, DefectiveActionInput::namesUnknownService);
          case ACTION_UNKNOWN_COMMAND_UNANSWERED ->
              ends -> new Unanswered(ends, DefectiveActionInput::namesUnknownCommand);
          case ACTION_UNREADABLE_PAYLOAD_UNANSWERED ->
              ends -> new Unanswered(ends, DefectiveActionInput::unreadable);
          case ACTION_UNREADABLE_PAYLOAD_ENDS_ALL_CALLS ->
              ends -> new UnreadableEndsAll(ends, open);
          case CANCELLATION_ENDS_OTHER_CALLS -> ends -> new CancellationEndsAll(ends, open);
          case STREAMED_IN_ANSWERS_FIRST_PAYLOAD ->
              rpc == ActionRpc.STREAMED_IN ? AnswersFirstPayload::new : null;
          case STREAMED_IN_IGNORES_LATER_PAYLOADS ->
              rpc == ActionRpc.STREAMED_IN ? IgnoresLaterPayloads::new : null;
          case STREAMED_IN_WITHOUT_PAYLOADS_UNANSWERED ->
              rpc == ActionRpc.STREAMED_IN ? UnansweredWithoutPayloads::new : null;
          case STREAMED_IN_WITHOUT_PAYLOADS_BREAKS ->
              rpc == ActionRpc.STREAMED_IN ? BrokenWithoutPayloads::new : null;
          case DUPLEX_WAITS_FOR_END -> rpc == ActionRpc.STREAMED ? WaitsForEnd::new : null;
          case DUPLEX_ENDS_WITH_FIRST_REQUEST ->
              rpc == ActionRpc.STREAMED ? EndsWithFirstRequest::new : null;
          case DUPLEX_HALF_CLOSE_UNANSWERED ->
              rpc == ActionRpc.STREAMED ? HalfCloseUnanswered::new : null;
          default -> null;
        };
    return Optional.ofNullable(opening);
  }

  private static Optional<ServiceDescriptor> service(ActionCommand command) {
    return Stream.of(ActionProto.getDescriptor(), EventlogeventingProto.getDescriptor())
        .flatMap(file -> file.getServices().stream())
        .filter(service -> service.getFullName().equals(command.getServiceName()))
        .findFirst();
  }

  private static boolean namesUnknownService(ActionCommand command) {
    return !command.getServiceName().isEmpty() && service(command).isEmpty();
  }

  private static boolean namesUnknownCommand(ActionCommand command) {
    return service(command)
        .filter(service -> service.findMethodByName(command.getName()) == null)
        .isPresent();
  }

  private static boolean unreadable(ActionCommand command) {
    return !DefectiveStreams.readable(command.getPayload());
  }

  private static final class MetadataLost extends Relay<ActionCommand, ActionResponse> {
    MetadataLost(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      deliver(message.toBuilder().clearMetadata().build());
    }
  }

  private static final class OtherHostRefused extends Relay<ActionCommand, ActionResponse> {
    OtherHostRefused(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      if (message.hasPayload() && DefectiveStreams.hasOtherHost(message.getPayload())) {
        abort(Status.INVALID_ARGUMENT.asRuntimeException());
      } else {
        deliver(message);
      }
    }
  }

  /** Hangs from the first message on that is not understood. */
  private static final class Unanswered extends Relay<ActionCommand, ActionResponse> {
    private final Predicate<ActionCommand> notUnderstood;
    private boolean hanging;

    Unanswered(Ends<ActionCommand, ActionResponse> ends, Predicate<ActionCommand> notUnderstood) {
      super(ends);
      this.notUnderstood = notUnderstood;
    }

    @Override
    void received(ActionCommand message) {
      hanging |= notUnderstood.test(message);
      if (!hanging) {
        deliver(message);
      }
    }

    @Override
    void halfClosed() {
      if (!hanging) {
        endInput();
      }
    }
  }

  /** Knows the other calls that are open, and ends them with its own. */
  private abstract static class Together extends Relay<ActionCommand, ActionResponse> {
    private final Set<Relay<ActionCommand, ActionResponse>> open;

    Together(
        Ends<ActionCommand, ActionResponse> ends, Set<Relay<ActionCommand, ActionResponse>> open) {
      super(ends);
      this.open = open;
      open.add(this);
    }

    final void endAll() {
      for (Relay<ActionCommand, ActionResponse> call : List.copyOf(open)) {
        call.abort(Status.UNAVAILABLE.withDescription("A worker died.").asRuntimeException());
      }
    }

    @Override
    final void ended() {
      open.remove(this);
    }
  }

  private static final class UnreadableEndsAll extends Together {
    UnreadableEndsAll(
        Ends<ActionCommand, ActionResponse> ends, Set<Relay<ActionCommand, ActionResponse>> open) {
      super(ends, open);
    }

    @Override
    void received(ActionCommand message) {
      if (unreadable(message)) {
        endAll();
      } else {
        deliver(message);
      }
    }
  }

  private static final class CancellationEndsAll extends Together {
    CancellationEndsAll(
        Ends<ActionCommand, ActionResponse> ends, Set<Relay<ActionCommand, ActionResponse>> open) {
      super(ends, open);
    }

    @Override
    void cancelled() {
      endAll();
    }
  }

  private static final class AnswersFirstPayload extends Relay<ActionCommand, ActionResponse> {
    private boolean answering;

    AnswersFirstPayload(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      deliver(message);
      if (message.hasPayload()) {
        answering = true;
        endInput();
      }
    }

    @Override
    void halfClosed() {
      if (!answering) {
        endInput();
      }
    }
  }

  private static final class IgnoresLaterPayloads extends Relay<ActionCommand, ActionResponse> {
    private boolean taken;

    IgnoresLaterPayloads(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      if (!taken) {
        deliver(message);
      }
      taken |= message.hasPayload();
    }
  }

  private static final class UnansweredWithoutPayloads
      extends Relay<ActionCommand, ActionResponse> {
    private boolean taken;

    UnansweredWithoutPayloads(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      taken |= message.hasPayload();
      deliver(message);
    }

    @Override
    void halfClosed() {
      if (taken) {
        endInput();
      }
    }
  }

  private static final class BrokenWithoutPayloads extends Relay<ActionCommand, ActionResponse> {
    private boolean taken;

    BrokenWithoutPayloads(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      taken |= message.hasPayload();
      deliver(message);
    }

    @Override
    void halfClosed() {
      if (taken) {
        endInput();
      } else {
        abort(Status.INTERNAL.withDescription("No value present.").asRuntimeException());
      }
    }
  }

  private static final class WaitsForEnd extends Relay<ActionCommand, ActionResponse> {
    private final List<ActionCommand> waiting = new ArrayList<>();

    WaitsForEnd(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      if (message.hasPayload()) {
        waiting.add(message);
      } else {
        deliver(message);
      }
    }

    @Override
    void halfClosed() {
      waiting.forEach(this::deliver);
      endInput();
    }
  }

  private static final class EndsWithFirstRequest extends Relay<ActionCommand, ActionResponse> {
    EndsWithFirstRequest(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void received(ActionCommand message) {
      deliver(message);
      if (message.hasPayload()) {
        endInput();
      }
    }
  }

  private static final class HalfCloseUnanswered extends Relay<ActionCommand, ActionResponse> {
    HalfCloseUnanswered(Ends<ActionCommand, ActionResponse> ends) {
      super(ends);
    }

    @Override
    void halfClosed() {
      // As if more might come.
    }
  }
}

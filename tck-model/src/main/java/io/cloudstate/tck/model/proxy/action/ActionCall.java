package io.cloudstate.tck.model.proxy.action;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Requests;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One call of an action. A message is taken from the client only when the service can take it, and
 * a response from the service only when the one before is carried out and the caller can take more,
 * so that at most one of each is held here.
 */
final class ActionCall implements Requests {
  private static final System.Logger LOG = System.getLogger(ActionCall.class.getName());

  private final ActionCommands commands;
  private final Caller caller;
  private final ActionResponses responses;
  private final ClientCall<ActionCommand, ActionResponse> service;
  private final Surroundings around;
  private final boolean streamsIn;
  private final boolean streamsOut;
  private final SynchronizationContext turns =
      new SynchronizationContext(
          (thread, e) -> LOG.log(Level.ERROR, "the reference proxy has a bug", e));

  // Touched in turn only.
  private Optional<ActionResponse> single = Optional.empty();
  private Optional<Status> closed = Optional.empty();
  private boolean started;
  private boolean reached;
  private boolean pulling;
  private boolean busy;
  private boolean resting;
  private boolean over;

  private ActionCall(
      ActionCommands commands,
      boolean forwarded,
      Caller caller,
      Channel channel,
      Surroundings around) {
    this.commands = commands;
    this.caller = caller;
    this.responses =
        new ActionResponses(commands.method(), forwarded, around.aftermath(), around.defects());
    // A service that restarts is waited for, no longer than the command's own time.
    this.service =
        channel.newCall(
            commands.rpc(),
            CallOptions.DEFAULT.withWaitForReady().withStreamTracerFactory(new Reaching()));
    this.around = around;
    this.streamsIn = commands.method().isClientStreaming();
    this.streamsOut = commands.method().isServerStreaming();
  }

  /** Begins a call; where the client streams, the service hears of it before any message. */
  static ActionCall open(
      ActionCommands commands,
      boolean forwarded,
      Caller caller,
      Channel channel,
      Surroundings around) {
    ActionCall call = new ActionCall(commands, forwarded, caller, channel, around);
    if (call.streamsIn) {
      call.turn(
          around.habits().contains(ProxyHabit.BEGINS_STREAMED_CALLS_LATE)
              ? caller::pull
              : call::start);
    }
    return call;
  }

  @Override
  public void next(ByteString request) {
    turn(() -> pass(request));
  }

  @Override
  public void halfClosed() {
    turn(this::endInput);
  }

  @Override
  public void cancelled() {
    turn(this::abandon);
  }

  @Override
  public void ready() {
    turn(this::takeMore);
  }

  private void start() {
    started = true;
    service.start(new Listener(), new Metadata());
    // Where there is one response, a second is asked for only to be noticed.
    service.request(streamsOut ? 1 : 2);
    send(commands.beginning());
    around.timer().after(around.commandTimeout(), () -> turn(this::checkReached));
    if (streamsIn) {
      pull();
    }
  }

  private void pass(ByteString request) {
    List<ActionCommand> messages;
    try {
      messages = commands.message(request);
    } catch (InvalidProtocolBufferException e) {
      if (streamsIn && has(ProxyDefect.UNPARSABLE_MESSAGE_SKIPPED)) {
        pull();
        return;
      }
      fail(
          new Outcome.Failed(
              Status.INVALID_ARGUMENT.withDescription(
                  "the request is not a %s: %s"
                      .formatted(commands.method().getInputType().getFullName(), e.getMessage()))));
      return;
    }
    if (!started) {
      start();
    }
    send(messages);
    if (streamsIn) {
      pull();
    }
  }

  private void send(List<ActionCommand> messages) {
    messages.forEach(service::sendMessage);
  }

  private void pull() {
    pulling = !service.isReady();
    if (!pulling) {
      caller.pull();
    }
  }

  private void endInput() {
    if (streamsIn && !started) {
      start();
    }
    send(commands.ending());
    if (!has(ProxyDefect.HALF_CLOSE_NOT_PASSED_ON) || !streamsIn) {
      service.halfClose();
    }
    if (!streamsOut) {
      around.timer().after(around.commandTimeout(), () -> turn(this::checkAnswered));
    }
  }

  private void abandon() {
    over = true;
    if (has(ProxyDefect.CLIENT_CANCEL_HALF_CLOSES)) {
      service.halfClose();
    } else if (started && !has(ProxyDefect.CLIENT_CANCEL_KEPT)) {
      service.cancel("the client has gone", null);
    }
  }

  private void checkReached() {
    if (!reached) {
      fail(Outcome.failed("the service could not be reached in time"));
    }
  }

  private void checkAnswered() {
    if (closed.isEmpty()) {
      fail(Outcome.failed("the service did not answer in time"));
    }
  }

  private void heard(ActionResponse response) {
    // The user function's refusal needs no good end of the call to count.
    if (streamsOut || response.hasFailure()) {
      carryOut(response);
    } else if (single.isPresent()) {
      fail(Outcome.failed("the service sent a second response where there is one"));
    } else {
      single = Optional.of(response);
    }
  }

  private void carryOut(ActionResponse response) {
    await(responses.carryOut(response));
  }

  private void await(CompletionStage<Outcome> outcome) {
    busy = true;
    outcome.thenAccept(known -> turn(() -> tell(known)));
  }

  private void tell(Outcome outcome) {
    busy = false;
    if (outcome instanceof Outcome.Failed failure) {
      fail(failure);
      return;
    }
    if (outcome instanceof Outcome.Replied reply) {
      caller.reply(reply);
    }
    if (closed.isPresent()) {
      end(closed.get());
    } else if (responses.stopAfter(outcome)) {
      end(Status.OK);
      service.cancel("enough", null);
    } else {
      resting = true;
      takeMore();
    }
  }

  private void takeMore() {
    if (resting && caller.isReady()) {
      resting = false;
      service.request(1);
    }
  }

  private void ended(Status how) {
    if (!how.isOk() && has(ProxyDefect.SERVICE_STATUS_HANGS)) {
      return;
    }
    Status status = isIgnored() ? Status.OK : how;
    closed = Optional.of(status);
    if (busy) {
      return;
    }
    if (single.isPresent() && status.isOk()) {
      carryOut(single.get());
    } else {
      end(status);
    }
  }

  private boolean isIgnored() {
    return streamsOut
        ? has(ProxyDefect.SERVICE_STATUS_IGNORED)
        : single.isPresent() && has(ProxyDefect.STATUS_BEHIND_REPLY_IGNORED);
  }

  private void end(Status status) {
    if (!status.isOk()) {
      fail(
          Outcome.failed(
              "the service ended the call with %s: %s"
                  .formatted(status.getCode(), status.getDescription())));
    } else if (!streamsOut && single.isEmpty()) {
      fail(Outcome.failed("the service completed the call without a response"));
    } else {
      responses.carryOutRest().ifPresentOrElse(this::await, this::complete);
    }
  }

  private void complete() {
    over = true;
    caller.complete();
  }

  /** Ends the call on both sides. */
  private void fail(Outcome.Failed failure) {
    over = true;
    if (streamsOut && failure.refused() && has(ProxyDefect.STREAMED_FAILURE_ENDS_WELL)) {
      caller.complete();
    } else {
      caller.fail(failure);
    }
    boolean kept = failure.refused() && has(ProxyDefect.FAILURE_KEEPS_SERVICE_CALL);
    if (started && !kept) {
      service.cancel("the call has failed", null);
    }
  }

  private void turn(Runnable task) {
    turns.execute(
        () -> {
          if (!over) {
            task.run();
          }
        });
  }

  private boolean has(ProxyDefect defect) {
    return around.defects().contains(defect);
  }

  /**
   * Tells when the call is on its way. That the service is ready says less: gRPC does not tell of
   * it where the client has one message.
   */
  private final class Reaching extends ClientStreamTracer.Factory {
    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void streamCreated(Attributes transport, Metadata sent) {
          turn(() -> reached = true);
        }
      };
    }
  }

  /** Brings what the service does into the call's turns. */
  private final class Listener extends ClientCall.Listener<ActionResponse> {
    @Override
    public void onReady() {
      turn(
          () -> {
            if (pulling) {
              pull();
            }
          });
    }

    @Override
    public void onMessage(ActionResponse response) {
      turn(() -> heard(response));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      turn(() -> ended(status));
    }
  }
}

package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.ActionConversation.group;
import static io.cloudstate.tck.model.service.ActionConversation.packed;
import static io.cloudstate.tck.model.service.ActionConversation.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.action.ProcessGroup;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of actions over the network; what they say is tested without. */
class ActionCallsOverTheNetworkTest {
  private static final int DEADLINE_SECONDS = 60;
  private static final int MANY = 200;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  @Test
  void eachRpcIsServed() throws Exception {
    ActionProtocolGrpc.ActionProtocolStub stub = stub(Set.of());

    Client unary = new Client();
    stub.handleUnary(first("ProcessUnary", "A"), unary);
    assertThat(unary.next()).isEqualTo("A");
    assertThat(unary.next()).isEqualTo("OK");

    Client out = new Client();
    stub.handleStreamedOut(first("ProcessStreamedOut", "A", "B"), out);
    assertThat(out.next() + out.next() + out.next()).isEqualTo("ABOK");

    Client in = new Client();
    StreamObserver<ActionCommand> requests = stub.handleStreamedIn(in);
    requests.onNext(first("ProcessStreamedIn"));
    requests.onNext(message("A"));
    requests.onNext(message("B"));
    requests.onCompleted();
    assertThat(in.next() + in.next()).isEqualTo("BOK");
  }

  @Test
  void cancelledCallsLeaveOthersAlone() throws Exception {
    ActionProtocolGrpc.ActionProtocolStub stub = stub(Set.of());
    Client kept = new Client();
    StreamObserver<ActionCommand> keptRequests = duplex(stub, kept);
    for (int i = 0; i < MANY; i++) {
      Client cancelled = new Client();
      StreamObserver<ActionCommand> requests = duplex(stub, cancelled);
      requests.onNext(message("A"));
      assertThat(cancelled.next()).isEqualTo("A");
      requests.onError(Status.CANCELLED.asRuntimeException());
      assertThat(cancelled.next()).isEqualTo("CANCELLED");
    }

    keptRequests.onNext(message("B"));
    assertThat(kept.next()).isEqualTo("B");
    keptRequests.onCompleted();
    assertThat(kept.next()).isEqualTo("OK");
  }

  @Test
  void aCancelledCallEndsOthersOfThatDefect() throws Exception {
    ActionProtocolGrpc.ActionProtocolStub stub =
        stub(EnumSet.of(ServiceDefect.CANCELLATION_ENDS_OTHER_CALLS));
    Client other = new Client();
    StreamObserver<ActionCommand> otherRequests = duplex(stub, other);
    otherRequests.onNext(message("A"));
    assertThat(other.next()).isEqualTo("A");
    Client cancelled = new Client();
    StreamObserver<ActionCommand> requests = duplex(stub, cancelled);
    requests.onNext(message("B"));
    assertThat(cancelled.next()).isEqualTo("B");
    requests.onError(Status.CANCELLED.asRuntimeException());

    assertThat(other.next()).isEqualTo("UNAVAILABLE");
  }

  private ActionProtocolGrpc.ActionProtocolStub stub(Set<ServiceDefect> defects)
      throws IOException {
    ReferenceService service =
        ReferenceService.start(new ServiceSettings("127.0.0.1", 0, defects), error -> {});
    opened.add(service);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
    opened.add(channel::shutdownNow);
    return ActionProtocolGrpc.newStub(channel);
  }

  private static StreamObserver<ActionCommand> duplex(
      ActionProtocolGrpc.ActionProtocolStub stub, Client client) {
    StreamObserver<ActionCommand> requests = stub.handleStreamed(client);
    requests.onNext(first("ProcessStreamed"));
    return requests;
  }

  /** A first message; with a payload that asks for these replies, if any. */
  private static ActionCommand first(String name, String... replies) {
    ActionCommand.Builder command =
        replies.length == 0 ? ActionCommand.newBuilder() : message(replies).toBuilder();
    return command
        .setServiceName("cloudstate.tck.model.action.ActionTckModel")
        .setName(name)
        .build();
  }

  private static ActionCommand message(String... replies) {
    ProcessGroup[] groups =
        List.of(replies).stream().map(text -> group(reply(text))).toArray(ProcessGroup[]::new);
    return ActionCommand.newBuilder().setPayload(packed(groups)).build();
  }

  /** Queues answers and the final status as text. */
  private static final class Client implements StreamObserver<ActionResponse> {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      String answer = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("No answer within %d s".formatted(DEADLINE_SECONDS));
      }
      return answer;
    }

    @Override
    public void onNext(ActionResponse response) {
      answers.add(ActionConversation.text(response));
    }

    @Override
    public void onError(Throwable error) {
      answers.add(Status.fromThrowable(error).getCode().name());
    }

    @Override
    public void onCompleted() {
      answers.add("OK");
    }
  }
}

package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.EntityStream.emit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.model.Request;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
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
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service over the network; what it says is tested without. */
class ReferenceServiceTest {
  private static final int DEADLINE_SECONDS = 60;
  private static final int MANY = 200;
  private static final int MEBIBYTE = 1024 * 1024;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  @Test
  void servesManyStreamsAtOnce() throws Exception {
    ManagedChannel channel = channel(start(Set.of()));
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      clients.add(new Client(channel, "e" + i));
    }
    for (int i = 0; i < MANY; i++) {
      clients.get(i).process("v" + i);
    }
    for (int i = 0; i < MANY; i++) {
      assertThat(clients.get(i).next()).isEqualTo("1:v" + i + "[v" + i + "]");
    }
    for (Client client : clients) {
      client.in.onCompleted();
      assertThat(client.next()).isEqualTo("OK");
    }
  }

  @Test
  void servesCrdts() throws Exception {
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    StreamObserver<CrdtStreamIn> in =
        CrdtGrpc.newStub(channel(start(Set.of()))).handle(new Answers<>(answers, CrdtStream::text));
    CrdtStreamIn.Builder init = CrdtStreamIn.newBuilder();
    init.getInitBuilder().setServiceName(CrdtStream.MODEL).setEntityId("Flag-1");
    in.onNext(init.build());
    CrdtStreamIn.Builder command = CrdtStreamIn.newBuilder();
    command
        .getCommandBuilder()
        .setEntityId("Flag-1")
        .setId(1)
        .setName("Process")
        .setPayload(Any.pack(io.cloudstate.tck.protocol.model.crdt.Request.getDefaultInstance()));
    in.onNext(command.build());

    assertThat(answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo("1:false");
    in.onCompleted();
    assertThat(answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isEqualTo("OK");
  }

  @Test
  void takesLargeMessages() throws Exception {
    Client client = new Client(channel(start(Set.of())), "e");
    String large = "x".repeat(6 * MEBIBYTE);

    client.process(large);

    assertThat(client.next()).hasSize("1:[]".length() + 2 * large.length());
  }

  @Test
  void staysUpAfterAReportUnlessItHasThatDefect() throws Exception {
    EntityDiscoveryGrpc.EntityDiscoveryBlockingStub sound = discovery(start(Set.of()));
    assertThat(sound.reportError(UserFunctionError.getDefaultInstance())).isNotNull();
    assertThat(sound.discover(ProxyInfo.getDefaultInstance()).getEntitiesCount()).isEqualTo(14);

    EntityDiscoveryGrpc.EntityDiscoveryBlockingStub defective =
        discovery(start(EnumSet.of(ServiceDefect.DOWN_AFTER_REPORT)));
    assertThat(defective.reportError(UserFunctionError.getDefaultInstance())).isNotNull();
    assertThatThrownBy(() -> defective.discover(ProxyInfo.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
  }

  @Test
  void aWaitingStreamIsServedWhenAnotherIsCancelled() throws Exception {
    ManagedChannel channel = channel(start(EnumSet.of(ServiceDefect.FOUR_STREAMS_AT_A_TIME)));
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      clients.add(new Client(channel, "e" + i));
      clients.get(i).process("A");
      assertThat(clients.get(i).next()).isEqualTo("1:A[A]");
    }
    Client fifth = new Client(channel, "e5");
    fifth.process("B");
    clients.get(2).in.onError(Status.CANCELLED.asRuntimeException());

    assertThat(fifth.next()).isEqualTo("1:B[B]");
  }

  @Test
  void oneUnreadablePayloadBreaksAllStreamsOfThatDefect() throws Exception {
    ManagedChannel channel =
        channel(start(EnumSet.of(ServiceDefect.UNREADABLE_PAYLOAD_ENDS_ALL_STREAMS)));
    Client other = new Client(channel, "other");
    other.process("A");
    assertThat(other.next()).isEqualTo("1:A[A]");

    new Client(channel, "e").command(EntityStream.unreadable());

    assertThat(other.next()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void closingEndsStreamsAndFreesThePort() throws Exception {
    ReferenceService service = start(Set.of());
    Client client = new Client(channel(service), "e");
    client.process("A");
    assertThat(client.next()).isEqualTo("1:A[A]");

    service.close();
    service.close();

    assertThat(client.next()).isIn("UNAVAILABLE", "CANCELLED");
    ReferenceService successor =
        ReferenceService.start(new ServiceSettings("127.0.0.1", service.port(), Set.of()));
    opened.add(successor);
    assertThat(successor.port()).isEqualTo(service.port());
  }

  @Test
  void cannotListenWhereAnotherDoes() throws Exception {
    ReferenceService service = start(Set.of());

    assertThatThrownBy(
            () ->
                ReferenceService.start(new ServiceSettings("127.0.0.1", service.port(), Set.of())))
        .isInstanceOf(IOException.class);
  }

  private ReferenceService start(Set<ServiceDefect> defects) throws IOException {
    ReferenceService service =
        ReferenceService.start(new ServiceSettings("127.0.0.1", 0, defects), error -> {});
    opened.add(service);
    return service;
  }

  private ManagedChannel channel(ReferenceService service) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", service.port())
            .usePlaintext()
            .maxInboundMessageSize(16 * MEBIBYTE)
            .build();
    opened.add(channel::shutdownNow);
    return channel;
  }

  private EntityDiscoveryGrpc.EntityDiscoveryBlockingStub discovery(ReferenceService service) {
    return EntityDiscoveryGrpc.newBlockingStub(channel(service))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  /** Queues answers and the final status as text. */
  private record Answers<T>(BlockingQueue<String> queue, Function<T, String> text)
      implements StreamObserver<T> {
    @Override
    public void onNext(T frame) {
      queue.add(text.apply(frame));
    }

    @Override
    public void onError(Throwable error) {
      queue.add(Status.fromThrowable(error).getCode().name());
    }

    @Override
    public void onCompleted() {
      queue.add("OK");
    }
  }

  /** A stream of the model entity over the network. */
  private static final class Client {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final String entityId;
    final StreamObserver<EventSourcedStreamIn> in;

    Client(ManagedChannel channel, String entityId) {
      this.entityId = entityId;
      this.in =
          EventSourcedGrpc.newStub(channel).handle(new Answers<>(answers, EntityStream::text));
      EventSourcedStreamIn.Builder frame = EventSourcedStreamIn.newBuilder();
      frame.getInitBuilder().setServiceName(EntityStream.MODEL).setEntityId(entityId);
      in.onNext(frame.build());
    }

    void process(String value) {
      command(Any.pack(Request.newBuilder().setId(entityId).addActions(emit(value)).build()));
    }

    void command(Any payload) {
      in.onNext(
          EventSourcedStreamIn.newBuilder()
              .setCommand(
                  Command.newBuilder()
                      .setEntityId(entityId)
                      .setId(1)
                      .setName("Process")
                      .setPayload(payload))
              .build());
    }

    String next() throws InterruptedException {
      String answer = answers.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError("No answer within %d s".formatted(DEADLINE_SECONDS));
      }
      return answer;
    }
  }
}

package io.cloudstate.tck.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.cloudstate.tck.model.support.Primitives;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.StreamedRequest;
import io.cloudstate.tck.protocol.model.crdt.Update;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each habit shows on the wire; that the kit does not mind is tested where scenarios run. */
class ServiceHabitTest {
  private static final int DEADLINE_SECONDS = 60;

  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  @Test
  void listsBackwards() throws Exception {
    EntitySpec usual = discovered(Set.of());
    EntitySpec backwards = discovered(Set.of(ServiceHabit.LISTS_BACKWARDS));

    assertThat(backwards.getEntities(0)).isEqualTo(usual.getEntities(usual.getEntitiesCount() - 1));
  }

  @Test
  void announcesMore() throws Exception {
    assertThat(discovered(Set.of(ServiceHabit.ANNOUNCES_MORE)).getEntitiesCount())
        .isEqualTo(discovered(Set.of()).getEntitiesCount() + 1);
  }

  @Test
  void addsMetadata() throws Exception {
    Stream stream = stream("GCounter-1", ServiceHabit.ADDS_METADATA);
    stream.process(1, Request.getDefaultInstance());

    assertThat(stream.next().getReply().getClientAction().getReply().getMetadata().getEntriesList())
        .hasSize(1);
  }

  @Test
  void failuresNameNoCommand() throws Exception {
    Stream stream = stream("GCounter-1", ServiceHabit.FAILURES_NAME_NO_COMMAND);
    stream.process(1, failing());
    stream.command(2, "NoSuchCommand", Request.getDefaultInstance());

    assertThat(stream.next().getReply().getClientAction().getFailure().getCommandId()).isZero();
    assertThat(stream.next().getFailure().getCommandId()).isZero();
  }

  @Test
  void failuresRestart() throws Exception {
    Stream stream = stream("GCounter-1", ServiceHabit.FAILURES_RESTART);
    stream.process(1, failing());

    assertThat(stream.next().getReply().getClientAction().getFailure().getRestart()).isTrue();
    assertThat(stream.end()).isEqualTo(Status.Code.OK);
  }

  @Test
  void errorsAreStatus() throws Exception {
    Stream stream = stream("GCounter-1", ServiceHabit.ERRORS_ARE_STATUS);
    stream.command(1, "NoSuchCommand", Request.getDefaultInstance());

    assertThat(stream.end()).isEqualTo(Status.Code.INTERNAL);
    assertThat(stream.frames).isEmpty();
  }

  @Test
  void failedStreamsStayOpen() throws Exception {
    Stream usual = stream("GCounter-1");
    Stream open = stream("GCounter-1", ServiceHabit.FAILED_STREAMS_STAY_OPEN);
    usual.command(1, "NoSuchCommand", Request.getDefaultInstance());
    open.command(1, "NoSuchCommand", Request.getDefaultInstance());

    assertThat(usual.end()).isEqualTo(Status.Code.OK);
    assertThat(open.next().hasFailure()).isTrue();
    assertThat(open.ends.poll(100, TimeUnit.MILLISECONDS)).isNull();
    open.call.halfClose();
    assertThat(open.end()).isEqualTo(Status.Code.OK);
  }

  @Test
  void changesClearOrRemove() throws Exception {
    Stream clears = stream("ORSet-1", ServiceHabit.CHANGES_CLEAR);
    Stream removes = stream("ORSet-1", ServiceHabit.CHANGES_REMOVE);
    for (Stream stream : List.of(clears, removes)) {
      stream.process(1, adding("a"));
      stream.process(2, adding("b"));
      stream.next();
    }

    assertThat(clears.next().getReply().getStateAction().getUpdate().getOrset())
        .satisfies(
            delta -> {
              assertThat(delta.getCleared()).isTrue();
              assertThat(delta.getAddedCount()).isEqualTo(2);
            });
    assertThat(removes.next().getReply().getStateAction().getUpdate().getOrset())
        .satisfies(
            delta -> {
              assertThat(delta.getRemovedList()).containsExactly(Primitives.string("a"));
              assertThat(delta.getAddedCount()).isEqualTo(2);
            });
  }

  @Test
  void repeatsWrites() throws Exception {
    Update.Builder same = Update.newBuilder();
    same.getLwwregisterBuilder().setValue("");
    Request write = request(same);
    Stream stream = stream("LWWRegister-1", ServiceHabit.REPEATS_WRITES);
    stream.process(1, write);
    stream.process(2, write);
    stream.next();

    assertThat(stream.next().getReply().getStateAction().hasUpdate()).isTrue();
  }

  @Test
  void tellsTheLastFirst() throws Exception {
    Stream stream = stream("GCounter-1", ServiceHabit.TELLS_THE_LAST_FIRST);
    for (int id = 1; id <= 2; id++) {
      stream.command(id, "ProcessStreamed", StreamedRequest.getDefaultInstance());
      stream.next();
    }
    CrdtStreamIn.Builder delta = CrdtStreamIn.newBuilder();
    delta.getDeltaBuilder().getGcounterBuilder().setIncrement(1);
    stream.call.sendMessage(delta.build());

    assertThat(stream.next().getStreamedMessage().getCommandId()).isEqualTo(2);
    assertThat(stream.next().getStreamedMessage().getCommandId()).isEqualTo(1);
  }

  @Test
  void answersLate() throws Exception {
    Stream stream = stream("GCounter-1", ServiceHabit.ANSWERS_LATE);
    long asked = System.nanoTime();
    stream.process(1, Request.getDefaultInstance());
    stream.next();

    assertThat(System.nanoTime() - asked).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
  }

  @Test
  void compresses() throws Exception {
    Stream stream = stream("GCounter-1", ServiceHabit.COMPRESSES);
    stream.process(1, Request.getDefaultInstance());

    assertThat(stream.header("grpc-encoding")).isEqualTo("gzip");
  }

  @Test
  void headersComeFirst() throws Exception {
    assertThat(stream("GCounter-1", ServiceHabit.HEADERS_COME_FIRST).header("x-own"))
        .isEqualTo("a header");
  }

  @Test
  void takesLittle() throws Exception {
    ManagedChannel channel = channel(Set.of(ServiceHabit.TAKES_LITTLE));
    List<Stream> streams = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      streams.add(new Stream(channel, "GCounter-" + i));
      streams.get(i).process(1, Request.getDefaultInstance());
      if (i < 16) {
        // Before there is a connection, calls that began together come to it in any order.
        streams.get(i).next();
      }
    }

    assertThat(streams.get(16).frames.poll(100, TimeUnit.MILLISECONDS)).isNull();
    streams.get(3).call.halfClose();
    assertThat(streams.get(16).next().hasReply()).isTrue();
  }

  @Test
  void renewsConnections() throws Exception {
    ManagedChannel channel = channel(Set.of(ServiceHabit.RENEWS_CONNECTIONS));
    Stream stream = new Stream(channel, "GCounter-1");
    BlockingQueue<Boolean> left = new LinkedBlockingQueue<>();
    stream.process(1, Request.getDefaultInstance());
    stream.next();
    channel.notifyWhenStateChanged(ConnectivityState.READY, () -> left.add(true));

    assertThat(left.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    stream.process(2, Request.getDefaultInstance());
    assertThat(stream.next().hasReply()).isTrue();
  }

  private static Request failing() {
    Request.Builder request = Request.newBuilder();
    request.addActionsBuilder().getFailBuilder().setMessage("we refuse");
    return request.build();
  }

  private static Request adding(String element) {
    Update.Builder update = Update.newBuilder();
    update.getOrsetBuilder().setAdd(element);
    return request(update);
  }

  private static Request request(Update.Builder update) {
    Request.Builder request = Request.newBuilder();
    request.addActionsBuilder().setUpdate(update);
    return request.build();
  }

  private EntitySpec discovered(Set<ServiceHabit> habits) throws Exception {
    return EntityDiscoveryGrpc.newBlockingStub(channel(habits))
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .discover(ProxyInfo.getDefaultInstance());
  }

  private Stream stream(String entityId, ServiceHabit... habits) throws Exception {
    return new Stream(channel(Set.of(habits)), entityId);
  }

  private ManagedChannel channel(Set<ServiceHabit> habits) throws Exception {
    ReferenceService service =
        ReferenceService.start(new ServiceSettings("127.0.0.1", 0, Set.of(), habits), error -> {});
    opened.add(service);
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
    opened.add(channel::shutdownNow);
    return channel;
  }

  /** A stream of a CRDT over the network. */
  private static final class Stream extends ClientCall.Listener<CrdtStreamOut> {
    private final BlockingQueue<CrdtStreamOut> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<Status.Code> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<Metadata> headers = new LinkedBlockingQueue<>();
    private final ClientCall<CrdtStreamIn, CrdtStreamOut> call;
    private final String entityId;

    Stream(ManagedChannel channel, String entityId) {
      this.entityId = entityId;
      this.call = channel.newCall(CrdtGrpc.getHandleMethod(), CallOptions.DEFAULT);
      call.start(this, new Metadata());
      call.request(Integer.MAX_VALUE);
      CrdtStreamIn.Builder init = CrdtStreamIn.newBuilder();
      init.getInitBuilder().setServiceName(CrdtStream.MODEL).setEntityId(entityId);
      call.sendMessage(init.build());
    }

    void process(long id, Request request) {
      command(id, "Process", request);
    }

    void command(long id, String name, Message request) {
      CrdtStreamIn.Builder command = CrdtStreamIn.newBuilder();
      command
          .getCommandBuilder()
          .setEntityId(entityId)
          .setId(id)
          .setName(name)
          .setPayload(Any.pack(request))
          .setStreamed(name.equals("ProcessStreamed"));
      call.sendMessage(command.build());
    }

    CrdtStreamOut next() throws InterruptedException {
      return polled(frames);
    }

    Status.Code end() throws InterruptedException {
      return polled(ends);
    }

    String header(String name) throws InterruptedException {
      return String.valueOf(
          polled(headers).get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
    }

    private static <T> T polled(BlockingQueue<T> queue) throws InterruptedException {
      T polled = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      if (polled == null) {
        throw new AssertionError("Nothing came within %d s".formatted(DEADLINE_SECONDS));
      }
      return polled;
    }

    @Override
    public void onHeaders(Metadata received) {
      headers.add(received);
    }

    @Override
    public void onMessage(CrdtStreamOut frame) {
      frames.add(frame);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      ends.add(status.getCode());
    }
  }
}

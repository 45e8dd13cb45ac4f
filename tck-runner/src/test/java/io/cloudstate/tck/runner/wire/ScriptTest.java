package io.cloudstate.tck.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.runner.wire.InterceptorScript.Action;
import io.cloudstate.tck.runner.wire.InterceptorScript.On;
import io.cloudstate.tck.runner.wire.InterceptorScript.Rule;
import io.cloudstate.tck.specs.Side;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a script does to the frames of a stream, seen from both ends. */
final class ScriptTest {

  private static final String HANDLE = "cloudstate.eventsourced.EventSourced/handle";
  private static final String OTHER = "cloudstate.valueentity.ValueEntity/handle";

  private final List<AutoCloseable> open = new ArrayList<>();

  /** A stream whose rules apply. */
  private record Both(Caller proxy, Callee.Stream service) {}

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private Callee callee() throws IOException {
    Callee callee = new Callee();
    open.add(callee);
    return callee;
  }

  private ManagedChannel channel(Callee callee, Rule... rules) throws IOException {
    Interceptor interceptor =
        Interceptor.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "127.0.0.1",
            callee.port(),
            Attribution.none(),
            new InterceptorScript(List.of(rules)));
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", interceptor.port())
            .usePlaintext()
            .directExecutor()
            .build();
    open.add(channel::shutdownNow);
    open.add(interceptor);
    return channel;
  }

  /** An open stream; the first frame, an init, went through. */
  private Both both(Rule... rules) throws Exception {
    Callee callee = callee();
    ManagedChannel channel = channel(callee, rules);
    Caller proxy = new Caller(channel, HANDLE).send(init());
    Callee.Stream service = callee.next();
    assertThat(service.message()).isEqualTo(init());
    return new Both(proxy, service);
  }

  private static Rule on(Side side, Map<String, String> where, int nth, Action action) {
    return new Rule(On.FRAME, side, Optional.empty(), where, nth, action);
  }

  private static ByteString init() {
    EventSourcedStreamIn.Builder frame = EventSourcedStreamIn.newBuilder();
    frame.getInitBuilder().setServiceName("S").setEntityId("e");
    return frame.build().toByteString();
  }

  private static ByteString command(long id) {
    EventSourcedStreamIn.Builder frame = EventSourcedStreamIn.newBuilder();
    frame.getCommandBuilder().setId(id).setName("Process");
    return frame.build().toByteString();
  }

  private static ByteString reply(long id, String... events) {
    EventSourcedReply.Builder reply = EventSourcedReply.newBuilder().setCommandId(id);
    for (String event : events) {
      reply.addEvents(Any.newBuilder().setTypeUrl(event));
    }
    return EventSourcedStreamOut.newBuilder().setReply(reply).build().toByteString();
  }

  private static List<Long> replies(Caller proxy, int count) throws Exception {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(parsed(proxy.message()).getReply().getCommandId());
    }
    return ids;
  }

  private static EventSourcedStreamOut parsed(ByteString frame)
      throws InvalidProtocolBufferException {
    return EventSourcedStreamOut.parseFrom(frame);
  }

  @Test
  void aDroppedFrameIsMissingAndTheRestIsNot() throws Exception {
    Both both = both(on(Side.OUT, Map.of("reply.command_id", "2"), 0, new Action.Drop()));
    both.service().send(reply(1));
    both.service().send(reply(2));
    both.service().send(reply(3));
    assertThat(replies(both.proxy(), 2)).containsExactly(1L, 3L);
  }

  @Test
  void aFrameOfTheProxyIsDroppedLikewise() throws Exception {
    Both both = both(on(Side.IN, Map.of("command.id", "1"), 0, new Action.Drop()));
    both.proxy().send(command(1)).send(command(2));
    assertThat(both.service().message()).isEqualTo(command(2));
  }

  @Test
  void aRuleMeansTheSideThatItNames() throws Exception {
    Both both = both(on(Side.OUT, Map.of(), 0, new Action.Drop()));
    both.proxy().send(command(1));
    assertThat(both.service().message()).isEqualTo(command(1));
  }

  @Test
  void nthCountsTheMatchesOfOneStream() throws Exception {
    Both both = both(on(Side.OUT, Map.of("reply", "*"), 2, new Action.Drop()));
    for (int i = 1; i <= 4; i++) {
      both.service().send(reply(i));
    }
    assertThat(replies(both.proxy(), 3)).containsExactly(1L, 3L, 4L);
  }

  @Test
  void eachStreamHasItsOwnCount() throws Exception {
    Callee callee = callee();
    ManagedChannel channel =
        channel(callee, on(Side.OUT, Map.of("reply", "*"), 1, new Action.Drop()));
    for (int i = 0; i < 2; i++) {
      Caller proxy = new Caller(channel, HANDLE).send(init());
      Callee.Stream service = callee.next();
      service.send(reply(1));
      service.send(reply(2));
      assertThat(replies(proxy, 1)).containsExactly(2L);
    }
  }

  @Test
  void starMatchesWhateverIsNotTheDefault() throws Exception {
    Both both = both(on(Side.OUT, Map.of("reply.events", "*"), 0, new Action.Drop()));
    both.service().send(reply(1));
    both.service().send(reply(2, "e"));
    both.service().send(reply(3));
    assertThat(replies(both.proxy(), 2)).containsExactly(1L, 3L);
  }

  @Test
  void allPathsOfARuleMustHold() throws Exception {
    Both both =
        both(
            on(
                Side.OUT,
                Map.of("reply.command_id", "2", "reply.events.type_url", "e"),
                0,
                new Action.Drop()));
    both.service().send(reply(1, "e"));
    both.service().send(reply(2, "f"));
    both.service().send(reply(2, "e"));
    both.service().send(reply(3, "e"));
    assertThat(replies(both.proxy(), 3)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aRuleOfAnotherMethodDoesNothingHere() throws Exception {
    Both both =
        both(
            new Rule(On.FRAME, Side.OUT, Optional.of(OTHER), Map.of(), 0, new Action.Drop()),
            new Rule(On.FRAME, Side.OUT, Optional.of(HANDLE), Map.of(), 2, new Action.Drop()));
    both.service().send(reply(1));
    both.service().send(reply(2));
    both.service().send(reply(3));
    assertThat(replies(both.proxy(), 2)).containsExactly(1L, 3L);
  }

  @Test
  void theFirstRuleThatMatchesApplies() throws Exception {
    Both both =
        both(
            on(Side.OUT, Map.of("reply.command_id", "1"), 0, new Action.Duplicate()),
            on(Side.OUT, Map.of(), 0, new Action.Drop()));
    both.service().send(reply(2));
    both.service().send(reply(1));
    assertThat(replies(both.proxy(), 2)).containsExactly(1L, 1L);
  }

  @Test
  void whatFollowsALateFrameStaysBehindIt() throws Exception {
    Both both = both(on(Side.OUT, Map.of("reply.command_id", "1"), 0, new Action.Delay(100)));
    long sent = System.nanoTime();
    both.service().send(reply(1));
    both.service().send(reply(2));
    both.service().end(Status.OK);
    assertThat(replies(both.proxy(), 2)).containsExactly(1L, 2L);
    assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(both.proxy().end().status().isOk()).isTrue();
  }

  @Test
  void aHalfCloseStaysBehindALateFrame() throws Exception {
    Both both = both(on(Side.IN, Map.of("command", "*"), 0, new Action.Delay(50)));
    both.proxy().send(command(1)).send(command(2));
    both.proxy().call.halfClose();
    both.service().halfClosed.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(both.service().messages).containsExactly(command(1), command(2));
  }

  @Test
  void aReorderedFrameComesAfterItsNext() throws Exception {
    Both both = both(on(Side.OUT, Map.of("reply.command_id", "1"), 0, new Action.Reorder()));
    both.service().send(reply(1));
    both.service().send(reply(2));
    both.service().send(reply(3));
    assertThat(replies(both.proxy(), 3)).containsExactly(2L, 1L, 3L);
  }

  @Test
  void aReorderedLastFrameIsNotLost() throws Exception {
    Both both =
        both(
            on(Side.OUT, Map.of("reply.command_id", "1"), 0, new Action.Reorder()),
            on(Side.IN, Map.of("command.id", "1"), 0, new Action.Reorder()));
    both.proxy().send(command(1));
    both.proxy().call.halfClose();
    assertThat(both.service().message()).isEqualTo(command(1));
    both.service().send(reply(1));
    both.service().end(Status.OK);
    assertThat(replies(both.proxy(), 1)).containsExactly(1L);
    assertThat(both.proxy().end().status().isOk()).isTrue();
  }

  @Test
  void aDuplicatedFrameComesTwice() throws Exception {
    Both both = both(on(Side.IN, Map.of("command", "*"), 0, new Action.Duplicate()));
    both.proxy().send(command(1)).send(command(2));
    assertThat(List.of(both.service().message(), both.service().message()))
        .containsOnly(command(1));
    assertThat(both.service().message()).isEqualTo(command(2));
  }

  @Test
  void aRewrittenFrameHasItsEditsInOrder() throws Exception {
    Both both =
        both(
            on(
                Side.OUT,
                Map.of(),
                0,
                new Action.Rewrite(
                    List.of(
                        new Edit("reply.events", Edit.Op.REVERSE, ""),
                        new Edit("reply.command_id", Edit.Op.ADD, "41")))));
    both.service().send(reply(1, "a", "b"));
    assertThat(both.proxy().message()).isEqualTo(reply(42, "b", "a"));
  }

  @Test
  void aFrameThatDoesNotParseIsNotRewritten() throws Exception {
    Both both =
        both(
            on(
                Side.OUT,
                Map.of(),
                0,
                new Action.Rewrite(List.of(new Edit("reply", Edit.Op.CLEAR, "")))));
    ByteString garbage = ByteString.copyFrom(new byte[] {(byte) 0xff});
    both.service().send(garbage);
    assertThat(both.proxy().message()).isEqualTo(garbage);
  }

  @Test
  void aReplacedFrameIsTheOneGiven() throws Exception {
    ByteString given = ByteString.copyFromUtf8("anything");
    Both both = both(on(Side.OUT, Map.of("reply", "*"), 1, new Action.Replace(given)));
    both.service().send(reply(1));
    both.service().send(reply(2));
    assertThat(both.proxy().message()).isEqualTo(given);
    assertThat(replies(both.proxy(), 1)).containsExactly(2L);
  }

  @Test
  void anAnswerGoesBackAndTheFrameIsNotRelayed() throws Exception {
    Both both = both(on(Side.IN, Map.of("command.id", "1"), 0, new Action.Answer(reply(9))));
    both.proxy().send(command(1));
    assertThat(replies(both.proxy(), 1)).containsExactly(9L);
    both.proxy().send(command(2));
    assertThat(both.service().message()).isEqualTo(command(2));
  }

  @Test
  void aCutEndsTheStreamForBoth() throws Exception {
    Both both = both(on(Side.IN, Map.of("command", "*"), 2, new Action.Cut("ABORTED")));
    both.proxy().send(command(1));
    assertThat(both.service().message()).isEqualTo(command(1));
    both.proxy().send(command(2));
    assertThat(both.proxy().end().status().getCode()).isEqualTo(Status.Code.ABORTED);
    both.service().cancelled.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(both.service().messages).isEmpty();
  }

  @Test
  void aCutByAReplyEndsTheStreamForBoth() throws Exception {
    Both both = both(on(Side.OUT, Map.of("reply", "*"), 2, new Action.Cut("DATA_LOSS")));
    both.service().send(reply(1));
    both.service().send(reply(2));
    assertThat(replies(both.proxy(), 1)).containsExactly(1L);
    assertThat(both.proxy().end().status().getCode()).isEqualTo(Status.Code.DATA_LOSS);
    both.service().cancelled.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void aDroppedHalfCloseLeavesTheStreamOpenForTheService() throws Exception {
    Both both =
        both(new Rule(On.HALF_CLOSE, Side.IN, Optional.empty(), Map.of(), 0, new Action.Drop()));
    both.proxy().call.halfClose();
    for (int i = 1; i <= 20; i++) {
      both.service().send(reply(i));
      replies(both.proxy(), 1);
    }
    assertThat(both.service().halfClosed).isNotDone();
    both.service().end(Status.OK);
    assertThat(both.proxy().end().status().isOk()).isTrue();
  }

  @Test
  void aDroppedEndLeavesTheStreamOpenForTheProxy() throws Exception {
    Callee callee = callee();
    ManagedChannel channel =
        channel(
            callee,
            new Rule(On.END, Side.OUT, Optional.of(HANDLE), Map.of(), 0, new Action.Drop()));
    Caller proxy = new Caller(channel, HANDLE).send(init());
    Callee.Stream service = callee.next();
    service.send(reply(1));
    service.end(Status.OK);
    replies(proxy, 1);
    // Another stream that ends later on the same connections shows that the end had its time.
    Caller barrier = new Caller(channel, OTHER).send(init());
    Callee.Stream other = callee.next();
    other.send(reply(2));
    other.end(Status.OK);
    assertThat(barrier.end().status().isOk()).isTrue();
    assertThat(proxy.end).isNotDone();
  }

  @Test
  void anEndGetsTheStatusOfTheScript() throws Exception {
    Both both =
        both(new Rule(On.END, Side.OUT, Optional.empty(), Map.of(), 0, new Action.Cut("INTERNAL")));
    both.service().send(reply(1));
    both.service().end(Status.OK);
    assertThat(replies(both.proxy(), 1)).containsExactly(1L);
    assertThat(both.proxy().end().status().getCode()).isEqualTo(Status.Code.INTERNAL);
  }

  @Test
  void anEndOfAnotherMethodKeepsItsStatus() throws Exception {
    Both both =
        both(
            new Rule(
                On.END, Side.OUT, Optional.of(OTHER), Map.of(), 0, new Action.Cut("INTERNAL")));
    both.service().end(Status.OK);
    assertThat(both.proxy().end().status().isOk()).isTrue();
  }
}

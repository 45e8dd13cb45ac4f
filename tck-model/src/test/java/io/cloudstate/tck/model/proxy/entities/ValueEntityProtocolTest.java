package io.cloudstate.tck.model.proxy.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.StringValue;
import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.persistence.ValueStore;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.valueentity.ValueEntityDelete;
import io.cloudstate.tck.protocol.valueentity.ValueEntityGrpc;
import io.cloudstate.tck.protocol.valueentity.ValueEntityInit;
import io.cloudstate.tck.protocol.valueentity.ValueEntityReply;
import io.cloudstate.tck.protocol.valueentity.ValueEntityStreamOut;
import io.cloudstate.tck.protocol.valueentity.ValueEntityUpdate;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ValueEntityProtocolTest {
  private static final PersistenceKey KEY = new PersistenceKey("p", "e");
  private static final Any A = Any.pack(StringValue.of("A"));
  private static final Any B = Any.pack(StringValue.of("B"));

  /** Never connected: no test here opens a stream. */
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", 1).usePlaintext().build();

  @AfterEach
  void close() {
    channel.shutdownNow();
  }

  @Test
  void initBringsTheLastState() {
    ValueEntityProtocol protocol = protocol(Set.of());
    assertThat(init(protocol).hasState()).isFalse();

    carryOut(protocol, update(A));
    carryOut(protocol, update(B));
    carryOut(protocol, ValueEntityReply.newBuilder());

    assertThat(init(protocol).getServiceName()).isEqualTo("s");
    assertThat(init(protocol).getEntityId()).isEqualTo("e");
    assertThat(init(protocol).getState().getValue()).isEqualTo(B);
    assertThat(protocol.history(KEY)).isEmpty();
  }

  @Test
  void initBringsNoStateOnceItIsDeleted() {
    ValueEntityProtocol protocol = protocol(Set.of());
    carryOut(protocol, update(A));
    carryOut(protocol, delete());

    assertThat(init(protocol).hasState()).isFalse();
  }

  @Test
  void byHabitNoStateIsOneWithoutValue() {
    ValueEntityProtocol protocol = protocol(Set.of(), Set.of(ProxyHabit.TELLS_NO_STATE_AS_EMPTY));
    assertThat(init(protocol).hasState()).isTrue();
    assertThat(init(protocol).getState().hasValue()).isFalse();

    carryOut(protocol, update(A));
    assertThat(init(protocol).getState().getValue()).isEqualTo(A);
  }

  @Test
  void anUpdateWithoutValueIsFlawed() {
    ValueEntityReply.Builder reply = ValueEntityReply.newBuilder().setCommandId(3);
    reply.getStateActionBuilder().setUpdate(ValueEntityUpdate.getDefaultInstance());

    assertThat(heard(protocol(Set.of()), reply).flaw())
        .hasValueSatisfying(flaw -> assertThat(flaw).contains("command 3", "no value"));
    assertThat(heard(protocol(Set.of(ProxyDefect.EMPTY_UPDATE_ACCEPTED)), reply).flaw()).isEmpty();
    assertThat(heard(protocol(Set.of()), update(A)).flaw()).isEmpty();
  }

  @Test
  void hearsFailuresOfTheStreamAndEmptyFrames() {
    ValueEntityProtocol protocol = protocol(Set.of());
    ValueEntityStreamOut.Builder failure = ValueEntityStreamOut.newBuilder();
    failure.getFailureBuilder().setDescription("oh");

    assertThat(protocol.hear(failure.build())).isEqualTo(new Heard.StreamFailure("oh"));
    assertThat(protocol.hear(ValueEntityStreamOut.getDefaultInstance()))
        .isEqualTo(new Heard.Nothing());
  }

  @Test
  void defectsShowInInit() {
    assertThat(after(ProxyDefect.INIT_WITHOUT_STATE, update(A)).hasState()).isFalse();
    assertThat(after(ProxyDefect.FIRST_STATE_KEPT, update(A), update(B)).getState().getValue())
        .isEqualTo(A);
    assertThat(after(ProxyDefect.DELETE_NOT_PERSISTED, update(A), delete()).getState().getValue())
        .isEqualTo(A);
    assertThat(after(ProxyDefect.DELETE_PERSISTED_AS_EMPTY, update(A), delete()).getState())
        .satisfies(state -> assertThat(state.hasValue()).isTrue());
    ValueEntityReply.Builder forward = update(A);
    forward.getClientActionBuilder().getForwardBuilder().setServiceName("t");
    assertThat(after(ProxyDefect.FORWARD_LOSES_STATE, forward).hasState()).isFalse();
  }

  private ValueEntityInit after(ProxyDefect defect, ValueEntityReply.Builder... replies) {
    ValueEntityProtocol protocol = protocol(Set.of(defect));
    for (ValueEntityReply.Builder reply : replies) {
      carryOut(protocol, reply);
    }
    return init(protocol);
  }

  private ValueEntityProtocol protocol(Set<ProxyDefect> defects) {
    return protocol(defects, Set.of());
  }

  private ValueEntityProtocol protocol(Set<ProxyDefect> defects, Set<ProxyHabit> habits) {
    return new ValueEntityProtocol(
        ValueEntityGrpc.newStub(channel), new ValueStore(defects), defects, habits);
  }

  private static ValueEntityInit init(ValueEntityProtocol protocol) {
    return protocol.init("s", "e", KEY).getInit();
  }

  private static void carryOut(ValueEntityProtocol protocol, ValueEntityReply.Builder reply) {
    protocol.persist(KEY, heard(protocol, reply).change());
  }

  private static Heard.Reply heard(ValueEntityProtocol protocol, ValueEntityReply.Builder reply) {
    return (Heard.Reply) protocol.hear(ValueEntityStreamOut.newBuilder().setReply(reply).build());
  }

  private static ValueEntityReply.Builder update(Any value) {
    ValueEntityReply.Builder reply = ValueEntityReply.newBuilder();
    reply.getStateActionBuilder().getUpdateBuilder().setValue(value);
    return reply;
  }

  private static ValueEntityReply.Builder delete() {
    ValueEntityReply.Builder reply = ValueEntityReply.newBuilder();
    reply.getStateActionBuilder().setDelete(ValueEntityDelete.getDefaultInstance());
    return reply;
  }
}

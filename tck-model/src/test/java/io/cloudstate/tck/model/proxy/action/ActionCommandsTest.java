package io.cloudstate.tck.model.proxy.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.action.Request;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ActionCommandsTest {
  private static final ByteString BROKEN = ByteString.copyFrom(new byte[] {10, 99});
  private static final MethodDescriptor UNARY =
      ActionProto.getDescriptor()
          .findServiceByName("ActionTckModel")
          .findMethodByName("ProcessUnary");
  private static final MethodDescriptor TAKES_ANY =
      EventlogeventingProto.getDescriptor()
          .findServiceByName("EventLogSubscriberModel")
          .findMethodByName("ProcessAnyEvent");

  @Test
  void namesThePayloadByTheMethodsInput() throws InvalidProtocolBufferException {
    assertThat(payload(UNARY, ByteString.EMPTY)).isEqualTo(Any.pack(Request.getDefaultInstance()));
    assertThat(
            payload(UNARY, ByteString.EMPTY, ProxyDefect.ACTION_TYPE_WITHOUT_PREFIX).getTypeUrl())
        .isEqualTo("cloudstate.tck.model.action.Request");
  }

  @Test
  void keepsThePayloadOfAMethodThatTakesAny() throws InvalidProtocolBufferException {
    Any json =
        Any.newBuilder()
            .setTypeUrl("json.cloudstate.io/x")
            .setValue(ByteString.copyFromUtf8("j"))
            .build();
    assertThat(payload(TAKES_ANY, json.toByteString())).isEqualTo(json);
  }

  @Test
  void rejectsWhatDoesNotParse() throws InvalidProtocolBufferException {
    assertThatThrownBy(() -> payload(UNARY, BROKEN))
        .isInstanceOf(InvalidProtocolBufferException.class);
    assertThatThrownBy(() -> payload(TAKES_ANY, BROKEN))
        .isInstanceOf(InvalidProtocolBufferException.class);
    assertThat(payload(UNARY, BROKEN, ProxyDefect.UNPARSABLE_PAYLOAD_ACCEPTED))
        .isEqualTo(Any.pack(Request.getDefaultInstance()));
  }

  private static Any payload(MethodDescriptor method, ByteString request, ProxyDefect... defects)
      throws InvalidProtocolBufferException {
    return new ActionCommands(method, Metadata.getDefaultInstance(), Set.of(defects))
        .message(request)
        .get(0)
        .getPayload();
  }
}

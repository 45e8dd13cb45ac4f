package io.cloudstate.tck.model.proxy.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;
import org.junit.jupiter.api.Test;

final class InvocationTest {
  private static final MethodDescriptor UNARY =
      ActionProto.getDescriptor()
          .findServiceByName("ActionTckModel")
          .findMethodByName("ProcessUnary");
  private static final MethodDescriptor TAKES_ANY =
      EventlogeventingProto.getDescriptor()
          .findServiceByName("EventLogSubscriberModel")
          .findMethodByName("ProcessAnyEvent");

  @Test
  void takesFromAPayloadOnlyWhatTheMethodTakes() {
    Any json =
        Any.newBuilder()
            .setTypeUrl("json.cloudstate.io/x")
            .setValue(ByteString.copyFromUtf8("j"))
            .build();
    assertThat(Invocation.request(TAKES_ANY, json)).contains(json.toByteString());
    assertThat(Invocation.request(UNARY, json)).isEmpty();
  }
}

package io.cloudstate.tck.model.proxy.entities;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import java.util.Set;

/** How the frames to the service name one entity. */
record EntityAddress(
    String service, String entityId, Set<ProxyDefect> defects, Set<ProxyHabit> habits) {
  private static final Metadata OWN =
      Metadata.newBuilder()
          .addEntries(MetadataEntry.newBuilder().setKey("x-proxy-hop").setStringValue("1"))
          .addEntries(
              MetadataEntry.newBuilder()
                  .setKey("x-proxy-hop-bin")
                  .setBytesValue(ByteString.copyFrom(new byte[] {1, -1})))
          .build();

  /** The service as init names it. */
  String serviceInInit() {
    return has(ProxyDefect.INIT_NAMES_SERVICE_SIMPLY)
        ? service.substring(service.lastIndexOf('.') + 1)
        : service;
  }

  /** The entity id as init gives it. */
  String entityIdInInit() {
    return has(ProxyDefect.INIT_WITHOUT_ENTITY_ID) ? "" : entityId;
  }

  /** A command to this entity. */
  Command command(long id, Invocation invocation) {
    Any payload = invocation.payload();
    if (has(ProxyDefect.COMMAND_TYPE_WITHOUT_PREFIX)) {
      payload =
          payload.toBuilder().setTypeUrl(invocation.method().getInputType().getFullName()).build();
    }
    boolean full = has(ProxyDefect.COMMAND_NAME_IN_FULL);
    Command.Builder command = Command.newBuilder();
    if (habits.contains(ProxyHabit.COMMANDS_CARRY_METADATA)) {
      command.setMetadata(OWN);
    }
    return command
        .setEntityId(has(ProxyDefect.COMMAND_WITHOUT_ENTITY_ID) ? "" : entityId)
        .setId(id)
        .setName(full ? invocation.method().getFullName() : invocation.method().getName())
        .setPayload(payload)
        .setStreamed(invocation.method().isServerStreaming())
        .build();
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}

package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.Command;
import java.util.Set;

/** How the frames to the service name one entity. */
record EntityAddress(String service, String entityId, Set<ProxyDefect> defects) {

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
    return Command.newBuilder()
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

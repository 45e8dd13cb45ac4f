package io.cloudstate.tck.model.proxy.eventing;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import java.util.Set;

/**
 * An event as a subscriber is given it; pure.
 *
 * @param key whose event it is
 * @param sequence its number among the events of its entity, from 1
 * @param payload the event as it was persisted
 * @param defects the bugs to imitate
 */
record LoggedEvent(PersistenceKey key, long sequence, Any payload, Set<ProxyDefect> defects) {
  private static final String JSON = "json.cloudstate.io/";

  /** The bytes of the request that a method is called with. */
  ByteString request(MethodDescriptor method) {
    if (!Invocation.takesAny(method)) {
      return payload.getValue();
    }
    return (has(ProxyDefect.ANY_EVENT_WRAPPED) ? Any.pack(payload) : payload).toByteString();
  }

  /** The attributes of a CloudEvent; the id is the same whenever the event is delivered again. */
  Metadata metadata(MethodDescriptor method) {
    Metadata.Builder metadata = Metadata.newBuilder();
    put(metadata, "ce-id", id());
    put(
        metadata,
        "ce-source",
        has(ProxyDefect.CE_SOURCE_IS_SERVICE)
            ? method.getService().getFullName()
            : key.persistenceId());
    if (!has(ProxyDefect.CE_SPECVERSION_MISSING)) {
      put(metadata, "ce-specversion", "1.0");
    }
    put(metadata, "ce-type", has(ProxyDefect.CE_TYPE_EMPTY) ? "" : payload.getTypeUrl());
    if (!has(ProxyDefect.CE_SUBJECT_MISSING)) {
      put(metadata, "ce-subject", key.entityId());
    }
    if (!has(ProxyDefect.EVENT_CONTENT_TYPE_MISSING)) {
      boolean json = payload.getTypeUrl().startsWith(JSON);
      put(metadata, "Content-Type", json ? "application/json" : "application/protobuf");
    }
    return metadata.build();
  }

  private String id() {
    if (has(ProxyDefect.CE_ID_CONSTANT)) {
      return key.persistenceId();
    }
    return has(ProxyDefect.CE_ID_PER_ENTITY)
        ? Long.toString(sequence)
        : "%s/%s/%d".formatted(key.persistenceId(), key.entityId(), sequence);
  }

  private static void put(Metadata.Builder metadata, String key, String value) {
    metadata.addEntries(MetadataEntry.newBuilder().setKey(key).setStringValue(value));
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}

package io.cloudstate.tck.model.proxy.entities;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.discovery.EntityKey;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** The entities of one service, each made when it is first called. */
final class EntityTable<E> {
  private final ConcurrentMap<String, E> entities = new ConcurrentHashMap<>();
  private final Set<ProxyDefect> defects;
  private final Function<String, E> make;

  EntityTable(Set<ProxyDefect> defects, Function<String, E> make) {
    this.defects = defects;
    this.make = make;
  }

  /**
   * The entity that a command is for.
   *
   * @throws InvalidProtocolBufferException if the request is not what the method takes
   */
  E called(Invocation invocation) throws InvalidProtocolBufferException {
    return entities.computeIfAbsent(entityId(invocation), make);
  }

  private String entityId(Invocation invocation) throws InvalidProtocolBufferException {
    MethodDescriptor method = invocation.method();
    if (defects.contains(ProxyDefect.ENTITY_ID_CONSTANT)) {
      return "entity";
    }
    EntityKey key =
        defects.contains(ProxyDefect.ENTITY_ID_FROM_FIRST_TEXT)
            ? EntityKey.firstText(method.getInputType())
            : EntityKey.of(method.getInputType());
    try {
      return key.in(DynamicMessage.parseFrom(method.getInputType(), invocation.request()));
    } catch (InvalidProtocolBufferException e) {
      if (defects.contains(ProxyDefect.UNPARSABLE_PAYLOAD_ACCEPTED)) {
        return "";
      }
      throw e;
    }
  }
}

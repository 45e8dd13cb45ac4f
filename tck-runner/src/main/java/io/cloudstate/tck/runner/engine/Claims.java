package io.cloudstate.tck.runner.engine;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Served;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says which scenario a stream belongs to: the one whose entity the first frame names. Calls of
 * {@code reportError} name none; they go to the one scenario that listens for them.
 */
public final class Claims implements Attribution {

  private static final String DISCOVER = "cloudstate.EntityDiscovery/discover";
  private static final String REPORT_ERROR = "cloudstate.EntityDiscovery/reportError";

  private final Map<String, WireSession> byEntity = new ConcurrentHashMap<>();
  private final Set<String> notes = new ConcurrentSkipListSet<>();
  private volatile @Nullable WireSession listener;

  void claim(String entity, WireSession session) {
    byEntity.put(entity, session);
  }

  void release(String entity) {
    byEntity.remove(entity);
  }

  /** Hands reports of errors to this session, or with null to none. */
  void listen(@Nullable WireSession session) {
    listener = session;
  }

  /** What a reader of the report should know of the traffic. */
  public List<String> notes() {
    return List.copyOf(new TreeSet<>(notes));
  }

  @Override
  public Route route(String method, byte[] first, Served served) {
    if (method.equals(DISCOVER)) {
      return new Route.Relay(Tap.NONE, this::withVersion);
    }
    if (method.equals(REPORT_ERROR)) {
      report(first);
      return relay();
    }
    Optional<EntityType> type = EntityType.ofMethod(method);
    Optional<First> named = type.flatMap(known -> First.read(known, first));
    Optional<WireSession> owner = named.flatMap(found -> owner(found.entity()));
    if (owner.isEmpty()) {
      notes.add(
          "Streams of "
              + method
              + " that no scenario owned were relayed and not judged"
              + named.map(found -> ", for example entity \"" + found.entity() + "\"").orElse("")
              + ".");
      return relay();
    }
    return owner.get().route(type.orElseThrow(), named.orElseThrow(), served);
  }

  private static Route relay() {
    return new Route.Relay(Tap.NONE, UnaryOperator.identity());
  }

  private void report(byte[] bytes) {
    WireSession session = listener;
    if (session != null) {
      try {
        session.reported(UserFunctionError.parseFrom(bytes).getMessage());
      } catch (InvalidProtocolBufferException otherBytes) {
        session.reported("(bytes that are no UserFunctionError)");
      }
    }
  }

  /** The scenario whose entity id this is, or begins this one. */
  private Optional<WireSession> owner(String entity) {
    String id = entity;
    while (true) {
      WireSession session = byEntity.get(id);
      int dash = id.lastIndexOf('-');
      if (session != null || dash < 0) {
        return Optional.ofNullable(session);
      }
      id = id.substring(0, dash);
    }
  }

  /**
   * A service that announces no protocol version would be refused by a strict proxy, and nothing
   * else could be judged.
   */
  private byte[] withVersion(byte[] answer) {
    try {
      EntitySpec spec = EntitySpec.parseFrom(answer);
      if (spec.getServiceInfo().getProtocolMajorVersion() != 0
          || spec.getServiceInfo().getProtocolMinorVersion() != 0) {
        return answer;
      }
      notes.add(
          "The candidate announces no protocol version. The kit supplied 0.2 in the answer that the proxy saw, so that the rest can be judged; DIS-09 judges the answer as it was.");
      EntitySpec.Builder edited = spec.toBuilder();
      edited.getServiceInfoBuilder().setProtocolMajorVersion(0).setProtocolMinorVersion(2);
      return edited.build().toByteArray();
    } catch (InvalidProtocolBufferException otherBytes) {
      return answer;
    }
  }

  /** Whose stream it is, by its first frame. */
  record First(String service, String entity) {

    static Optional<First> read(EntityType type, byte[] bytes) {
      try {
        Message frame = DynamicMessage.parseFrom(type.frames(Side.IN), bytes);
        return nested(frame, "init")
            .or(() -> nested(frame, "command"))
            .map(inner -> new First(text(inner, "service_name"), text(inner, "entity_id")));
      } catch (InvalidProtocolBufferException otherBytes) {
        return Optional.empty();
      }
    }

    private static Optional<Message> nested(Message message, String name) {
      return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
          .filter(message::hasField)
          .map(field -> (Message) message.getField(field));
    }

    private static String text(Message message, String name) {
      return Optional.ofNullable(message.getDescriptorForType().findFieldByName(name))
          .map(field -> (String) message.getField(field))
          .orElse("");
    }
  }
}

package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Command;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who a stream is for: nobody until init, and then one entity. */
public final class Seat<T> {
  private @Nullable Taken<T> taken;

  private record Taken<T>(String entityId, T instance) {}

  /** Seats the entity of the stream's first and only init. */
  public void take(String entityId, Supplier<T> instance) {
    if (taken != null) {
      throw new ProtocolException(
          "A second init came, for \"%s\"; a stream is for one entity, and this one is for \"%s\"."
              .formatted(entityId, taken.entityId()));
    }
    taken = new Taken<>(entityId, instance.get());
  }

  /** The entity, for a frame that comes after init. */
  public T holder(String frame) {
    return taken(frame).instance();
  }

  /** The entity, for a command that must be its own. */
  public T holder(Command command) {
    Taken<T> holder = taken("command " + command.getId());
    if (!command.getEntityId().equals(holder.entityId())) {
      throw new ProtocolException(
          "Command %d is for entity \"%s\", but this stream is for \"%s\"."
              .formatted(command.getId(), command.getEntityId(), holder.entityId()));
    }
    return holder.instance();
  }

  private Taken<T> taken(String frame) {
    if (taken == null) {
      throw new ProtocolException(
          "The stream's first frame is %s; expected was init.".formatted(frame));
    }
    return taken;
  }
}

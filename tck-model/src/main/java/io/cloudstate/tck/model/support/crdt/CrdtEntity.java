package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.PayloadException;

/** A CRDT entity as its author writes it: functions on a CRDT, which the support layer holds. */
public interface CrdtEntity {
  /**
   * The CRDT to start from where the proxy has given none; its type is the entity's.
   *
   * @throws IllegalArgumentException if there is no entity of that id
   */
  Crdt initial(String entityId);

  /**
   * Carries out a command.
   *
   * @return how the command is answered
   * @throws PayloadException if the command's payload is not what the method takes
   */
  CrdtAnswer handle(EntityCommand command, CrdtContext context);
}

package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.CommandContext;
import io.cloudstate.tck.protocol.crdt.CrdtWriteConsistency;

/** What the handler of a CRDT entity's command, or of its cancellation, may see and ask for. */
public interface CrdtContext extends CommandContext {
  /** The CRDT with all changes so far, those made here included. */
  Crdt state();

  /** Makes this the state; it must be reachable from the former one by the type's operations. */
  void update(Crdt state);

  /**
   * Deletes the CRDT, in place of all changes made here; the state can be seen, and even changed
   * for show, until the command is answered.
   */
  void delete();

  /** Sets how many nodes have to know of the change; local unless set. The last setting counts. */
  void writeConsistency(CrdtWriteConsistency consistency);
}

package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.CommandContext;

/** What a streamed command may see and ask for when the state has changed. */
public interface CrdtChangeContext extends CommandContext {
  /** The state after the change. */
  Crdt state();

  /** Makes the message for this change the command's last. */
  void endStream();
}

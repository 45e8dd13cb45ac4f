package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.model.support.CommandRun;

/** A streamed command being told of a change. */
final class CrdtChangeRun extends CommandRun implements CrdtChangeContext {
  private final Crdt state;
  private boolean ended;

  CrdtChangeRun(String entityId, Crdt state) {
    super(entityId);
    this.state = state;
  }

  @Override
  public Crdt state() {
    return state;
  }

  @Override
  public void endStream() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }
}

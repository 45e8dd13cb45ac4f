package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.VoteDelta;

/** A vote whose only voter is this node. Counts that a service sends are not listened to. */
record Vote(boolean selfVote) implements Crdt {

  @Override
  public DeltaCase type() {
    return DeltaCase.VOTE;
  }

  @Override
  public Vote merged(CrdtDelta delta) {
    return new Vote(delta.getVote().getSelfVote());
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder()
        .setVote(
            VoteDelta.newBuilder()
                .setSelfVote(selfVote)
                .setVotesFor(selfVote ? 1 : 0)
                .setTotalVoters(1))
        .build();
  }
}

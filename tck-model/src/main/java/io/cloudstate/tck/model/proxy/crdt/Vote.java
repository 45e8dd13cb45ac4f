package io.cloudstate.tck.model.proxy.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtDelta.DeltaCase;
import io.cloudstate.tck.protocol.crdt.VoteDelta;

/** A vote, as this node counts it; it is the only voter, whatever a service says. */
record Vote(boolean selfVote, int votesFor, int totalVoters) implements Crdt {

  static Vote of(boolean selfVote) {
    return new Vote(selfVote, selfVote ? 1 : 0, 1);
  }

  @Override
  public DeltaCase type() {
    return DeltaCase.VOTE;
  }

  @Override
  public Vote merged(CrdtDelta delta) {
    return of(delta.getVote().getSelfVote());
  }

  @Override
  public CrdtDelta full() {
    return CrdtDelta.newBuilder()
        .setVote(
            VoteDelta.newBuilder()
                .setSelfVote(selfVote)
                .setVotesFor(votesFor)
                .setTotalVoters(totalVoters))
        .build();
  }
}

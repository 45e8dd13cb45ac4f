package io.cloudstate.tck.model.support.crdt;

import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.VoteDelta;
import java.util.Optional;

/**
 * One vote for each node. A service sets its own; how many others there are and how they vote it
 * hears from the proxy.
 *
 * @param self this node's own vote
 * @param votesFor how many nodes vote yes, this one included
 * @param voters how many nodes there are, this one included
 */
public record Vote(boolean self, int votesFor, int voters) implements Crdt {
  /** The vote of a node that has heard of no other. */
  public static final Vote ALONE = new Vote(false, 0, 1);

  /** Votes, which changes the count at once; the same vote again changes nothing. */
  public Vote vote(boolean yes) {
    return yes == self ? this : new Vote(yes, votesFor + (yes ? 1 : -1), voters);
  }

  @Override
  public CrdtDelta.DeltaCase type() {
    return CrdtDelta.DeltaCase.VOTE;
  }

  @Override
  public Optional<Crdt> zero() {
    return Optional.of(ALONE);
  }

  @Override
  public CrdtDelta whole() {
    return CrdtDelta.newBuilder().setVote(VoteDelta.newBuilder().setSelfVote(self)).build();
  }

  @Override
  public Optional<CrdtDelta> changeFrom(Crdt before) {
    return Types.require(Vote.class, before).self() == self
        ? Optional.empty()
        : Optional.of(whole());
  }

  @Override
  public Vote with(CrdtDelta delta) {
    // Unlike other deltas this one is the outcome: the proxy has counted.
    VoteDelta counted = Types.require(type(), delta).getVote();
    return new Vote(counted.getSelfVote(), counted.getVotesFor(), counted.getTotalVoters());
  }
}

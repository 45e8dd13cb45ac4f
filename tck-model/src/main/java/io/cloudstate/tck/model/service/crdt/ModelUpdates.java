package io.cloudstate.tck.model.service.crdt;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.support.Primitives;
import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.Flag;
import io.cloudstate.tck.model.support.crdt.GCounter;
import io.cloudstate.tck.model.support.crdt.GSet;
import io.cloudstate.tck.model.support.crdt.LWWRegister;
import io.cloudstate.tck.model.support.crdt.ORMap;
import io.cloudstate.tck.model.support.crdt.ORSet;
import io.cloudstate.tck.model.support.crdt.PNCounter;
import io.cloudstate.tck.model.support.crdt.Vote;
import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.CrdtWriteConsistency;
import io.cloudstate.tck.protocol.model.crdt.LWWRegisterClockType;
import io.cloudstate.tck.protocol.model.crdt.LWWRegisterUpdate;
import io.cloudstate.tck.protocol.model.crdt.ORMapEntryUpdate;
import io.cloudstate.tck.protocol.model.crdt.ORMapUpdate;
import io.cloudstate.tck.protocol.model.crdt.ORSetUpdate;
import io.cloudstate.tck.protocol.model.crdt.Update;
import io.cloudstate.tck.protocol.model.crdt.UpdateWriteConsistency;

/** What the updates in a request do to a CRDT. */
final class ModelUpdates {
  private ModelUpdates() {}

  /**
   * The CRDT after an update; an update that says nothing does nothing.
   *
   * @throws IllegalArgumentException if the update is for another type
   */
  static Crdt apply(Update update, Crdt crdt) {
    return switch (update.getUpdateCase()) {
      case GCOUNTER ->
          required(GCounter.class, crdt).increment(update.getGcounter().getIncrement());
      case PNCOUNTER -> required(PNCounter.class, crdt).change(update.getPncounter().getChange());
      case GSET -> required(GSet.class, crdt).add(Primitives.string(update.getGset().getAdd()));
      case ORSET -> set(update.getOrset(), required(ORSet.class, crdt));
      case LWWREGISTER -> register(update.getLwwregister(), required(LWWRegister.class, crdt));
      case FLAG -> required(Flag.class, crdt).enable();
      case ORMAP -> map(update.getOrmap(), required(ORMap.class, crdt));
      case VOTE -> required(Vote.class, crdt).vote(update.getVote().getSelfVote());
      case UPDATE_NOT_SET -> crdt;
    };
  }

  /** The write consistency that an update asks for. */
  static CrdtWriteConsistency writeConsistency(Update update) {
    return switch (update.getWriteConsistency()) {
      case LOCAL -> CrdtWriteConsistency.LOCAL;
      case MAJORITY -> CrdtWriteConsistency.MAJORITY;
      case ALL -> CrdtWriteConsistency.ALL;
      case UNRECOGNIZED ->
          throw new IllegalArgumentException(
              "The write consistency %d is none of %s."
                  .formatted(
                      update.getWriteConsistencyValue(),
                      UpdateWriteConsistency.getDescriptor().getValues()));
    };
  }

  private static Crdt set(ORSetUpdate update, ORSet set) {
    return switch (update.getActionCase()) {
      case ADD -> set.add(Primitives.string(update.getAdd()));
      case REMOVE -> set.remove(Primitives.string(update.getRemove()));
      case CLEAR -> update.getClear() ? ORSet.EMPTY : set;
      case ACTION_NOT_SET -> set;
    };
  }

  private static Crdt register(LWWRegisterUpdate update, LWWRegister register) {
    return register.set(
        Primitives.string(update.getValue()),
        clock(update.getClock().getClockType()),
        update.getClock().getCustomClockValue());
  }

  private static CrdtClock clock(LWWRegisterClockType type) {
    return switch (type) {
      case DEFAULT -> CrdtClock.DEFAULT;
      case REVERSE -> CrdtClock.REVERSE;
      case CUSTOM -> CrdtClock.CUSTOM;
      case CUSTOM_AUTO_INCREMENT -> CrdtClock.CUSTOM_AUTO_INCREMENT;
      case UNRECOGNIZED -> throw new IllegalArgumentException("The clock is of an unknown type.");
    };
  }

  private static Crdt map(ORMapUpdate update, ORMap map) {
    return switch (update.getActionCase()) {
      case ADD -> map.add(Primitives.string(update.getAdd()), ModelCrdts.initial(update.getAdd()));
      case UPDATE -> entry(update.getUpdate(), map);
      case REMOVE -> map.remove(Primitives.string(update.getRemove()));
      case CLEAR -> update.getClear() ? map.clear() : map;
      case ACTION_NOT_SET -> map;
    };
  }

  private static Crdt entry(ORMapEntryUpdate update, ORMap map) {
    Any key = Primitives.string(update.getKey());
    Crdt value = map.get(key).orElseGet(() -> ModelCrdts.initial(update.getKey()));
    return map.put(key, apply(update.getUpdate(), value));
  }

  private static <C extends Crdt> C required(Class<C> type, Crdt crdt) {
    if (!type.isInstance(crdt)) {
      throw new IllegalArgumentException(
          "The update is one of a %s, but the CRDT is of type %s."
              .formatted(type.getSimpleName(), crdt.type()));
    }
    return type.cast(crdt);
  }
}

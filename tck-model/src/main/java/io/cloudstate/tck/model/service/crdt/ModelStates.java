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
import io.cloudstate.tck.protocol.model.crdt.FlagValue;
import io.cloudstate.tck.protocol.model.crdt.GCounterValue;
import io.cloudstate.tck.protocol.model.crdt.GSetValue;
import io.cloudstate.tck.protocol.model.crdt.LWWRegisterValue;
import io.cloudstate.tck.protocol.model.crdt.ORMapEntryValue;
import io.cloudstate.tck.protocol.model.crdt.ORMapValue;
import io.cloudstate.tck.protocol.model.crdt.ORSetValue;
import io.cloudstate.tck.protocol.model.crdt.PNCounterValue;
import io.cloudstate.tck.protocol.model.crdt.State;
import io.cloudstate.tck.protocol.model.crdt.VoteValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The states that replies tell. */
final class ModelStates {
  private ModelStates() {}

  /** The state of a CRDT, with elements and entries sorted. */
  static State of(Crdt crdt) {
    State.Builder state = State.newBuilder();
    if (crdt instanceof GCounter counter) {
      state.setGcounter(GCounterValue.newBuilder().setValue(counter.value()));
    } else if (crdt instanceof PNCounter counter) {
      state.setPncounter(PNCounterValue.newBuilder().setValue(counter.value()));
    } else if (crdt instanceof GSet set) {
      state.setGset(GSetValue.newBuilder().addAllElements(sorted(set.elements())));
    } else if (crdt instanceof ORSet set) {
      state.setOrset(ORSetValue.newBuilder().addAllElements(sorted(set.elements())));
    } else if (crdt instanceof LWWRegister register) {
      state.setLwwregister(
          LWWRegisterValue.newBuilder().setValue(Primitives.string(register.value())));
    } else if (crdt instanceof Flag flag) {
      state.setFlag(FlagValue.newBuilder().setValue(flag.enabled()));
    } else if (crdt instanceof ORMap map) {
      state.setOrmap(entries(map));
    } else if (crdt instanceof Vote vote) {
      state.setVote(
          VoteValue.newBuilder()
              .setSelfVote(vote.self())
              .setVotesFor(vote.votesFor())
              .setTotalVoters(vote.voters()));
    }
    return state.build();
  }

  private static List<String> sorted(Set<Any> elements) {
    return elements.stream().map(Primitives::string).sorted().toList();
  }

  private static ORMapValue entries(ORMap map) {
    Map<String, State> sorted = new TreeMap<>();
    map.keys().forEach(key -> sorted.put(Primitives.string(key), of(map.get(key).orElseThrow())));
    ORMapValue.Builder value = ORMapValue.newBuilder();
    sorted.forEach(
        (key, state) -> value.addEntries(ORMapEntryValue.newBuilder().setKey(key).setValue(state)));
    return value.build();
  }
}

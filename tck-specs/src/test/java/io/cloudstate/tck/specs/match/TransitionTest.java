package io.cloudstate.tck.specs.match;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.cloudstate.tck.protocol.crdt.CrdtClock;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtProto;
import io.cloudstate.tck.protocol.crdt.FlagDelta;
import io.cloudstate.tck.protocol.crdt.GCounterDelta;
import io.cloudstate.tck.protocol.crdt.GSetDelta;
import io.cloudstate.tck.protocol.crdt.LWWRegisterDelta;
import io.cloudstate.tck.protocol.crdt.ORMapDelta;
import io.cloudstate.tck.protocol.crdt.ORMapEntryDelta;
import io.cloudstate.tck.protocol.crdt.ORSetDelta;
import io.cloudstate.tck.protocol.crdt.PNCounterDelta;
import io.cloudstate.tck.protocol.crdt.VoteDelta;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which deltas turn one state of a CRDT into another. */
final class TransitionTest {

  private static final CrdtDelta NONE = CrdtDelta.getDefaultInstance();
  private static final boolean FITS = true;
  private static final boolean DIFFERS = false;

  private record Case(
      String what, CrdtDelta before, CrdtDelta after, CrdtDelta delta, boolean fits) {

    @Override
    public String toString() {
      return what + (fits ? " fits" : " differs");
    }
  }

  static Stream<Case> simple() {
    return Stream.of(
        new Case("increment", grown(3), grown(5), grown(2), FITS),
        new Case("whole count for an increment", grown(3), grown(5), grown(5), DIFFERS),
        new Case("first increment", NONE, grown(5), grown(5), FITS),
        new Case("delta without a type", grown(3), grown(3), NONE, DIFFERS),
        new Case("change of another counter", grown(3), grown(5), counted(2), DIFFERS),
        new Case("subtraction", counted(3), counted(-1), counted(-4), FITS),
        new Case("subtraction turned round", counted(3), counted(-1), counted(4), DIFFERS),
        new Case("set where a counter is", counted(3), counted(4), set(0, "", "a"), DIFFERS),
        new Case("new element", growing("a"), growing("b", "a"), growing("b"), FITS),
        new Case(
            "element that is there", growing("a"), growing("a", "b"), growing("a", "b"), DIFFERS),
        new Case("other element", growing("a"), growing("a", "b"), growing("c"), DIFFERS),
        new Case("elements in any order", NONE, growing("a", "b"), growing("b", "a"), FITS),
        new Case("write", written("a", 0), written("b", 0), written("b", 0), FITS),
        new Case(
            "write by another clock", written("a", 0), written("a", 2), written("a", 0), DIFFERS),
        new Case(
            "write of another value", written("a", 0), written("b", 0), written("a", 0), DIFFERS),
        new Case("enabling", flag(false), flag(true), flag(true), FITS),
        new Case("disabling", flag(true), flag(true), flag(false), DIFFERS),
        new Case("flag where a register is", written("a", 0), flag(true), flag(true), DIFFERS),
        new Case("field that the protocol lacks", NONE, flag(true), withUnknown(flag(true)), FITS));
  }

  static Stream<Case> sets() {
    CrdtDelta ab = set(0, "", "ab");
    CrdtDelta bc = set(0, "", "bc");
    return Stream.of(
        new Case("removed and added", ab, bc, set(0, "a", "c"), FITS),
        new Case("cleared and added", ab, bc, set(1, "", "cb"), FITS),
        new Case("cleared, removed and added", ab, bc, set(1, "a", "bc"), FITS),
        new Case("absent removed too", ab, bc, set(0, "xa", "c"), FITS),
        new Case("removed and added again", ab, ab, set(0, "a", "a"), FITS),
        new Case("nothing cleared", NONE, bc, set(1, "", "bc"), FITS),
        new Case("not removed", ab, bc, set(0, "", "c"), DIFFERS),
        new Case("not added", ab, bc, set(0, "a", ""), DIFFERS),
        new Case("too much cleared", ab, bc, set(1, "", "c"), DIFFERS),
        new Case("set that only grows", ab, bc, growing("c"), DIFFERS));
  }

  static Stream<Case> maps() {
    CrdtDelta one = map().add("k", grown(1)).whole();
    CrdtDelta three = map().add("k", grown(3)).whole();
    CrdtDelta inner = map().add("m", map().add("k", set(0, "", "a")).whole()).whole();
    CrdtDelta deeper =
        map().add("m", map().add("k", set(0, "", "ab")).add("v", vote(true, 0)).whole()).whole();
    CrdtDelta deepChange = map().update("k", set(1, "", "ba")).add("v", vote(true, 7)).whole();
    return Stream.of(
        new Case("updated", one, three, map().update("k", grown(2)).whole(), FITS),
        new Case("replaced", one, three, map().remove("k").add("k", grown(3)).whole(), FITS),
        new Case("cleared", one, three, map().clear().add("k", grown(3)).whole(), FITS),
        new Case("added again", one, one, map().add("k", grown(7)).whole(), FITS),
        new Case(
            "added with zero",
            NONE,
            map().add("k", grown(0)).whole(),
            map().add("k", grown(0)).whole(),
            FITS),
        new Case(
            "added of another type",
            NONE,
            map().add("k", grown(0)).whole(),
            map().add("k", counted(0)).whole(),
            DIFFERS),
        new Case("removed", one, map().whole(), map().remove("k").whole(), FITS),
        new Case("not removed", one, map().whole(), map().remove("x").whole(), DIFFERS),
        new Case("updated twice as much", one, three, map().update("k", grown(4)).whole(), DIFFERS),
        new Case(
            "updated with another type",
            one,
            three,
            map().update("k", counted(2)).whole(),
            DIFFERS),
        new Case("updated with no delta", one, one, map().update("k", NONE).whole(), DIFFERS),
        new Case(
            "updated where it is absent",
            NONE,
            three,
            map().update("k", grown(3)).whole(),
            DIFFERS),
        new Case(
            "updated after it was cleared",
            one,
            three,
            map().clear().update("k", grown(3)).whole(),
            DIFFERS),
        new Case("added with no delta", NONE, map().whole(), map().add("k", NONE).whole(), DIFFERS),
        new Case("map where a set is", set(0, "", "a"), one, one, DIFFERS),
        new Case("in a map in it", inner, deeper, map().update("m", deepChange).whole(), FITS),
        new Case("all of a map in it", inner, deeper, map().update("m", deeper).whole(), DIFFERS),
        new Case(
            "half of a map in it",
            inner,
            deeper,
            map().update("m", map().update("k", set(0, "", "b")).whole()).whole(),
            DIFFERS));
  }

  private static CrdtDelta grown(long by) {
    return CrdtDelta.newBuilder().setGcounter(GCounterDelta.newBuilder().setIncrement(by)).build();
  }

  private static CrdtDelta counted(long by) {
    return CrdtDelta.newBuilder().setPncounter(PNCounterDelta.newBuilder().setChange(by)).build();
  }

  private static CrdtDelta growing(String... added) {
    return CrdtDelta.newBuilder()
        .setGset(
            GSetDelta.newBuilder()
                .addAllAdded(Arrays.stream(added).map(TransitionTest::text).toList()))
        .build();
  }

  /** Each letter is an element. */
  private static CrdtDelta set(int cleared, String removed, String added) {
    return CrdtDelta.newBuilder()
        .setOrset(
            ORSetDelta.newBuilder()
                .setCleared(cleared > 0)
                .addAllRemoved(letters(removed))
                .addAllAdded(letters(added)))
        .build();
  }

  private static List<Any> letters(String word) {
    return word.chars().mapToObj(letter -> text(Character.toString(letter))).toList();
  }

  private static Any text(String text) {
    return Any.newBuilder()
        .setTypeUrl("p.cloudstate.io/string")
        .setValue(ByteString.copyFromUtf8("\n\1" + text))
        .build();
  }

  private static CrdtDelta written(String value, int clock) {
    return CrdtDelta.newBuilder()
        .setLwwregister(
            LWWRegisterDelta.newBuilder()
                .setValue(text(value))
                .setClock(CrdtClock.forNumber(clock)))
        .build();
  }

  private static CrdtDelta flag(boolean value) {
    return CrdtDelta.newBuilder().setFlag(FlagDelta.newBuilder().setValue(value)).build();
  }

  private static CrdtDelta withUnknown(CrdtDelta flag) {
    UnknownFieldSet.Field one = UnknownFieldSet.Field.newBuilder().addVarint(1).build();
    return flag.toBuilder()
        .setFlag(
            flag.getFlag().toBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder().addField(99, one).build()))
        .build();
  }

  private static CrdtDelta vote(boolean own, int votesFor) {
    return CrdtDelta.newBuilder()
        .setVote(VoteDelta.newBuilder().setSelfVote(own).setVotesFor(votesFor))
        .build();
  }

  private static MapDelta map() {
    return new MapDelta(ORMapDelta.newBuilder());
  }

  private record MapDelta(ORMapDelta.Builder delta) {

    MapDelta clear() {
      delta.setCleared(true);
      return this;
    }

    MapDelta remove(String key) {
      delta.addRemoved(text(key));
      return this;
    }

    MapDelta add(String key, CrdtDelta value) {
      delta.addAdded(entry(key, value));
      return this;
    }

    MapDelta update(String key, CrdtDelta change) {
      delta.addUpdated(entry(key, change));
      return this;
    }

    private static ORMapEntryDelta.Builder entry(String key, CrdtDelta value) {
      ORMapEntryDelta.Builder entry = ORMapEntryDelta.newBuilder().setKey(text(key));
      return value.equals(NONE) ? entry : entry.setDelta(value);
    }

    CrdtDelta whole() {
      return CrdtDelta.newBuilder().setOrmap(delta).build();
    }
  }

  /** A pattern that builds this message. */
  private static Pattern.Fields pattern(Message message) {
    Map<FieldDescriptor, Pattern> fields = new LinkedHashMap<>();
    message.getAllFields().forEach((field, value) -> fields.put(field, value(value)));
    return new Pattern.Fields(message.getDescriptorForType(), fields);
  }

  private static Pattern value(Object value) {
    if (value instanceof List<?> list) {
      return new Pattern.Items(list.stream().map(TransitionTest::value).toList());
    }
    if (value instanceof Message message) {
      return pattern(message);
    }
    if (value instanceof EnumValueDescriptor named) {
      return new Pattern.Scalar(named.getName());
    }
    return value instanceof String text ? new Pattern.Text(text) : new Pattern.Scalar(value);
  }

  private static List<Difference> match(Case one, Pattern.Sender sender) {
    return Matcher.match(
        new Pattern.Transition(pattern(one.before), pattern(one.after), sender),
        one.delta,
        Types.of(List.of(CrdtProto.getDescriptor())),
        Bindings.ofEntity("e1"));
  }

  @ParameterizedTest
  @MethodSource({"simple", "sets", "maps"})
  void aDeltaFitsWhereItMakesTheStateAfterOfTheStateBefore(Case one) {
    assertThat(match(one, Pattern.Sender.SERVICE).isEmpty()).isEqualTo(one.fits);
  }

  @Test
  void onlyTheProxyCountsVotes() {
    Case same = new Case("", vote(false, 1), vote(true, 2), vote(true, 2), FITS);
    Case miscounted = new Case("", vote(false, 1), vote(true, 2), vote(true, 3), DIFFERS);

    assertThat(match(same, Pattern.Sender.PROXY)).isEmpty();
    assertThat(match(miscounted, Pattern.Sender.PROXY)).hasSize(1);
    assertThat(match(miscounted, Pattern.Sender.SERVICE)).isEmpty();
    assertThat(
            match(
                new Case("", vote(false, 1), vote(true, 1), vote(false, 1), DIFFERS),
                Pattern.Sender.SERVICE))
        .hasSize(1);
  }

  @Test
  void aDeltaThatDiffersIsShownBesideBothStates() {
    Case one = new Case("", grown(3), grown(5), grown(5), DIFFERS);

    assertThat(match(one, Pattern.Sender.SERVICE))
        .containsExactly(
            new Difference(
                "",
                "{\"(a delta from)\":{\"gcounter\":{\"increment\":3}},"
                    + "\"(to)\":{\"gcounter\":{\"increment\":5}}}",
                "{\"gcounter\":{\"increment\":5}}"));
  }
}

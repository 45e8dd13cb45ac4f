package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.runner.judge.Announcement;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what a candidate or a proxy says first, in discovery and on each stream. */
public final class DiscoveryFuzz {

  private static final ScenarioSet SET = Specs.load();
  private static final int LONGEST_NOTE = 1_000;

  private DiscoveryFuzz() {}

  /** One answer, which is also taken for a report of an error, and for first frames. */
  public static void fuzzerTestOneInput(byte[] data) {
    List<String> notes = new ArrayList<>();
    byte[] once = AnnouncedProbes.added(data, notes::add);
    if (!Arrays.equals(once, data)) {
      specOf(once);
      EntitySpec spec = specOf(data);
      Happening.Announced seen = Announcement.seen(spec, data.length % 2 == 0);
      SET.scenarios().stream().limit(20).forEach(each -> Announcement.judge(each, seen));
    }
    Claims.text(data);
    for (EntityType type : EntityType.values()) {
      Opening opening = Opening.read(type, List.of(data, data));
      if (opening.label().length() > LONGEST_NOTE) {
        throw new AssertionError("A note about a stream has no bound: " + opening.label().length());
      }
    }
  }

  private static EntitySpec specOf(byte[] bytes) {
    try {
      return EntitySpec.parseFrom(ByteString.copyFrom(bytes));
    } catch (InvalidProtocolBufferException otherBytes) {
      throw new AssertionError("The probes were added to what is no EntitySpec.", otherBytes);
    }
  }
}

package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Show;
import io.cloudstate.tck.specs.read.Specs;
import java.util.Optional;

/** Judges a candidate's answer to discovery; the bytes are the answer, and its descriptor set. */
public final class SpecFuzz {

  private static final Channel.OfCall DISCOVERY = new Channel.OfCall("discovery");
  private static final Show SHOW = new Show(Specs.load().types(), Bindings.ofEntity("e"));

  private SpecFuzz() {}

  /** One answer. */
  public static void fuzzerTestOneInput(byte[] data) {
    ByteString bytes = ByteString.copyFrom(data);
    judge(bytes);
    judge(EntitySpec.newBuilder().setProto(bytes).build().toByteString());
    try {
      FileDescriptorSet set = FileDescriptorSet.parseFrom(data);
      if (Linking.problem(set).isPresent() != Linking.files(set).isEmpty()
          && set.getFileCount() > 0) {
        throw new AssertionError("A set links, or does not, depending on who asks.");
      }
    } catch (InvalidProtocolBufferException otherBytes) {
      return;
    }
  }

  private static void judge(ByteString answer) {
    Happening returned = new Happening.Returned(DISCOVERY, "OK", "", Optional.of(answer));
    for (SpecRule rule : SpecRule.values()) {
      SpecRules.check(rule, returned, Optional.of(returned));
    }
    SpecRules.show(returned, SHOW);
  }
}

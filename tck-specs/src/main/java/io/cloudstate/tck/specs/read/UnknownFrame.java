package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.List;
import java.util.Map;

/** Reads a frame that holds one field, of a number that its type does not have. */
final class UnknownFrame {

  /** The highest number that a field can have. */
  private static final int HIGHEST = (1 << 29) - 1;

  private UnknownFrame() {}

  static Pattern.Fields read(Node number, Descriptor frames) {
    long given = FrameReader.number(number);
    if (given < 1 || given > HIGHEST) {
      throw number.error("Expected a field's number, from 1 to " + HIGHEST + ", found " + given);
    }
    FieldDescriptor known = frames.findFieldByNumber((int) given);
    if (known != null) {
      throw number.error(
          "Field "
              + given
              + " of "
              + frames.getFullName()
              + " is known: it is "
              + known.getName()
              + ". Take a number that it does not have.");
    }
    return new Pattern.Fields(frames, Map.of(), List.of((int) given));
  }
}

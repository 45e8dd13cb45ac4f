package io.cloudstate.tck.runner.judge;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.specs.match.Types;
import java.util.List;
import java.util.Optional;

/** What a service announced of its methods: what they take and what they return. */
public final class Signatures {

  static final String HOST = "type.googleapis.com/";

  private final Types types;

  /** Those of the methods among these types. */
  Signatures(Types types) {
    this.types = types;
  }

  /** Those of a spec; none where its descriptors cannot be read, or do not link. */
  public static Signatures of(EntitySpec spec) {
    try {
      return new Signatures(Types.of(Linking.files(FileDescriptorSet.parseFrom(spec.getProto()))));
    } catch (InvalidProtocolBufferException noSet) {
      return new Signatures(Types.of(List.of()));
    }
  }

  /** The types of the messages that may be in payloads. */
  public Types types() {
    return types;
  }

  /** What is wrong with the type of a command's payload, if anything. */
  Optional<String> wrongInput(String service, String command, Any payload) {
    return method(service, command)
        .flatMap(method -> wrong("takes", method, method.getInputType(), payload));
  }

  /** What is wrong with the type of a reply's payload, if anything. */
  Optional<String> wrongOutput(String service, String command, Any payload) {
    return method(service, command)
        .flatMap(method -> wrong("returns", method, method.getOutputType(), payload));
  }

  private Optional<MethodDescriptor> method(String service, String command) {
    return types.method(service + "/" + command);
  }

  /** Where a method has {@code Any} itself, every type is right. */
  private static Optional<String> wrong(
      String verb, MethodDescriptor method, Descriptor type, Any payload) {
    String right = HOST + type.getFullName();
    return type.getFullName().equals(Any.getDescriptor().getFullName())
            || payload.getTypeUrl().equals(right)
        ? Optional.empty()
        : Optional.of(
            method.getFullName()
                + " "
                + verb
                + " "
                + right
                + (payload.getTypeUrl().isEmpty()
                    ? ", and there is no payload, or one of no type"
                    : ", and the payload is a " + payload.getTypeUrl()));
  }
}

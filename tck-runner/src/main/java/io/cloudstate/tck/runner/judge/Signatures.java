package io.cloudstate.tck.runner.judge;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.specs.match.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a service announced of its methods: what they take and what they return. */
public final class Signatures {

  private static final String HOST = "type.googleapis.com/";

  private final Map<String, MethodDescriptor> methods = new HashMap<>();
  private final Types types;

  private Signatures(List<FileDescriptor> files) {
    for (FileDescriptor file : files) {
      for (ServiceDescriptor service : file.getServices()) {
        for (MethodDescriptor method : service.getMethods()) {
          methods.put(service.getFullName() + "/" + method.getName(), method);
        }
      }
    }
    this.types = Types.of(files);
  }

  /** Those of a spec; none where its descriptors cannot be read, or do not link. */
  public static Signatures of(EntitySpec spec) {
    try {
      return new Signatures(Linking.files(FileDescriptorSet.parseFrom(spec.getProto())));
    } catch (InvalidProtocolBufferException noSet) {
      return new Signatures(List.of());
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
    return Optional.ofNullable(methods.get(service + "/" + command));
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
                + ", and the payload is a "
                + (payload.getTypeUrl().isEmpty() ? "nothing at all" : payload.getTypeUrl()));
  }
}

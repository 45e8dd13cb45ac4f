package io.cloudstate.tck.model.proxy;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.LegacyEntityKeyProto;

/** A service with HTTP bindings of every kind, on messages with fields of every kind. */
final class ProbeSpec {
  static final String SERVICE = "probe.Probe";

  private static final String FILE =
      """
      name: "probe.proto" package: "probe" syntax: "proto3"
      dependency: "google/protobuf/timestamp.proto" dependency: "google/protobuf/wrappers.proto"
      message_type { name: "Ask"
        field { name: "id" number: 1 type: TYPE_STRING options { [cloudstate.entity_key]: true } }
        field { name: "text" number: 2 type: TYPE_STRING }
        field { name: "big" number: 3 type: TYPE_INT64 }
        field { name: "unsigned" number: 4 type: TYPE_UINT64 }
        field { name: "flag" number: 5 type: TYPE_BOOL }
        field { name: "ratio" number: 6 type: TYPE_DOUBLE }
        field { name: "color" number: 7 type: TYPE_ENUM type_name: ".probe.Color" }
        field { name: "raw" number: 8 type: TYPE_BYTES }
        field { name: "tags" number: 9 type: TYPE_STRING label: LABEL_REPEATED }
        field { name: "numbers" number: 10 type: TYPE_INT64 label: LABEL_REPEATED }
        field { name: "inner" number: 11 type: TYPE_MESSAGE type_name: ".probe.Inner" }
        field { name: "inners" number: 12 type: TYPE_MESSAGE type_name: ".probe.Inner" label: LABEL_REPEATED }
        field { name: "node" number: 13 type: TYPE_MESSAGE type_name: ".probe.Node" }
        field { name: "at" number: 14 type: TYPE_MESSAGE type_name: ".google.protobuf.Timestamp" }
        field { name: "wrapped" number: 15 type: TYPE_MESSAGE type_name: ".google.protobuf.StringValue" }
        field { name: "two_words" number: 16 type: TYPE_STRING }
        field { name: "odd" number: 17 type: TYPE_STRING json_name: "custom" }
      }
      message_type { name: "Inner"
        field { name: "text" number: 1 type: TYPE_STRING }
        field { name: "big" number: 2 type: TYPE_INT64 }
      }
      message_type { name: "Node"
        field { name: "text" number: 1 type: TYPE_STRING }
        field { name: "next" number: 2 type: TYPE_MESSAGE type_name: ".probe.Node" }
      }
      message_type { name: "Pair"
        field { name: "left" number: 1 type: TYPE_STRING options { [cloudstate.entity_key]: true } }
        field { name: "right" number: 2 type: TYPE_INT32 options { [cloudstate.legacy_entity_key]: true } }
      }
      enum_type { name: "Color" value { name: "NONE" number: 0 } value { name: "RED" number: 1 } }
      service { name: "Probe"
      """
          + method("Query", "get: '/q/{id}'")
          + method(
              "Bindings",
              "get: '/b/{id}' additional_bindings { get: '/b/{id}/{text}' }"
                  + " additional_bindings { post: '/b' body: '*' }")
          + method("Put", "put: '/put/{id}' body: '*'")
          + method("Patch", "patch: '/patch/{id}' body: 'inner'")
          + method("Delete", "delete: '/delete/{id}'")
          + method("Nested", "get: '/n/{inner.text}/of/{id}'")
          + method("Segments", "get: '/s/{id=rooms/*}/{text}'")
          + method("Deep", "get: '/d/{id=**}'")
          + method("Verb", "post: '/v/{id}:cancel' body: '*'")
          + method("Tags", "post: '/tags/{id}' body: 'tags' response_body: 'tags'")
          + method("Words", "post: '/words/{id}' body: 'two_words' response_body: 'two_words'")
          + method("Inner", "post: '/inner/{id}' body: 'inner' response_body: 'inner'")
          + method("Plain", "")
          + """
            method { name: "Pair" input_type: ".probe.Pair" output_type: ".probe.Pair"
              options { [google.api.http] { get: "/pair/{left}/{right}" } } }
          }
          """;

  private static final Descriptor ASK = linked();

  private ProbeSpec() {}

  private static String method(String name, String rule) {
    return "method { name: '%s' input_type: '.probe.Ask' output_type: '.probe.Ask' %s }\n"
        .formatted(
            name, rule.isEmpty() ? "" : "options { [google.api.http] { %s } }".formatted(rule));
  }

  static EntitySpec spec() {
    return spec(file(FILE));
  }

  /** The same with another HTTP rule for one of its methods. */
  static EntitySpec spec(String rule) {
    return spec(file(FILE.replace("get: '/q/{id}'", rule)));
  }

  private static EntitySpec spec(FileDescriptorProto file) {
    return ScriptedFunction.spec().toBuilder()
        .clearEntities()
        .addEntities(ScriptedFunction.entity(SERVICE))
        .setProto(
            FileDescriptorSet.newBuilder()
                .addFile(TimestampProto.getDescriptor().toProto())
                .addFile(WrappersProto.getDescriptor().toProto())
                .addFile(file)
                .build()
                .toByteString())
        .build();
  }

  /** The message that all methods but one take and give. */
  static Descriptor ask() {
    return ASK;
  }

  private static Descriptor linked() {
    try {
      return FileDescriptor.buildFrom(
              file(FILE),
              new FileDescriptor[] {TimestampProto.getDescriptor(), WrappersProto.getDescriptor()})
          .findMessageTypeByName("Ask");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileDescriptorProto file(String text) {
    ExtensionRegistry extensions = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(extensions);
    EntityKeyProto.registerAllExtensions(extensions);
    LegacyEntityKeyProto.registerAllExtensions(extensions);
    FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    try {
      TextFormat.merge(text, extensions, file);
    } catch (TextFormat.ParseException e) {
      throw new IllegalStateException(e);
    }
    return file.build();
  }
}

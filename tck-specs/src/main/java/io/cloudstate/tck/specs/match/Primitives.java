package io.cloudstate.tck.specs.match;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Protobuf's scalar types as Cloudstate sends them: each as a message with the scalar as field 1,
 * under a type url of its own host.
 */
public final class Primitives {

  /** What the type urls of primitives begin with. */
  public static final String HOST = "p.cloudstate.io/";

  private static final List<FieldDescriptorProto.Type> SCALARS =
      List.of(
          FieldDescriptorProto.Type.TYPE_DOUBLE,
          FieldDescriptorProto.Type.TYPE_FLOAT,
          FieldDescriptorProto.Type.TYPE_INT64,
          FieldDescriptorProto.Type.TYPE_UINT64,
          FieldDescriptorProto.Type.TYPE_INT32,
          FieldDescriptorProto.Type.TYPE_FIXED64,
          FieldDescriptorProto.Type.TYPE_FIXED32,
          FieldDescriptorProto.Type.TYPE_BOOL,
          FieldDescriptorProto.Type.TYPE_STRING,
          FieldDescriptorProto.Type.TYPE_BYTES,
          FieldDescriptorProto.Type.TYPE_UINT32,
          FieldDescriptorProto.Type.TYPE_SFIXED32,
          FieldDescriptorProto.Type.TYPE_SFIXED64,
          FieldDescriptorProto.Type.TYPE_SINT32,
          FieldDescriptorProto.Type.TYPE_SINT64);

  private static final FileDescriptor FILE = file();

  private Primitives() {}

  private static FileDescriptor file() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("primitives.proto").setSyntax("proto3");
    for (FieldDescriptorProto.Type scalar : SCALARS) {
      file.addMessageType(
          DescriptorProto.newBuilder()
              .setName(name(scalar))
              .addField(
                  FieldDescriptorProto.newBuilder()
                      .setName("value")
                      .setNumber(1)
                      .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                      .setType(scalar)));
    }
    try {
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
    } catch (DescriptorValidationException neverForScalars) {
      throw new IllegalStateException(neverForScalars);
    }
  }

  private static String name(FieldDescriptorProto.Type scalar) {
    return scalar.name().replace("TYPE_", "").toLowerCase(Locale.ROOT);
  }

  /** All of them, by protobuf's names. */
  public static List<String> names() {
    return SCALARS.stream().map(Primitives::name).toList();
  }

  /** The message that holds a primitive of this type url. */
  static Optional<Descriptor> ofUrl(String typeUrl) {
    return typeUrl.startsWith(HOST)
        ? Optional.ofNullable(FILE.findMessageTypeByName(typeUrl.substring(HOST.length())))
        : Optional.empty();
  }

  /** A text as a primitive. */
  public static Pattern.Packed text(String template) {
    Descriptor string = FILE.findMessageTypeByName("string");
    return new Pattern.Packed(
        HOST + "string",
        new Pattern.Fields(string, Map.of())
            .with(string.findFieldByNumber(1), new Pattern.Text(template)));
  }
}

package io.cloudstate.tck.protocol.contract;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes descriptors down as the rows of the wire contract.
 *
 * <p>What the contract has no column for still gets a word or a row of its own here (an option, a
 * service without methods), so that it shows up as a difference instead of passing unseen.
 */
final class ContractRows {
  private final String file;
  private final List<String> rows = new ArrayList<>();

  private ContractRows(String file) {
    this.file = file;
  }

  /** The rows of one file, tab-separated: kind, file, owner, number, name, type, label, option. */
  static List<String> of(FileDescriptor file) {
    ContractRows contract = new ContractRows(file.getName());
    file.getMessageTypes().forEach(contract::message);
    file.getEnumTypes().forEach(contract::enumeration);
    file.getExtensions().forEach(contract::extension);
    file.getServices().forEach(contract::service);
    return List.copyOf(contract.rows);
  }

  private void message(Descriptor message) {
    if (message.getFields().isEmpty()) {
      row(
          "message",
          message.getFullName(),
          "",
          "",
          "",
          "",
          options(message.toProto().getOptions()));
    }
    message.getFields().forEach(this::field);
    message.getNestedTypes().forEach(this::message);
    message.getEnumTypes().forEach(this::enumeration);
    message.getExtensions().forEach(this::extension);
  }

  private void field(FieldDescriptor field) {
    row(
        "field",
        field.getContainingType().getFullName(),
        String.valueOf(field.getNumber()),
        field.getName(),
        type(field),
        label(field),
        fieldOptions(field));
  }

  private void enumeration(EnumDescriptor enumeration) {
    enumeration
        .getValues()
        .forEach(
            value ->
                row(
                    "enum",
                    enumeration.getFullName(),
                    String.valueOf(value.getNumber()),
                    value.getName(),
                    "",
                    "",
                    options(value.getOptions())));
  }

  private void extension(FieldDescriptor extension) {
    row(
        "extension",
        extension.getFullName(),
        String.valueOf(extension.getNumber()),
        extension.getContainingType().getFullName(),
        type(extension),
        label(extension),
        fieldOptions(extension));
  }

  private void service(ServiceDescriptor service) {
    if (service.getMethods().isEmpty()) {
      row("service", service.getFullName(), "", "", "", "", options(service.getOptions()));
    }
    service.getMethods().forEach(this::rpc);
  }

  private void rpc(MethodDescriptor method) {
    row(
        "rpc",
        method.getService().getFullName(),
        "",
        method.getName(),
        (method.isClientStreaming() ? "stream " : "") + method.getInputType().getFullName(),
        (method.isServerStreaming() ? "stream " : "") + method.getOutputType().getFullName(),
        options(method.getOptions()));
  }

  private void row(String kind, String owner, String... columns) {
    rows.add(String.join("\t", kind, file, owner, String.join("\t", columns)));
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String label(FieldDescriptor field) {
    if (field.isRepeated()) {
      return "repeated";
    }
    if (field.toProto().getProto3Optional()) {
      return "optional";
    }
    OneofDescriptor oneof = field.getContainingOneof();
    return oneof == null ? "singular" : "singular oneof " + oneof.getName();
  }

  private static String fieldOptions(FieldDescriptor field) {
    List<String> words = new ArrayList<>();
    FieldOptions options = field.getOptions();
    String plain = options(options);
    if (!plain.isEmpty()) {
      words.add(plain);
    }
    if (!field.isExtension() && !field.getJsonName().equals(lowerCamel(field.getName()))) {
      words.add("json_name=" + field.getJsonName());
    }
    return String.join(" ", words);
  }

  /** The JSON name a field has unless it says otherwise. */
  private static String lowerCamel(String name) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (char c : name.toCharArray()) {
      if (c == '_') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }

  private static String options(Message options) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> option : options.getAllFields().entrySet()) {
      FieldDescriptor field = option.getKey();
      if (options instanceof MethodOptions method
          && field.getFullName().equals("google.api.http")) {
        words.add("http " + http(method.getExtension(AnnotationsProto.http)));
      } else if (option.getValue() instanceof Message message) {
        words.add(field.getName() + " " + String.join(" ", paths("", message)));
      } else {
        words.add(
            Boolean.TRUE.equals(option.getValue())
                ? field.getName()
                : field.getName() + "=" + option.getValue());
      }
    }
    options.getUnknownFields().asMap().keySet().forEach(n -> words.add("unknown option " + n));
    return String.join(" ", words);
  }

  private static String http(HttpRule rule) {
    FieldDescriptor pattern =
        Objects.requireNonNull(
            rule.getOneofFieldDescriptor(rule.getDescriptorForType().getOneofs().get(0)),
            () -> "A google.api.http option without a pattern: " + rule);
    StringBuilder text =
        new StringBuilder(pattern.getName().toUpperCase(Locale.ROOT))
            .append(' ')
            .append(rule.getField(pattern));
    for (Map.Entry<FieldDescriptor, Object> other : rule.getAllFields().entrySet()) {
      if (!other.getKey().equals(pattern)) {
        text.append(' ').append(other.getKey().getName()).append('=').append(other.getValue());
      }
    }
    return text.toString();
  }

  /** What is set in a message, as {@code path=value} words. */
  private static List<String> paths(String prefix, Message message) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      String path = prefix + entry.getKey().getName();
      if (entry.getValue() instanceof Message nested) {
        words.addAll(paths(path + ".", nested));
      } else {
        words.add(path + "=" + entry.getValue());
      }
    }
    return words;
  }
}

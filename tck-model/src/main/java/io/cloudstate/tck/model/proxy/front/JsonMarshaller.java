package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import io.cloudstate.tck.model.proxy.http.DefectiveNumbers;
import io.cloudstate.tck.model.proxy.http.HttpCalls;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns the bytes of a {@link MessageMarshaller} into proto3 JSON and back. */
final class JsonMarshaller implements GrpcJsonMarshaller {
  private static final Pattern ORIGINAL_NAME = Pattern.compile("\"[a-z]+_[a-z_]+\"\\s*:");

  private final JsonFormat.Printer printer;
  private final JsonFormat.Parser parser;
  private final boolean longsAsNumbers;
  private final boolean jsonNamesOnly;

  JsonMarshaller(TypeRegistry types, Set<ProxyDefect> defects) {
    JsonFormat.Printer plain =
        JsonFormat.printer().usingTypeRegistry(types).omittingInsignificantWhitespace();
    JsonFormat.Printer named =
        defects.contains(ProxyDefect.HTTP_ORIGINAL_FIELD_NAMES)
            ? plain.preservingProtoFieldNames()
            : plain;
    this.printer =
        defects.contains(ProxyDefect.HTTP_DEFAULTS_OMITTED)
            ? named
            : named.alwaysPrintFieldsWithNoPresence();
    JsonFormat.Parser strict = JsonFormat.parser().usingTypeRegistry(types);
    this.parser =
        defects.contains(ProxyDefect.HTTP_UNKNOWN_FIELDS_IGNORED)
            ? strict.ignoringUnknownFields()
            : strict;
    this.jsonNamesOnly = defects.contains(ProxyDefect.HTTP_BODY_BY_JSON_NAMES);
    this.longsAsNumbers = defects.contains(ProxyDefect.HTTP_LONGS_AS_NUMBERS);
  }

  @Override
  public <T> void serializeMessage(Marshaller<T> marshaller, T message, OutputStream out)
      throws IOException {
    ByteString bytes = ByteString.readFrom(marshaller.stream(message));
    out.write(print(ours(marshaller).type(), bytes).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public <T> T deserializeMessage(Marshaller<T> marshaller, InputStream in) throws IOException {
    String json = ByteString.readFrom(in).toStringUtf8();
    return marshaller.parse(parse(ours(marshaller).type(), json).newInput());
  }

  /**
   * The JSON of a message.
   *
   * @throws InvalidProtocolBufferException if the message is not of the type
   */
  String print(Descriptor type, ByteString message) throws InvalidProtocolBufferException {
    String json = printer.print(DynamicMessage.parseFrom(type, message));
    return longsAsNumbers ? DefectiveNumbers.in(json, type) : json;
  }

  /** The message that JSON says; fails with status INVALID_ARGUMENT if it says none. */
  ByteString parse(Descriptor type, String json) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    try {
      if (jsonNamesOnly && ORIGINAL_NAME.matcher(json).find()) {
        throw new InvalidProtocolBufferException("a field has another name in JSON");
      }
      parser.merge(json, message);
      HttpCalls.query().ifPresent(message::mergeFrom);
    } catch (InvalidProtocolBufferException e) {
      throw Status.INVALID_ARGUMENT
          .withDescription(
              "the JSON given is not a %s: %s".formatted(type.getFullName(), e.getMessage()))
          .withCause(e)
          .asRuntimeException();
    }
    return message.build().toByteString();
  }

  private static MessageMarshaller ours(Marshaller<?> marshaller) {
    if (marshaller instanceof MessageMarshaller ours) {
      return ours;
    }
    throw new IllegalArgumentException("only discovered services have a JSON form");
  }
}

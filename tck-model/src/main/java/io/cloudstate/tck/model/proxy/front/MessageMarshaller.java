package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Passes messages on as the bytes that they are, knowing what type they should have.
 *
 * @param type the type, for those who need to look inside
 */
record MessageMarshaller(Descriptor type) implements MethodDescriptor.Marshaller<ByteString> {

  @Override
  public InputStream stream(ByteString message) {
    return message.newInput();
  }

  @Override
  public ByteString parse(InputStream bytes) {
    try {
      return ByteString.readFrom(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a %s could not be read".formatted(type.getFullName()), e);
    }
  }
}

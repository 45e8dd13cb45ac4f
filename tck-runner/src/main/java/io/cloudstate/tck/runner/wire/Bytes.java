package io.cloudstate.tck.runner.wire;

import io.grpc.Drainable;
import io.grpc.HandlerRegistry;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Messages as the bytes they are, so that nothing is lost or normalized. */
public enum Bytes implements MethodDescriptor.Marshaller<byte[]> {
  INSTANCE;

  /** Largest message that is relayed, in bytes. */
  public static final int LARGEST_MESSAGE = 16 * 1024 * 1024;

  /** Hands all to the transport at once, which would else copy it piece by piece. */
  private static final class Sent extends ByteArrayInputStream implements Drainable, KnownLength {

    private Sent(byte[] message) {
      super(message);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      return (int) transferTo(target);
    }
  }

  @Override
  public InputStream stream(byte[] message) {
    return new Sent(message);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      if (!(stream instanceof KnownLength)) {
        return stream.readAllBytes();
      }
      // Not gathered piece by piece, as is done where the length is not known.
      byte[] message = new byte[stream.available()];
      int read = stream.readNBytes(message, 0, message.length);
      if (read < message.length) {
        throw new EOFException(read + " of " + message.length + " bytes");
      }
      return message;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * A method of any kind; on the wire they are all the same.
   *
   * @param type the kind that the caller of the stub needs
   * @param fullName {@code service/method}
   */
  public static MethodDescriptor<byte[], byte[]> method(
      MethodDescriptor.MethodType type, String fullName) {
    return MethodDescriptor.newBuilder(INSTANCE, INSTANCE)
        .setType(type)
        .setFullMethodName(fullName)
        .build();
  }

  /** For a server that takes any method and leaves all of them to one handler. */
  public static HandlerRegistry registry(ServerCallHandler<byte[], byte[]> handler) {
    return new HandlerRegistry() {
      @Override
      public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
        return ServerMethodDefinition.create(
            method(MethodDescriptor.MethodType.BIDI_STREAMING, name), handler);
      }
    };
  }
}

package io.cloudstate.tck.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {

  private static final int LARGE = 3 << 20;

  /** One that says that more is to come than comes. */
  private static final class CutShort extends ByteArrayInputStream implements KnownLength {

    private CutShort(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int available() {
      return super.available() + 1;
    }
  }

  private static byte[] message() {
    byte[] message = new byte[LARGE];
    new Random(1).nextBytes(message);
    return message;
  }

  @Test
  void whatIsSentIsWhatIsRead() {
    byte[] message = message();
    InputStream sent = Bytes.INSTANCE.stream(message);
    assertThat(sent).isInstanceOf(KnownLength.class);
    assertThat(Bytes.INSTANCE.parse(sent)).isEqualTo(message);
  }

  @Test
  void isHandedToTheTransportAtOnce() throws Exception {
    byte[] message = message();
    ByteArrayOutputStream transport = new ByteArrayOutputStream();
    assertThat(((Drainable) Bytes.INSTANCE.stream(message)).drainTo(transport)).isEqualTo(LARGE);
    assertThat(transport.toByteArray()).isEqualTo(message);
  }

  @Test
  void readsAllOfWhatDoesNotKnowItsLength() {
    byte[] message = message();
    InputStream parts =
        new SequenceInputStream(
            new ByteArrayInputStream(message, 0, 1),
            new ByteArrayInputStream(message, 1, LARGE - 1));
    assertThat(Bytes.INSTANCE.parse(parts)).isEqualTo(message);
  }

  @Test
  void aMessageThatEndsEarlyIsNoMessage() {
    assertThatThrownBy(() -> Bytes.INSTANCE.parse(new CutShort(new byte[3])))
        .hasRootCauseMessage("3 of 4 bytes");
  }
}

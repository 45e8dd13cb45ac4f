package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Responses of gRPC-Web, whole and broken. */
final class GrpcWebTest {

  private static byte[] frame(int flags, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) flags)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static byte[] body(byte[]... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] frame : frames) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }

  private static GrpcWeb.Parsed parsed(byte[] body) {
    return GrpcWeb.parse(200, Map.of("content-type", GrpcWeb.CONTENT_TYPE), body);
  }

  @Test
  void aRequestIsOneFrame() {
    assertThat(GrpcWeb.request(new byte[] {7, 8})).containsExactly(0, 0, 0, 0, 2, 7, 8);
  }

  @Test
  void messagesComeInOrderAndTheTrailersSayHowItEnded() {
    GrpcWeb.Parsed parsed =
        parsed(body(frame(0, "one"), frame(0, "two"), frame(0x80, "grpc-status: 0\r\n")));
    assertThat(parsed.messages())
        .containsExactly(ByteString.copyFromUtf8("one"), ByteString.copyFromUtf8("two"));
    assertThat(parsed.status().isOk()).isTrue();
  }

  @Test
  void aFailureHasItsDescriptionUnescaped() {
    GrpcWeb.Parsed parsed =
        parsed(frame(0x80, "Grpc-Status:2\r\ngrpc-message:not %E2%82%AC + 100%25\r\n"));
    assertThat(parsed.status().getCode()).isEqualTo(Status.Code.UNKNOWN);
    assertThat(parsed.status().getDescription()).isEqualTo("not € + 100%");
  }

  @Test
  void theStatusMayComeInTheHeadersWhereThereIsNoBody() {
    GrpcWeb.Parsed parsed =
        GrpcWeb.parse(200, Map.of("grpc-status", "12", "grpc-message", "none"), new byte[0]);
    assertThat(parsed.status().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(parsed.status().getDescription()).isEqualTo("none");
  }

  @Test
  void whateverElseIsNoGoodEnd() {
    assertThat(parsed(new byte[0]).status().getDescription()).contains("no grpc-status");
    assertThat(parsed(frame(0, "one")).status().getDescription()).contains("no grpc-status");
    assertThat(parsed(new byte[] {0, 0, 0, 0, 9, 1}).status().getDescription())
        .contains("does not fit");
    assertThat(parsed(new byte[] {0, -1, -1, -1, -1, 1}).status().getDescription())
        .contains("does not fit");
    assertThat(parsed(body(frame(0x80, "grpc-status: 0"), new byte[] {1})).status().getCode())
        .isEqualTo(Status.Code.INTERNAL);
    assertThat(parsed(frame(0x80, "grpc-status: what")).status().isOk()).isFalse();
    assertThat(GrpcWeb.parse(404, Map.of(), new byte[0]).status().getDescription())
        .contains("HTTP status 404");
  }
}

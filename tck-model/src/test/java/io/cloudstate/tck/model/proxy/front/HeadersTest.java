package io.cloudstate.tck.model.proxy.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.common.HttpHeaders;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HeadersTest {
  private static final Metadata METADATA =
      Metadata.newBuilder()
          .addEntries(text("x-text", "a b"))
          .addEntries(text("x-text", "c"))
          .addEntries(text("x-raw-bin", "AQI"))
          .build();

  private final Headers headers = new Headers(Set.of());

  @Test
  void turnsRequestHeadersIntoMetadataAndBack() {
    HttpHeaders plain =
        HttpHeaders.of("x-text", "a b", "x-text", "c", "x-raw-bin", "AQI=", "content-length", "3");
    for (Metadata metadata :
        List.of(headers.ofRequest(headers.ofReply(METADATA)), headers.ofRequest(plain))) {
      assertThat(metadata.getEntriesList())
          .containsExactlyInAnyOrderElementsOf(METADATA.getEntriesList());
    }
  }

  @Test
  void leavesOutWhatIsNoHeaderOrTheTransports() {
    Metadata odd =
        Metadata.newBuilder()
            .addEntries(text("", "x"))
            .addEntries(text(":status", "500"))
            .addEntries(text("grpc-status", "5"))
            .addEntries(text("Content-Length", "1"))
            .addEntries(text("with space", "x"))
            .addEntries(text("x-control", "a\nb"))
            .addEntries(text("x-umlaut", "ä"))
            .addEntries(text("x-not-bin", "%%%"))
            .addEntries(MetadataEntry.newBuilder().setKey("x-nothing"))
            .addEntries(
                MetadataEntry.newBuilder()
                    .setKey("x-bytes")
                    .setBytesValue(ByteString.copyFromUtf8("b")))
            .addEntries(text("X-Kept", "k"))
            .build();
    assertThat(headers.ofReply(odd).keys()).containsExactly("x-kept");
  }

  @Test
  void losesWhatADefectLoses() {
    io.grpc.Metadata request = headers.ofReply(METADATA);
    assertThat(with(ProxyDefect.REQUEST_HEADERS_LOST).ofRequest(request).getEntriesList())
        .isEmpty();
    assertThat(with(ProxyDefect.BINARY_HEADERS_LOST).ofRequest(request).getEntriesList())
        .extracting(MetadataEntry::getKey)
        .containsOnly("x-text");
    assertThat(with(ProxyDefect.BINARY_HEADERS_RAW).ofRequest(request).getEntriesList())
        .filteredOn(MetadataEntry::hasBytesValue)
        .extracting(entry -> entry.getBytesValue().size())
        .containsExactly(2);
    assertThat(with(ProxyDefect.REPLY_METADATA_LOST).ofReply(METADATA).keys()).isEmpty();
  }

  private static Headers with(ProxyDefect defect) {
    return new Headers(Set.of(defect));
  }

  private static MetadataEntry.Builder text(String key, String value) {
    return MetadataEntry.newBuilder().setKey(key).setStringValue(value);
  }
}

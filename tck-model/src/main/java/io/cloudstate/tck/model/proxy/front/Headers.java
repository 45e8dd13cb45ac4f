package io.cloudstate.tck.model.proxy.front;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.common.HttpHeaders;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Turns request headers into a command's metadata, and a reply's metadata into headers. */
record Headers(Set<ProxyDefect> defects) {
  private static final String BINARY = io.grpc.Metadata.BINARY_HEADER_SUFFIX;
  private static final Pattern NAME = Pattern.compile("[0-9a-z_.-]+");
  private static final Pattern TEXT = Pattern.compile("[ -~]*");

  /** Those that belong to the transport of one call and say nothing to the next. */
  private static final Set<String> TRANSPORT =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "date",
          "host",
          "http2-settings",
          "keep-alive",
          "server",
          "status",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** All headers of a request but the transport's own; binary ones as base64, without padding. */
  Metadata ofRequest(io.grpc.Metadata headers) {
    Metadata.Builder metadata = Metadata.newBuilder();
    if (defects.contains(ProxyDefect.REQUEST_HEADERS_LOST)) {
      return metadata.build();
    }
    for (String name : headers.keys()) {
      if (!isPassedOn(name)) {
        continue;
      }
      if (!name.endsWith(BINARY)) {
        all(headers, text(name))
            .forEach(value -> metadata.addEntries(entry(name).setStringValue(value)));
      } else if (!defects.contains(ProxyDefect.BINARY_HEADERS_LOST)) {
        all(headers, bytes(name)).forEach(value -> metadata.addEntries(binary(name, value)));
      }
    }
    return metadata.build();
  }

  /** The same of a request over plain HTTP, whose binary headers are base64 as they come. */
  Metadata ofRequest(HttpHeaders headers) {
    io.grpc.Metadata all = new io.grpc.Metadata();
    headers.forEach(
        (header, value) -> {
          String name = header.toString();
          if (isPassedOn(name)) {
            put(all, name, value);
          }
        });
    return ofRequest(all);
  }

  /** The textual entries that can be headers; what cannot is left out. */
  io.grpc.Metadata ofReply(Metadata metadata) {
    io.grpc.Metadata headers = new io.grpc.Metadata();
    if (defects.contains(ProxyDefect.REPLY_METADATA_LOST)) {
      return headers;
    }
    for (MetadataEntry entry : metadata.getEntriesList()) {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      if (entry.hasStringValue() && isPassedOn(name)) {
        put(headers, name, entry.getStringValue());
      }
    }
    return headers;
  }

  private static void put(io.grpc.Metadata headers, String name, String value) {
    if (!name.endsWith(BINARY)) {
      if (TEXT.matcher(value).matches()) {
        headers.put(text(name), value);
      }
    } else if (isBase64(value)) {
      headers.put(bytes(name), Base64.getDecoder().decode(value));
    }
  }

  private static boolean isPassedOn(String name) {
    return NAME.matcher(name).matches() && !name.startsWith("grpc-") && !TRANSPORT.contains(name);
  }

  private MetadataEntry.Builder binary(String name, byte[] value) {
    return defects.contains(ProxyDefect.BINARY_HEADERS_RAW)
        ? entry(name).setBytesValue(ByteString.copyFrom(value))
        : entry(name).setStringValue(Base64.getEncoder().withoutPadding().encodeToString(value));
  }

  private static MetadataEntry.Builder entry(String name) {
    return MetadataEntry.newBuilder().setKey(name);
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static io.grpc.Metadata.Key<String> text(String name) {
    return io.grpc.Metadata.Key.of(name, io.grpc.Metadata.ASCII_STRING_MARSHALLER);
  }

  private static io.grpc.Metadata.Key<byte[]> bytes(String name) {
    return io.grpc.Metadata.Key.of(name, io.grpc.Metadata.BINARY_BYTE_MARSHALLER);
  }

  private static <T> List<T> all(io.grpc.Metadata headers, io.grpc.Metadata.Key<T> key) {
    Iterable<T> values = headers.getAll(key);
    return values == null ? List.of() : StreamSupport.stream(values.spliterator(), false).toList();
  }
}

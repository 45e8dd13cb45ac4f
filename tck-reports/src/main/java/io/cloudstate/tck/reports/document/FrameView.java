package io.cloudstate.tck.reports.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing seen on the wire.
 *
 * @param seq sequence number within the scenario, from 1
 * @param micros microseconds since the start of the scenario
 * @param from {@code client}, {@code proxy}, {@code kit} or {@code candidate}
 * @param to likewise
 * @param stream which stream or call, for example {@code EventSourcedTckModel/e7-1 #1} or {@code
 *     call 1 (grpc)}
 * @param kind {@code open}, {@code message}, {@code half-close}, {@code end}, {@code call}, {@code
 *     return}, {@code note}
 * @param summary one line, for example {@code reply 1 "AB", 2 events}
 * @param json the decoded message, or null; hostile text
 * @param hex the bytes in hex, or null; cut where long
 * @param size size of the message in bytes, 0 where there is none
 * @param status gRPC status code and description of an end or return, or null; hostile text
 * @param headers headers and trailers that came with it, or null where none are known; hostile text
 */
public record FrameView(
    int seq,
    long micros,
    String from,
    String to,
    String stream,
    String kind,
    String summary,
    @Nullable String json,
    @Nullable String hex,
    int size,
    @Nullable String status,
    @Nullable List<Fact> headers) {

  public FrameView {
    headers = headers == null ? null : List.copyOf(headers);
  }

  /** Without headers. */
  public FrameView(
      int seq,
      long micros,
      String from,
      String to,
      String stream,
      String kind,
      String summary,
      @Nullable String json,
      @Nullable String hex,
      int size,
      @Nullable String status) {
    this(seq, micros, from, to, stream, kind, summary, json, hex, size, status, null);
  }
}

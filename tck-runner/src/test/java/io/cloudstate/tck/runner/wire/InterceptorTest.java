package io.cloudstate.tck.runner.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever talks through the interceptor cannot tell that it is there. */
final class InterceptorTest {

  private static final String METHOD = "some.Service/Method";
  private static final Metadata.Key<String> TEXT =
      Metadata.Key.of("x-text", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<byte[]> BINARY =
      Metadata.Key.of("x-binary-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final byte[] NOT_TEXT = {0, (byte) 0xff, 10, (byte) 0x80};

  private final List<AutoCloseable> open = new ArrayList<>();
  private Callee callee;
  private ManagedChannel channel;

  InterceptorTest() throws IOException {
    callee = new Callee();
    channel = through(callee.port(), Attribution.none());
  }

  @BeforeEach
  void keep() {
    open.add(callee);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private ManagedChannel through(int port, Attribution attribution) throws IOException {
    Interceptor interceptor =
        Interceptor.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "127.0.0.1",
            port,
            attribution,
            InterceptorScript.transparent());
    ManagedChannel to =
        NettyChannelBuilder.forAddress("127.0.0.1", interceptor.port())
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(Bytes.LARGEST_MESSAGE)
            .build();
    open.add(to::shutdownNow);
    open.add(interceptor);
    return to;
  }

  private static ByteString random(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static Metadata metadata(String text) {
    Metadata metadata = new Metadata();
    metadata.put(TEXT, text);
    metadata.put(TEXT, text + " again");
    metadata.put(BINARY, NOT_TEXT);
    return metadata;
  }

  private static void assertCarries(Metadata metadata, String text) {
    assertThat(metadata.getAll(TEXT)).containsExactly(text, text + " again");
    assertThat(metadata.get(BINARY)).isEqualTo(NOT_TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "UNARY, 1, 1, OK, ",
    "CLIENT_STREAMING, 5, 1, OK, ",
    "SERVER_STREAMING, 1, 5, OK, ",
    "BIDI_STREAMING, 5, 5, OK, ",
    "BIDI_STREAMING, 0, 0, OK, ",
    "BIDI_STREAMING, 2, 1, ABORTED, 'so it is: ümläut, %, and\nanother line'",
    "UNARY, 1, 0, NOT_FOUND, nothing here",
  })
  void bytesHeadersTrailersAndStatusPassUnchanged(
      MethodType type, int requests, int responses, Status.Code code, String description)
      throws Exception {
    Caller caller = new Caller(channel, type, METHOD, metadata("request"), 10);
    List<ByteString> sent = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      sent.add(random(i, i * 1000));
      caller.send(sent.get(i));
    }
    caller.call.halfClose();

    Callee.Stream stream = callee.next();
    assertThat(stream.method()).isEqualTo(METHOD);
    assertCarries(stream.headers, "request");
    for (ByteString expected : sent) {
      assertThat(stream.message()).isEqualTo(expected);
    }
    assertThat(stream.halfClosed.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    stream.sendHeaders(metadata("response"));
    for (int i = 0; i < responses; i++) {
      stream.send(random(100 + i, i * 1000));
    }
    stream.call.close(code.toStatus().withDescription(description), metadata("trailer"));

    assertCarries(caller.headers.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS), "response");
    Caller.End end = caller.end();
    assertThat(end.status().getCode()).isEqualTo(code);
    assertThat(end.status().getDescription()).isEqualTo(description);
    assertCarries(end.trailers(), "trailer");
    for (int i = 0; i < responses; i++) {
      assertThat(caller.message()).isEqualTo(random(100 + i, i * 1000));
    }
    assertThat(caller.messages).isEmpty();
    assertThat(stream.messages).isEmpty();
  }

  @Test
  void messagesPassAsTheyComeAndNotOnlyAtTheEnd() throws Exception {
    Caller caller = new Caller(channel, METHOD).send(random(0, 10));
    Callee.Stream stream = callee.next();
    stream.message();
    for (int i = 1; i < 20; i++) {
      stream.send(random(i, 50));
      assertThat(caller.message()).isEqualTo(random(i, 50));
      caller.send(random(-i, 50));
      assertThat(stream.message()).isEqualTo(random(-i, 50));
    }
    assertThat(stream.halfClosed).isNotDone();
  }

  @Test
  void tenMebibytesPassBothWays() throws Exception {
    ByteString large = random(1, 10 * 1024 * 1024);
    Caller caller = new Caller(channel, METHOD).send(large);
    Callee.Stream stream = callee.next();
    assertThat(stream.message().equals(large)).isTrue();
    stream.send(large);
    assertThat(caller.message().equals(large)).isTrue();
  }

  @Test
  void cancellationByTheProxyReachesTheService() throws Exception {
    Caller caller = new Caller(channel, METHOD).send(random(0, 1));
    Callee.Stream stream = callee.next();
    stream.message();
    caller.call.cancel("enough", null);
    assertThat(stream.cancelled.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(stream.halfClosed).isNotDone();
  }

  @Test
  void anEndByTheServiceInMidStreamReachesTheProxy() throws Exception {
    Caller caller = new Caller(channel, METHOD).send(random(0, 1));
    Callee.Stream stream = callee.next();
    stream.message();
    stream.send(random(1, 1));
    stream.end(Status.INTERNAL.withDescription("broken"));
    Caller.End end = caller.end();
    assertThat(end.status().getCode()).isEqualTo(Status.Code.INTERNAL);
    assertThat(end.status().getDescription()).isEqualTo("broken");
    assertThat(caller.message()).isEqualTo(random(1, 1));
  }

  @Test
  void theServiceMayAnswerAfterHalfCloseAndTheProxyAfterAnswers() throws Exception {
    Caller caller = new Caller(channel, METHOD).send(random(0, 1));
    Callee.Stream stream = callee.next();
    stream.send(random(1, 1));
    caller.message();
    caller.send(random(2, 1));
    caller.call.halfClose();
    stream.halfClosed.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    stream.send(random(3, 1));
    assertThat(caller.message()).isEqualTo(random(3, 1));
    stream.end(Status.OK);
    assertThat(caller.end().status().isOk()).isTrue();
  }

  @Test
  void aServiceThatIsNotThereIsUnavailable() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    Caller caller = new Caller(through(nobody, Attribution.none()), METHOD).send(random(0, 1));
    assertThat(caller.end().status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void aServiceThatDiesBreaksItsStreams() throws Exception {
    Caller caller = new Caller(channel, METHOD).send(random(0, 1));
    callee.next().message();
    callee.close();
    assertThat(caller.end().status().isOk()).isFalse();
  }

  @Test
  void hundredStreamsAtOnceDoNotMix() throws Exception {
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      callers.add(new Caller(channel, METHOD).send(text("stream " + i)));
    }
    List<Callee.Stream> streams = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      streams.add(callee.next());
    }
    for (Callee.Stream stream : streams) {
      stream.send(text("answer to ").concat(stream.message()));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(callers.get(i).message().toStringUtf8()).isEqualTo("answer to stream " + i);
    }
  }

  private static ByteString text(String text) {
    return ByteString.copyFrom(text, StandardCharsets.UTF_8);
  }

  /** The relay may take what fits into windows and buffers, and then waits for the reader. */
  @Test
  void aSlowServiceHoldsTheProxyBack() throws Exception {
    Callee slow = new Callee(false);
    open.add(slow);
    Taken taken = new Taken();
    ManagedChannel to =
        through(
            slow.port(),
            (method, messages, ended, served) ->
                new Attribution.Route.Relay(
                    method.equals(METHOD) ? taken : Tap.NONE, UnaryOperator.identity()));
    Caller caller = new Caller(to, METHOD);
    for (int i = 0; i < 64; i++) {
      caller.send(random(i, 256 * 1024));
    }
    Callee.Stream stream = slow.next();
    barrier(to, slow);
    assertThat(taken.count()).as("messages that the relay took").isLessThan(32);
    stream.call.request(64);
    for (int i = 0; i < 64; i++) {
      assertThat(stream.message().equals(random(i, 256 * 1024))).isTrue();
    }
  }

  @Test
  void aSlowProxyHoldsTheServiceBack() throws Exception {
    Taken taken = new Taken();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) ->
                new Attribution.Route.Relay(
                    method.equals(METHOD) ? taken : Tap.NONE, UnaryOperator.identity()));
    Caller caller = new Caller(to, MethodType.BIDI_STREAMING, METHOD, new Metadata(), 0);
    caller.send(random(0, 1));
    Callee.Stream stream = callee.next();
    stream.message();
    for (int i = 0; i < 64; i++) {
      stream.send(random(i, 256 * 1024));
    }
    barrier(to, callee);
    assertThat(taken.count()).as("messages that the relay took").isLessThan(32);
    caller.call.request(64);
    for (int i = 0; i < 64; i++) {
      assertThat(caller.message().equals(random(i, 256 * 1024))).isTrue();
    }
  }

  /** Turns on another stream of the same connections, which takes place after what was sent. */
  private static void barrier(ManagedChannel to, Callee callee) throws Exception {
    Caller caller = new Caller(to, "some.Service/Barrier").send(text("ping"));
    Callee.Stream stream = callee.next();
    for (int i = 0; i < 50; i++) {
      stream.send(text("pong " + i));
      assertThat(caller.message().toStringUtf8()).isEqualTo("pong " + i);
    }
  }

  @Test
  void theUpstreamStreamIsOpenedOnlyWhenTheFirstMessageSaysWhoseItIs() throws Exception {
    Taken taken = new Taken();
    CompletableFuture<String> asked = new CompletableFuture<>();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) -> {
              if (method.equals(METHOD)) {
                asked.complete(method + " " + new String(messages.get(0), StandardCharsets.UTF_8));
              }
              return new Attribution.Route.Relay(
                  method.equals(METHOD) ? taken : Tap.NONE, UnaryOperator.identity());
            });
    Caller caller = new Caller(to, METHOD);
    barrier(to, callee);
    assertThat(asked).isNotDone();
    assertThat(callee.isUntouched()).isTrue();
    caller.send(text("mine"));
    assertThat(asked.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(METHOD + " mine");
    Callee.Stream stream = callee.next();
    stream.message();
    stream.send(text("yours"));
    caller.message();
    caller.call.halfClose();
    stream.halfClosed.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    stream.end(Status.OK);
    caller.end();
    assertThat(taken.heard()).containsExactly("IN mine", "OUT yours", "half-closed", "finished OK");
  }

  @Test
  void aStreamWithoutAnyMessageIsRoutedByItsHalfClose() throws Exception {
    CompletableFuture<List<byte[]>> asked = new CompletableFuture<>();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) -> {
              asked.complete(messages);
              return new Attribution.Route.Relay(Tap.NONE, UnaryOperator.identity());
            });
    new Caller(to, METHOD).call.halfClose();
    assertThat(asked.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEmpty();
    assertThat(callee.next().halfClosed.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aServedStreamNeverReachesTheService() throws Exception {
    Taken taken = new Taken();
    CompletableFuture<Served> end = new CompletableFuture<>();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) -> {
              end.complete(served);
              return new Attribution.Route.Serve(taken);
            });
    Caller caller = new Caller(to, METHOD).send(text("one")).send(text("two"));
    Served served = end.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    await().atMost(Duration.ofSeconds(30)).until(() -> taken.count() == 2);
    served.send(new byte[] {65}, taken);
    assertThat(caller.message().toStringUtf8()).isEqualTo("A");
    served.finish(Status.ABORTED.withDescription("so"), taken);
    assertThat(caller.end().status().getCode()).isEqualTo(Status.Code.ABORTED);
    served.send(new byte[] {66}, taken);
    served.finish(Status.OK, taken);
    assertThat(taken.heard()).containsExactly("IN one", "IN two", "OUT A", "finished ABORTED");
    assertThat(callee.isUntouched()).isTrue();
  }

  @Test
  void anEditedAnswerIsRecordedAsItWas() throws Exception {
    Taken taken = new Taken();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) ->
                new Attribution.Route.Relay(
                    taken, bytes -> "edited".getBytes(StandardCharsets.UTF_8)));
    Caller caller = new Caller(to, METHOD).send(text("ask"));
    callee.next().send(text("as it was"));
    assertThat(caller.message().toStringUtf8()).isEqualTo("edited");
    assertThat(taken.heard()).containsExactly("IN ask", "OUT as it was");
  }

  @Test
  void aRelayedStreamIsReleasedByHalfClosingItTowardsTheService() throws Exception {
    CompletableFuture<Served> end = new CompletableFuture<>();
    ManagedChannel to = through(callee.port(), relayedAs(end, Tap.NONE));
    Caller caller = new Caller(to, METHOD).send(text("ask"));
    Callee.Stream stream = callee.next();
    end.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS).release();
    assertThat(stream.halfClosed.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    // What the proxy still sends is lost; it does not break anything.
    caller.send(text("more"));
    caller.call.halfClose();
    stream.end(Status.OK);
    assertThat(caller.end().status().isOk()).isTrue();
  }

  @Test
  void whatCameBeforeAStreamWasReleasedGoesOnThoughItWasNotOpenYet() throws Exception {
    Attribution over =
        (method, messages, ended, served) -> {
          served.release();
          return new Attribution.Route.Relay(Tap.NONE, UnaryOperator.identity());
        };
    Caller caller = new Caller(through(callee.port(), over), METHOD).send(text("ask"));
    Callee.Stream stream = callee.next();
    assertThat(stream.message()).isEqualTo(text("ask"));
    assertThat(stream.halfClosed.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    stream.end(Status.OK);
    assertThat(caller.end().status().isOk()).isTrue();
  }

  @Test
  void aStreamThatTheProxyCancelledCanStillBeReleased() throws Exception {
    CompletableFuture<Served> end = new CompletableFuture<>();
    Taken taken = new Taken();
    ManagedChannel to = through(callee.port(), relayedAs(end, taken));
    Caller caller = new Caller(to, METHOD).send(text("ask"));
    Callee.Stream stream = callee.next();
    caller.call.cancel("enough", null);
    stream.cancelled.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(taken.heard()).containsExactly("IN ask", "cancelled");
    Served served = end.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThatCode(served::release).doesNotThrowAnyException();
  }

  @Test
  void whatDoesNotTellYetIsHeldBackAndThenRelayedInOrder() throws Exception {
    Taken taken = new Taken();
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) -> {
              held.complete(true);
              return messages.size() < 2
                  ? new Attribution.Route.Hold()
                  : new Attribution.Route.Relay(taken, UnaryOperator.identity());
            });
    Caller caller = new Caller(to, METHOD).send(text("one"));
    held.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(callee.isUntouched()).isTrue();
    caller.send(text("two")).send(text("three"));
    Callee.Stream stream = callee.next();
    assertThat(List.of(stream.message(), stream.message(), stream.message()))
        .extracting(bytes -> bytes.toStringUtf8())
        .containsExactly("one", "two", "three");
    assertThat(taken.heard()).containsExactly("IN one", "IN two", "IN three");
  }

  @Test
  void aHeldStreamIsDecidedByItsEnd() throws Exception {
    CompletableFuture<Boolean> decided = new CompletableFuture<>();
    Taken taken = new Taken();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) -> {
              if (!ended) {
                return new Attribution.Route.Hold();
              }
              decided.complete(true);
              return new Attribution.Route.Serve(taken);
            });
    new Caller(to, METHOD).send(text("one")).call.halfClose();
    assertThat(decided.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    await().atMost(Duration.ofSeconds(30)).until(() -> taken.heard().size() == 2);
    assertThat(taken.heard()).containsExactly("IN one", "half-closed");
  }

  @Test
  void aHeldStreamThatIsCancelledNeverReachesTheService() throws Exception {
    Taken taken = new Taken();
    CompletableFuture<Boolean> held = new CompletableFuture<>();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) -> {
              held.complete(true);
              return ended
                  ? new Attribution.Route.Relay(taken, UnaryOperator.identity())
                  : new Attribution.Route.Hold();
            });
    Caller caller = new Caller(to, METHOD).send(text("one"));
    held.get(Callee.PATIENCE_SECONDS, TimeUnit.SECONDS);
    caller.call.cancel("enough", null);
    await().atMost(Duration.ofSeconds(30)).until(() -> taken.heard().size() == 2);
    assertThat(taken.heard()).containsExactly("IN one", "cancelled");
    assertThat(callee.isUntouched()).isTrue();
  }

  @Test
  void aDismissedStreamEndsWellWithoutReachingTheService() throws Exception {
    ManagedChannel to =
        through(
            callee.port(), (method, messages, ended, served) -> new Attribution.Route.Dismiss());
    Caller stream = new Caller(to, METHOD).send(text("one"));
    assertThat(stream.end().status().isOk()).isTrue();
    Caller unary = new Caller(to, "cloudstate.action.ActionProtocol/handleUnary").send(text("one"));
    assertThat(unary.message().isEmpty()).isTrue();
    assertThat(unary.end().status().isOk()).isTrue();
    assertThat(callee.isUntouched()).isTrue();
  }

  private static Attribution relayedAs(CompletableFuture<Served> end, Tap tap) {
    return (method, messages, ended, served) -> {
      end.complete(served);
      return new Attribution.Route.Relay(tap, UnaryOperator.identity());
    };
  }

  @Test
  void itFollowsAServiceThatComesBackElsewhereAndWhoeverIsConnectedStaysSo() throws Exception {
    try (Callee elsewhere = new Callee();
        Interceptor interceptor =
            Interceptor.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "127.0.0.1",
                callee.port(),
                Attribution.none(),
                InterceptorScript.transparent())) {
      MovableChannel to = new MovableChannel("127.0.0.1", interceptor.port());
      open.add(to);
      Caller before = new Caller(to, METHOD).send(text("one"));
      assertThat(callee.next().message()).isEqualTo(text("one"));

      interceptor.follow("127.0.0.1", elsewhere.port());

      assertThat(before.end().status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      new Caller(to, METHOD).send(text("two"));
      assertThat(elsewhere.next().message()).isEqualTo(text("two"));
      assertThat(callee.isUntouched()).isTrue();
    }
  }

  @Test
  void whatIsHeldBackIsSeenAndGoesNoFurther() throws Exception {
    Taken taken = new Taken();
    AtomicBoolean held = new AtomicBoolean();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) ->
                new Attribution.Route.Relay(taken, UnaryOperator.identity(), held::get));
    Caller caller = new Caller(to, METHOD).send(text("one"));
    Callee.Stream stream = callee.next();
    stream.send(text("passed"));
    assertThat(caller.message()).isEqualTo(text("passed"));
    held.set(true);
    stream.send(text("kept"));
    await().atMost(Duration.ofSeconds(30)).until(() -> taken.heard().contains("OUT kept"));
    stream.end(Status.ABORTED);
    assertThat(caller.end().status().getCode()).isEqualTo(Status.Code.ABORTED);
    assertThat(caller.messages).isEmpty();
  }

  @Test
  void aCallThatIsKeptUnansweredEndsWhenItIsLost() throws Exception {
    Taken taken = new Taken();
    AtomicReference<Served> kept = new AtomicReference<>();
    ManagedChannel to =
        through(
            callee.port(),
            (method, messages, ended, served) -> {
              kept.set(served);
              return new Attribution.Route.Relay(
                  taken, UnaryOperator.identity(), () -> true, () -> true);
            });
    Caller caller = new Caller(to, METHOD).send(text("one"));
    Callee.Stream stream = callee.next();
    stream.send(text("kept"));
    stream.end(Status.OK);
    await().atMost(Duration.ofSeconds(30)).until(() -> taken.heard().contains("OUT kept"));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              Objects.requireNonNull(kept.get()).lose(taken);
              return taken.heard().stream().anyMatch(heard -> heard.contains("UNAVAILABLE"));
            });
    assertThat(caller.end().status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(caller.messages).isEmpty();
  }

  @Test
  void aTakenPortIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(
              () ->
                  Interceptor.start(
                      new InetSocketAddress(taken.getLocalPort()),
                      "127.0.0.1",
                      1,
                      Attribution.none(),
                      InterceptorScript.transparent()))
          .isInstanceOf(IOException.class);
    }
  }
}

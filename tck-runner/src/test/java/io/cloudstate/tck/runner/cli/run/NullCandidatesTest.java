package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceSettings;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.file.ResultsReader;
import io.cloudstate.tck.runner.OpenServer;
import io.cloudstate.tck.runner.cli.Cli;
import io.cloudstate.tck.runner.cli.exit.ExitStatus;
import io.cloudstate.tck.runner.wire.Bytes;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Candidates that do nothing of what they should: none passes, none holds the kit up, and the
 * report says what was wrong.
 */
@Timeout(120)
final class NullCandidatesTest {

  private static final String DISCOVER = "cloudstate.EntityDiscovery/discover";

  @TempDir private Path folder = Path.of(".");
  private String output = "";

  /** What a candidate does with a message. */
  private interface Reaction extends BiConsumer<ServerCall<byte[], byte[]>, byte[]> {}

  private static OpenServer serving(Reaction reaction) throws IOException {
    return OpenServer.start(
        (call, headers) -> {
          call.sendHeaders(new Metadata());
          call.request(Integer.MAX_VALUE);
          return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
              reaction.accept(call, message);
            }
          };
        });
  }

  /** What an ordinary candidate answers to discovery. */
  private static EntitySpec properSpec() throws IOException {
    try (ReferenceService service =
        ReferenceService.start(new ServiceSettings("127.0.0.1", 0, Set.of()), report -> {})) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
      try {
        return EntitySpec.parseFrom(
            ClientCalls.blockingUnaryCall(
                channel,
                Bytes.method(MethodType.UNARY, DISCOVER),
                CallOptions.DEFAULT,
                Empty.getDefaultInstance().toByteArray()));
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private static boolean isDiscover(ServerCall<byte[], byte[]> call) {
    return call.getMethodDescriptor().getFullMethodName().equals(DISCOVER);
  }

  private static void answer(ServerCall<byte[], byte[]> call, byte[] message) {
    call.sendMessage(message);
    call.close(Status.OK, new Metadata());
  }

  /** Discovery as it should be, and this on everything else. */
  private static OpenServer discoveredThen(Reaction reaction) throws IOException {
    byte[] spec = properSpec().toByteArray();
    return serving(
        (call, message) -> {
          if (isDiscover(call)) {
            answer(call, spec);
          } else {
            reaction.accept(call, message);
          }
        });
  }

  private ResultDocument judged(int port) throws IOException {
    Cli cli = Cli.run(folder, "--service", "tcp:127.0.0.1:" + port, "--timeout-scale", "0.15");
    assertThat(cli.status()).as(cli.all()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    assertThat(cli.out()).contains("Does not conform");
    assertThat(cli.err()).isEmpty();
    output = cli.out();
    judgedAgain();
    ResultDocument document = ResultsReader.read(folder.resolve("out").resolve("results.jsonl"));
    assertThat(document.complete()).as(String.valueOf(document.incompleteness())).isTrue();
    assertThat(document.scenarios())
        .noneMatch(result -> result.outcome() == Outcome.PASSED && needsAnEntity(result))
        .allSatisfy(
            result -> {
              if (result.outcome() != Outcome.PASSED) {
                assertThat(result.reason()).isNotBlank();
              }
            });
    assertThat(document.footer()).isNotNull();
    assertThat(document.footer().conforms()).isFalse();
    return document;
  }

  /** Whatever the candidate did, the trace of it holds all that the verdict needed. */
  private void judgedAgain() {
    Cli again =
        Cli.tck(
            "judge",
            folder.resolve("out").toString(),
            "--scenarios",
            folder.resolve("sample.yaml").toString());
    assertThat(again.out()).as(again.all()).contains("0 differ, 0 could not be judged");
  }

  @Test
  void whatIsClaimedAndNotAnnouncedFailsAgainFromItsTrace() throws IOException {
    try (OpenServer server = serving((call, message) -> answer(call, new byte[0]))) {
      Cli.run(folder, "--service", "tcp:127.0.0.1:" + server.port(), "--profile", "event-sourced");
      ResultDocument document = ResultsReader.read(folder.resolve("out").resolve("results.jsonl"));
      assertThat(document.counts().failed()).isEqualTo(document.scenarios().size());
      judgedAgain();
    }
  }

  /** In a scripted scenario the kit is the candidate; discovery may be as it should. */
  private static boolean needsAnEntity(ScenarioResult result) {
    return !result.topology().equals("scripted") && !result.id().equals("sample/names-itself");
  }

  private String report() throws IOException {
    return Files.readString(folder.resolve("out").resolve("report.md"))
        + Files.readString(folder.resolve("out").resolve("results.jsonl"));
  }

  @Test
  void announcesNothing() throws IOException {
    try (OpenServer server = serving((call, message) -> answer(call, new byte[0]))) {
      ResultDocument document = judged(server.port());
      assertThat(document.scenarios())
          .allMatch(result -> result.outcome() == Outcome.UNSUPPORTED)
          .allSatisfy(result -> assertThat(result.reason()).contains("does not announce"));
      assertThat(output).contains("The candidate cannot be used: it announces no entities.");
    }
  }

  @Test
  void acceptsConnectionsAndSaysNothing() throws IOException {
    try (Sockets sockets = new Sockets(socket -> {})) {
      judged(sockets.port());
      assertThat(report()).contains("did not answer discover");
      assertThat(output)
          .contains(
              "Does not conform: the candidate does not answer discovery (it did not answer discover within")
          .contains("scenarios were not run.");
    }
  }

  @Test
  void dropsEveryConnection() throws IOException {
    try (Sockets sockets = new Sockets(NullCandidatesTest::close)) {
      judged(sockets.port());
      assertThat(report()).contains("UNAVAILABLE");
    }
  }

  @Test
  void writesRandomBytes() throws IOException {
    byte[] bytes = new byte[1000];
    new Random(1).nextBytes(bytes);
    try (Sockets sockets =
        new Sockets(
            socket -> {
              try {
                socket.getOutputStream().write(bytes);
                socket.getOutputStream().flush();
              } catch (IOException gone) {
                close(socket);
              }
            })) {
      judged(sockets.port());
      assertThat(report()).contains("discover failed with");
    }
  }

  @Test
  void echoesEveryMessage() throws IOException {
    try (OpenServer server = serving((call, message) -> answerOrGoOn(call, message))) {
      judged(server.port());
    }
  }

  @Test
  void answersWithRandomBytes() throws IOException {
    byte[] bytes = new byte[200];
    new Random(2).nextBytes(bytes);
    try (OpenServer server = serving((call, message) -> answerOrGoOn(call, bytes))) {
      judged(server.port());
      assertThat(report()).contains("is no EntitySpec");
    }
  }

  private static void answerOrGoOn(ServerCall<byte[], byte[]> call, byte[] answer) {
    if (isDiscover(call)) {
      answer(call, answer);
    } else {
      call.sendMessage(answer);
    }
  }

  @Test
  void neverAnswers() throws IOException {
    try (OpenServer server = serving((call, message) -> {})) {
      judged(server.port());
      assertThat(report()).contains("did not answer discover");
    }
  }

  @Test
  void answersNothingButDiscovery() throws IOException {
    try (OpenServer server = discoveredThen((call, message) -> {})) {
      ResultDocument document = judged(server.port());
      assertThat(document.scenarios())
          .filteredOn(result -> result.outcome() == Outcome.FAILED)
          .isNotEmpty()
          .allSatisfy(result -> assertThat(result.reason()).endsWith("got nothing"));
    }
  }

  @Test
  void echoesOnEntityStreams() throws IOException {
    try (OpenServer server = discoveredThen(ServerCall::sendMessage)) {
      ResultDocument document = judged(server.port());
      ScenarioResult direct = scenario(document, "sample/emits-in-order");
      assertThat(direct.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(direct.mismatch()).isNotNull();
      assertThat(direct.mismatch().blame()).isEqualTo("candidate");
    }
  }

  @Test
  void garblesEntityStreams() throws IOException {
    byte[] garbage = {(byte) 0xff, (byte) 0xff, 0, 1};
    try (OpenServer server = discoveredThen((call, message) -> call.sendMessage(garbage))) {
      ResultDocument document = judged(server.port());
      assertThat(scenario(document, "sample/emits-in-order").reason())
          .contains("bytes that are no EventSourcedStreamOut: ffff0001");
    }
  }

  @Test
  void endsEveryEntityStream() throws IOException {
    try (OpenServer server =
        discoveredThen(
            (call, message) -> {
              if (call.isReady()) {
                call.close(Status.OK, new Metadata());
              }
            })) {
      ResultDocument document = judged(server.port());
      assertThat(scenario(document, "sample/emits-in-order").reason())
          .contains("end of the stream with status OK");
    }
  }

  @Test
  void crashesOnTheFirstEntityStream() throws IOException {
    CopyOnWriteArrayList<OpenServer> servers = new CopyOnWriteArrayList<>();
    try (OpenServer server =
        discoveredThen((call, message) -> servers.forEach(OpenServer::close))) {
      servers.add(server);
      ResultDocument document = judged(server.port());
      assertThat(document.scenarios())
          .anyMatch(result -> result.outcome() == Outcome.FAILED)
          .anySatisfy(
              result -> assertThat(result.reason()).contains("end of the stream with status"));
    }
  }

  private static ScenarioResult scenario(ResultDocument document, String id) {
    return document.scenarios().stream()
        .filter(result -> result.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      assertThat(socket.isClosed()).isTrue();
    }
  }

  /** Accepts connections and does one thing with each. */
  private static final class Sockets implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CopyOnWriteArrayList<Socket> accepted = new CopyOnWriteArrayList<>();

    Sockets(Consumer<Socket> reaction) throws IOException {
      Thread thread =
          new Thread(
              () -> {
                while (!server.isClosed()) {
                  try {
                    Socket socket = server.accept();
                    accepted.add(socket);
                    reaction.accept(socket);
                  } catch (IOException over) {
                    return;
                  }
                }
              },
              "sockets");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      server.close();
      accepted.forEach(NullCandidatesTest::close);
    }
  }
}

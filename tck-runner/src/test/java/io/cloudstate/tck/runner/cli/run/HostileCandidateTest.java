package io.cloudstate.tck.runner.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceSettings;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A candidate that says hostile things in its names, failures and statuses harms nobody. */
@Timeout(120)
final class HostileCandidateTest {

  private static final String DISCOVER = "cloudstate.EntityDiscovery/discover";
  private static final String HOSTILE =
      "\u001b[2J\u001b]0;title\u0007\u009b31m\r\n::error::forged\n##[error]forged \u202egnp.exe \u200b\u2028"
          + "</script><script>alert(1)</script> ]]>&amp; @org #1 ![x](http://evil.example)";

  /** What a terminal obeys, or XML refuses, or turns text around. */
  private static final Pattern HARMFUL =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b\\u2028\\u2029\\u202a-\\u202e]");

  @TempDir private Path folder = Path.of(".");

  private static byte[] spec() throws IOException {
    try (ReferenceService service =
        ReferenceService.start(new ServiceSettings("127.0.0.1", 0, Set.of()), report -> {})) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
      try {
        EntitySpec.Builder spec =
            EntitySpec.parseFrom(
                ClientCalls.blockingUnaryCall(
                    channel,
                    Bytes.method(MethodType.UNARY, DISCOVER),
                    CallOptions.DEFAULT,
                    Empty.getDefaultInstance().toByteArray()))
                .toBuilder();
        spec.getServiceInfoBuilder()
            .setServiceName(HOSTILE)
            .setServiceVersion(HOSTILE)
            .setServiceRuntime(HOSTILE.repeat(1000))
            .setSupportLibraryName(HOSTILE);
        return spec.build().toByteArray();
      } finally {
        channel.shutdownNow();
      }
    }
  }

  /** Answers the first message of a stream with a failure of a megabyte, and ends it. */
  private static OpenServer hostile() throws IOException {
    byte[] spec = spec();
    byte[] failure =
        EventSourcedStreamOut.newBuilder()
            .setFailure(
                Failure.newBuilder()
                    .setCommandId(1)
                    .setDescription(HOSTILE.repeat((1 << 20) / HOSTILE.length())))
            .build()
            .toByteArray();
    return OpenServer.start(
        (call, headers) -> {
          call.sendHeaders(new Metadata());
          call.request(Integer.MAX_VALUE);
          boolean discover = call.getMethodDescriptor().getFullMethodName().equals(DISCOVER);
          return new ServerCall.Listener<>() {
            private boolean answered;

            @Override
            public void onMessage(byte[] message) {
              if (!answered) {
                answered = true;
                call.sendMessage(discover ? spec : failure);
                call.close(
                    discover ? Status.OK : Status.UNKNOWN.withDescription(HOSTILE), new Metadata());
              }
            }
          };
        });
  }

  private static void isHarmless(String name, String text) {
    assertThat(HARMFUL.matcher(text).find()).as(name).isFalse();
  }

  @Test
  void whatItSaysIsHarmlessInEverySink() throws IOException {
    Path out = folder.resolve("out");
    Cli cli;
    try (OpenServer server = hostile()) {
      cli =
          Cli.run(folder, "--service", "tcp:127.0.0.1:" + server.port(), "--timeout-scale", "0.15");
    }
    assertThat(cli.status()).as(cli.err()).isEqualTo(ExitStatus.DOES_NOT_CONFORM);
    isHarmless("terminal", cli.all().replace("\r\n", "\n"));
    assertThat(cli.out().length()).isLessThan(20_000);
    assertThat(cli.out()).as("it was seen, and is shown").contains("\\u001B");
    assertThat(Files.readString(out.resolve("junit.xml"))).contains("\\u001B[2J");
    for (String name : List.of("junit.xml", "report.md", "results.jsonl", "open-test-report.xml")) {
      isHarmless(name, Files.readString(out.resolve(name)));
    }
    assertThat(Files.readString(out.resolve("junit.xml"))).doesNotContain("<script");
    try (Stream<Path> traces = Files.list(out.resolve("traces"))) {
      for (Path trace : traces.toList()) {
        isHarmless(trace.toString(), Files.readString(trace));
      }
    }
    String scenarios = folder.resolve("sample.yaml").toString();
    Path known = folder.resolve("known.yaml");
    Cli again = Cli.tck("judge", out.toString(), "--scenarios", scenarios);
    assertThat(again.out()).contains("0 differ, 0 could not be judged");
    isHarmless("judge", again.all());
    isHarmless("compare", Cli.tck("compare", out.toString(), out.toString()).all());
    Cli update =
        Cli.tck("known", "--update", known.toString(), out.toString(), "--scenarios", scenarios);
    isHarmless("known", update.all());
    if (update.status() == ExitStatus.CONFORMS) {
      isHarmless("known.yaml", Files.readString(known));
    }
  }
}

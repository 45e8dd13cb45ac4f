package io.cloudstate.tck.runner.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.runner.OpenServer;
import io.cloudstate.tck.runner.deploy.container.ContainerOptions;
import io.cloudstate.tck.runner.wire.Attribution;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pairs that come up, and pairs that cannot. */
@Timeout(120)
final class DeploymentTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of(".");

  private static DeploymentPlan plan(String service, boolean withProxy, Duration start) {
    return new DeploymentPlan(
        Target.parse(service),
        new Target.Embedded(),
        withProxy,
        new Endpoint("127.0.0.1", 0),
        start,
        Duration.ofSeconds(30),
        Mutation.none(),
        ContainerOptions.usual());
  }

  private static Deployment start(DeploymentPlan plan) throws DeploymentException {
    return Deployment.start(plan, Attribution.none());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void theEmbeddedPairServes() throws Exception {
    try (Deployment deployment = start(plan("embedded", true, LONG))) {
      assertThat(deployment.noProxy()).isEmpty();
      assertThat(deployment.client()).isPresent();
      assertThat(deployment.discovery().problem()).isEmpty();
      assertThat(deployment.discovery().services())
          .contains("cloudstate.tck.model.EventSourcedTckModel");
    }
  }

  @Test
  void withoutNeedThereIsNoProxy() throws Exception {
    try (Deployment deployment = start(plan("embedded", false, LONG))) {
      assertThat(deployment.client()).isEmpty();
      assertThat(deployment.noProxy()).isPresent();
    }
  }

  @Test
  void aSwitchedBugIsThere() throws Exception {
    Mutation mutation =
        new Mutation(
            Set.of("PROTOCOL_VERSION_ABSENT"),
            Set.of(),
            Mutation.none().serviceScript(),
            Mutation.none().proxyScript());
    DeploymentPlan usual = plan("embedded", false, LONG);
    try (Deployment deployment =
        start(
            new DeploymentPlan(
                usual.service(),
                usual.proxy(),
                false,
                usual.listen(),
                usual.startDeadline(),
                usual.answerDeadline(),
                mutation,
                usual.containers()))) {
      assertThat(deployment.discovery().spec().getServiceInfo().getProtocolMinorVersion()).isZero();
    }
  }

  @Test
  void aServiceThatIsNotThereIsSaidWithinTheDeadline() throws Exception {
    // A tenth of the time is for what is said to run already.
    int nobody = freePort();
    long before = System.nanoTime();
    assertThatThrownBy(() -> start(plan("tcp:127.0.0.1:" + nobody, false, Duration.ofMillis(900))))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("The service tcp:127.0.0.1:" + nobody + " was not reachable")
        .hasMessageContaining("within 0.1 s")
        .hasMessageContaining("Is it started");
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(20));
  }

  @Test
  void aCommandThatDiesIsSaidAtOnceAndNotAtTheDeadline() {
    assertThatThrownBy(
            () -> start(plan("exec:sh -c 'echo no config; exit 3'", false, LONG.multipliedBy(10))))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("did not come up")
        .hasMessageContaining("ended with status 3")
        .hasMessageContaining("no config");
  }

  /** It links, and has an HTTP rule that no server can follow. */
  private static EntitySpec unservable() {
    HttpRule rule = HttpRule.newBuilder().setPost("no-slash").setBody("*").build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("probe.proto")
            .setPackage("probe")
            .addMessageType(DescriptorProto.newBuilder().setName("Ask"))
            .addService(
                ServiceDescriptorProto.newBuilder()
                    .setName("Probe")
                    .addMethod(
                        MethodDescriptorProto.newBuilder()
                            .setName("Do")
                            .setInputType(".probe.Ask")
                            .setOutputType(".probe.Ask")
                            .setOptions(
                                MethodOptions.newBuilder()
                                    .setExtension(AnnotationsProto.http, rule))))
            .build();
    return EntitySpec.newBuilder()
        .setProto(FileDescriptorSet.newBuilder().addFile(file).build().toByteString())
        .addEntities(
            Entity.newBuilder()
                .setEntityType("cloudstate.action.ActionProtocol")
                .setServiceName("probe.Probe"))
        .setServiceInfo(ServiceInfo.newBuilder().setProtocolMinorVersion(2))
        .build();
  }

  @Test
  void whatTheEmbeddedProxyCannotServeIsTheCandidatesFault() throws Exception {
    try (OpenServer candidate =
            OpenServer.start(
                (call, headers) -> {
                  call.request(1);
                  call.sendHeaders(new Metadata());
                  call.sendMessage(unservable().toByteArray());
                  call.close(Status.OK, new Metadata());
                  return new ServerCall.Listener<>() {};
                });
        Deployment deployment = start(plan("tcp:127.0.0.1:" + candidate.port(), true, LONG))) {
      assertThat(deployment.noProxy())
          .hasValueSatisfying(why -> assertThat(why).contains("refused", "no-slash"));
      assertThat(deployment.candidateIsUnusable()).isTrue();
      assertThat(deployment.client()).isEmpty();
    }
  }

  @Test
  void aTakenListenAddressIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DeploymentPlan usual = plan("embedded", false, LONG);
      DeploymentPlan plan =
          new DeploymentPlan(
              usual.service(),
              usual.proxy(),
              false,
              new Endpoint("127.0.0.1", taken.getLocalPort()),
              usual.startDeadline(),
              usual.answerDeadline(),
              usual.mutation(),
              usual.containers());
      assertThatThrownBy(() -> start(plan))
          .isInstanceOf(DeploymentException.class)
          .hasMessageContaining("could not listen on 127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("--listen");
    }
  }

  @Test
  void anInterruptedStartLeavesNothingRunning() throws Exception {
    Path pid = folder.resolve("pid");
    CompletableFuture<String> ended = new CompletableFuture<>();
    Thread starting =
        new Thread(
            () -> {
              try {
                start(plan("exec:sh -c 'echo $$ > " + pid + "; sleep 600'", false, LONG)).close();
                ended.complete("started");
              } catch (DeploymentException said) {
                ended.complete(said.getMessage() + " " + Thread.currentThread().isInterrupted());
              } catch (RuntimeException other) {
                ended.completeExceptionally(other);
              }
            });
    starting.start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
    ProcessHandle handle =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    starting.interrupt();
    assertThat(ended.get(30, TimeUnit.SECONDS)).contains("interrupted").endsWith("true");
    await().atMost(Duration.ofSeconds(30)).until(() -> !handle.isAlive());
  }
}

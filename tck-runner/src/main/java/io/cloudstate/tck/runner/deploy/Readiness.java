package io.cloudstate.tck.runner.deploy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.Version;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.runner.deploy.container.OpenPort;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.runner.wire.Interceptor;
import io.cloudstate.tck.runner.wire.MovableChannel;
import io.cloudstate.tck.specs.EntityType;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Waits until a target serves. There is no event for the opening of somebody else's port, so it is
 * tried at short intervals.
 */
final class Readiness {

  private static final Duration INTERVAL = Duration.ofMillis(20);

  /** How a call ends to somebody who is gone, is about to go, or hangs. */
  private static final Set<Status.Code> NO_ANSWER =
      EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED);

  private Readiness() {}

  /** Waits until something accepts connections there. */
  static void awaitPort(String who, Running target, Duration deadline) throws DeploymentException {
    try {
      // Awaitility itself goes on waiting when it is interrupted.
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .pollInSameThread()
          .atMost(deadline.plus(INTERVAL.multipliedBy(2)))
          .until(
              () ->
                  Thread.currentThread().isInterrupted()
                      || target.failure().isPresent()
                      || OpenPort.accepts(target.endpoint(), target.isRelayed()));
    } catch (ConditionTimeoutException tooLate) {
      double seconds = deadline.toMillis() / 1000.0;
      throw new DeploymentException(
          target.endpoint().port() == 0
              ? "%s did not come up within %.1f s. Is the machine busy? Try a larger --timeout-scale."
                  .formatted(who, seconds)
              : "%s was not reachable at %s within %.1f s: nothing accepts connections there. %s"
                  .formatted(who, target.endpoint(), seconds, target.whyUnreachable()),
          tooLate);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new DeploymentException(who + " was not up yet when the run was interrupted.");
    }
    Optional<String> failure = target.failure();
    if (failure.isPresent()) {
      throw new DeploymentException(who + " did not come up. " + failure.get());
    }
  }

  /**
   * Tells when something accepts connections there; nobody is told if that takes longer than the
   * patience, since not to serve may be what is expected.
   *
   * @return who waits, until interrupted
   */
  static Thread watchPort(String who, Running target, Duration patience, Runnable serving) {
    Thread watching =
        new Thread(
            () -> {
              try {
                awaitPort(who, target, patience);
                serving.run();
              } catch (DeploymentException notServing) {
                // That it never came is seen in the trace.
                return;
              }
            },
            "port of a proxy");
    watching.setDaemon(true);
    watching.start();
    return watching;
  }

  /**
   * Waits until somebody reached the interceptor, for a time at most: a proxy that never does is
   * judged for it.
   *
   * @throws DeploymentException if interrupted
   */
  static void awaitArrival(Interceptor interceptor, Running proxy, Duration patience)
      throws DeploymentException {
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .pollInSameThread()
          .atMost(patience)
          .until(
              () ->
                  Thread.currentThread().isInterrupted()
                      || proxy.failure().isPresent()
                      || interceptor.wasReached());
    } catch (ConditionTimeoutException never) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new DeploymentException(
          "The run was interrupted while it waited for a proxy to look for its service.");
    }
  }

  /** What the kit says of itself when it asks for discovery. */
  private static ProxyInfo kit() {
    return ProxyInfo.newBuilder()
        .setProtocolMajorVersion(0)
        .setProtocolMinorVersion(2)
        .setProxyName("cloudstate-tck")
        .setProxyVersion(Version.kit())
        .addAllSupportedEntityTypes(
            Arrays.stream(EntityType.values()).map(EntityType::protocol).toList())
        .build();
  }

  /**
   * Asks the candidate what it is, again for as long as it is unavailable: a forwarder before it
   * may accept connections earlier than it does. A candidate that does not answer as it must is
   * judged for it, so that does not fail here.
   *
   * @param answerDeadline for one answer
   * @param startDeadline for the first
   * @throws DeploymentException if interrupted
   */
  static Discovery discover(
      MovableChannel candidate, Running target, Duration answerDeadline, Duration startDeadline)
      throws DeploymentException {
    AtomicReference<Discovery> latest =
        new AtomicReference<>(Answer.none("it was not asked", Status.Code.UNAVAILABLE).discovery());
    try {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(INTERVAL)
          .pollInSameThread()
          .atMost(startDeadline)
          .until(
              () -> {
                candidate.resetConnectBackoff();
                Answer answer = ask(candidate, answerDeadline);
                latest.set(answer.discovery());
                return !answer.unavailable()
                    || target.failure().isPresent()
                    || Thread.currentThread().isInterrupted();
              });
    } catch (ConditionTimeoutException stillUnavailable) {
      // What it answered last is what is judged.
      return Objects.requireNonNull(latest.get());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new DeploymentException(
          "The run was interrupted while it waited for the answer to discover.");
    }
    return Objects.requireNonNull(latest.get());
  }

  /** Whether the candidate answers discovery at all, in time. */
  static boolean answers(MovableChannel candidate, Duration deadline) {
    candidate.resetConnectBackoff();
    return !NO_ANSWER.contains(ask(candidate, deadline).end());
  }

  /**
   * What came of a question.
   *
   * @param end how the call ended
   */
  private record Answer(Discovery discovery, Status.Code end) {

    static Answer none(String problem, Status.Code end) {
      return new Answer(
          new Discovery(EntitySpec.getDefaultInstance(), ByteString.EMPTY, Optional.of(problem)),
          end);
    }

    boolean unavailable() {
      return end == Status.Code.UNAVAILABLE;
    }
  }

  private static Answer ask(Channel candidate, Duration deadline) {
    try {
      byte[] answer =
          ClientCalls.blockingUnaryCall(
              candidate,
              Bytes.method(MethodType.UNARY, "cloudstate.EntityDiscovery/discover"),
              CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS),
              kit().toByteArray());
      return new Answer(
          new Discovery(
              EntitySpec.parseFrom(answer), ByteString.copyFrom(answer), Optional.empty()),
          Status.Code.OK);
    } catch (StatusRuntimeException refused) {
      Status.Code code = refused.getStatus().getCode();
      return Answer.none(
          code == Status.Code.DEADLINE_EXCEEDED
              ? "it did not answer discover within %.1f s".formatted(deadline.toMillis() / 1000.0)
              : "discover failed with " + Refusal.words(refused),
          code);
    } catch (InvalidProtocolBufferException otherBytes) {
      return Answer.none(
          "its answer to discover is no EntitySpec: " + otherBytes.getMessage(), Status.Code.OK);
    }
  }
}

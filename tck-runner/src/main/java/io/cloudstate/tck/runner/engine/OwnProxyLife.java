package io.cloudstate.tck.runner.engine;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.OwnProxy;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.Recorder;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Served;
import io.cloudstate.tck.runner.wire.Tap;
import io.cloudstate.tck.specs.EntityType;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxy of a scenario that has one of its own, from start to end. Used by one thread. */
final class OwnProxyLife implements AutoCloseable {

  private final Starter starter;
  private final WireSession wire;
  private final Recorder recorder;
  private final List<Runnable> unanswered = new ArrayList<>();
  private boolean answering = true;
  private @Nullable OwnProxy proxy;

  OwnProxyLife(Starter starter, WireSession wire, Recorder recorder) {
    this.starter = starter;
    this.wire = wire;
    this.recorder = recorder;
  }

  /** Starts a proxy. */
  @FunctionalInterface
  interface Starter {

    OwnProxy start(Attribution attribution, boolean reachable, Runnable serving)
        throws DeploymentException;
  }

  /**
   * Starts it.
   *
   * @param answers whether discovery is answered at once
   */
  void start(Message spec, boolean reachable, boolean answers) throws DeploymentException {
    byte[] answer = spec.toByteArray();
    synchronized (unanswered) {
      answering = answers;
    }
    try {
      proxy =
          starter.start(
              (method, messages, ended, served) -> route(answer, method, messages, served),
              reachable,
              () -> recorder.record(new Happening.Serving()));
    } catch (DeploymentException notStarted) {
      throw new DeploymentException(
          "The scenario's own proxy could not be started: " + notStarted.getMessage(), notStarted);
    }
  }

  /** The runner answers all that this proxy asks. */
  private Attribution.Route route(
      byte[] answer, String method, List<byte[]> messages, Served served) {
    if (method.equals(Claims.DISCOVER)) {
      wire.discovered(messages.isEmpty() ? ByteString.EMPTY : ByteString.copyFrom(messages.get(0)));
      return discovered(served, answer);
    }
    if (method.equals(Claims.REPORT_ERROR)) {
      messages.forEach(message -> wire.reported(Claims.text(message)));
      return answered(served, new byte[0]);
    }
    return EntityType.ofRpc(method)
        .map(type -> wire.route(type, method, Opening.read(type, messages), served))
        .orElseGet(Attribution.Route.Dismiss::new);
  }

  private Attribution.Route discovered(Served served, byte[] answer) {
    synchronized (unanswered) {
      if (!answering) {
        unanswered.add(() -> answered(served, answer));
        return new Attribution.Route.Serve(Tap.NONE);
      }
    }
    return answered(served, answer);
  }

  /** Whoever has asked for discovery is answered, and who will ask is, too. */
  void answer() {
    synchronized (unanswered) {
      answering = true;
      unanswered.forEach(Runnable::run);
      unanswered.clear();
    }
  }

  private static Attribution.Route answered(Served served, byte[] answer) {
    served.send(answer, Tap.NONE);
    served.finish(Status.OK, Tap.NONE);
    return new Attribution.Route.Serve(Tap.NONE);
  }

  void disconnect() {
    existing().disconnect();
  }

  void reconnect() throws DeploymentException {
    existing().reconnect();
  }

  private OwnProxy existing() {
    OwnProxy started = proxy;
    if (started == null) {
      throw new IllegalStateException("The scenario has not started its proxy yet.");
    }
    return started;
  }

  /** The ways to it, where it serves. */
  Optional<Calls.ProxyClients> clients() {
    OwnProxy started = proxy;
    return started == null
        ? Optional.empty()
        : started
            .client()
            .map(client -> new Calls.ProxyClients(client, "http://" + started.endpoint()));
  }

  @Override
  public void close() {
    OwnProxy started = proxy;
    if (started != null) {
      started.close();
    }
  }
}

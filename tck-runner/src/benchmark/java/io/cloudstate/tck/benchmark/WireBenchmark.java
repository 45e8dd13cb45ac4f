package io.cloudstate.tck.benchmark;

import io.cloudstate.tck.runner.relay.Forward;
import io.cloudstate.tck.runner.relay.Relay;
import io.cloudstate.tck.runner.wire.Attribution;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.runner.wire.Interceptor;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import io.cloudstate.tck.runner.wire.MovableChannel;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Messages to a service that sends them back: directly, past a relay of bytes, and past the
 * interceptor.
 */
@State(Scope.Benchmark)
public class WireBenchmark {

  static final int FRAMES = 256;
  static final int LARGE_FRAMES = 8;

  /** What is between caller and service. */
  @Param({"direct", "tcp", "interceptor"})
  public String way = "";

  /** Bytes of a message. */
  @Param("1024")
  public int size;

  /** Streams at once. */
  @Param("1")
  public int streams;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<ClientCall<byte[], byte[]>> calls = new ArrayList<>();
  private final Semaphore answered = new Semaphore(0);
  private byte[] message = {};

  /** For JMH. */
  public WireBenchmark() {}

  /** Starts both sides and what is between them. */
  @Setup
  public void start() throws Exception {
    message = new byte[size];
    Echo echo = new Echo();
    int port = echo.port();
    if (way.equals("tcp")) {
      Relay relay = Relay.start(List.of(new Forward(0, "127.0.0.1", port)));
      open.add(relay);
      port = relay.ports().get(0);
    } else if (way.equals("interceptor")) {
      Interceptor interceptor =
          Interceptor.start(
              new InetSocketAddress("127.0.0.1", 0),
              "127.0.0.1",
              port,
              Attribution.none(),
              InterceptorScript.transparent());
      open.add(interceptor);
      port = interceptor.port();
    }
    ManagedChannel channel = MovableChannel.open("127.0.0.1", port);
    open.add(0, channel::shutdownNow);
    open.add(echo);
    for (int i = 0; i < streams; i++) {
      ClientCall<byte[], byte[]> call =
          channel.newCall(
              Bytes.method(MethodType.BIDI_STREAMING, "some.Service/echo"), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<byte[]>() {
            @Override
            public void onMessage(byte @Nullable [] echoed) {
              answered.release();
              call.request(1);
            }
          },
          new Metadata());
      call.request(1);
      calls.add(call);
    }
  }

  /** Ends all of it. */
  @TearDown
  public void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  /** One message there and back. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public void roundTrip() {
    exchange(1);
  }

  /** Many messages, there and back, on all streams. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @OperationsPerInvocation(FRAMES)
  public void frames() {
    exchange(FRAMES);
  }

  /** A few large messages, there and back, on all streams. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @OperationsPerInvocation(LARGE_FRAMES)
  public void largeFrames() {
    exchange(LARGE_FRAMES);
  }

  private void exchange(int frames) {
    for (int i = 0; i < frames; i++) {
      calls.get(i % streams).sendMessage(message);
    }
    answered.acquireUninterruptibly(frames);
  }
}

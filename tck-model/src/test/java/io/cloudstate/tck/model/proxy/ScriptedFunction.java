package io.cloudstate.tck.model.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Empty;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.EntityPassivationStrategy;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.TimeoutPassivationStrategy;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedReply;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamIn;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedStreamOut;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.Persisted;
import io.cloudstate.tck.protocol.model.Request;
import io.cloudstate.tck.protocol.model.Response;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A user function that a test plays frame by frame. */
final class ScriptedFunction implements AutoCloseable {
  static final String MODEL = "cloudstate.tck.model.EventSourcedTckModel";
  static final String TWO = "cloudstate.tck.model.EventSourcedTwo";
  static final String CONFIGURED = "cloudstate.tck.model.EventSourcedConfigured";
  private static final int PATIENCE_SECONDS = 60;

  private final BlockingQueue<ProxyInfo> discoveries = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> reports = new LinkedBlockingQueue<>();
  private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();
  private final BlockingQueue<Command> echoed = new LinkedBlockingQueue<>();
  private final ScriptedCrdts crdts = new ScriptedCrdts();
  private final ScriptedAction actions = new ScriptedAction();
  private final EntitySpec spec;
  private final Server server;
  private volatile boolean echoing;

  ScriptedFunction(EntitySpec spec, int port) {
    this.spec = spec;
    try {
      this.server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .addService(new Discovered())
              .addService(new EventSourced())
              .addService(crdts)
              .addService(actions)
              .maxInboundMessageSize(16 * 1024 * 1024)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EntitySpec spec() {
    return spec(100);
  }

  static EntitySpec spec(long configuredPassivationMillis) {
    return EntitySpec.newBuilder()
        .setServiceInfo(ServiceInfo.newBuilder().setProtocolMinorVersion(2))
        .setProto(files(EventsourcedProto.getDescriptor()).toByteString())
        .addEntities(entity(MODEL))
        .addEntities(entity(TWO))
        .addEntities(
            entity(CONFIGURED)
                .setPassivationStrategy(
                    EntityPassivationStrategy.newBuilder()
                        .setTimeout(
                            TimeoutPassivationStrategy.newBuilder()
                                .setTimeout(configuredPassivationMillis))))
        .build();
  }

  static Entity.Builder entity(String service) {
    return Entity.newBuilder()
        .setEntityType("cloudstate.eventsourced.EventSourced")
        .setServiceName(service)
        .setPersistenceId(service + "-id");
  }

  static FileDescriptorSet files(FileDescriptor... roots) {
    Map<String, FileDescriptor> all = new LinkedHashMap<>();
    List<FileDescriptor> waiting = new ArrayList<>(List.of(roots));
    while (!waiting.isEmpty()) {
      FileDescriptor file = waiting.remove(0);
      all.put(file.getName(), file);
      waiting.addAll(file.getDependencies());
    }
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    all.values().forEach(file -> set.addFile(file.toProto()));
    return set.build();
  }

  static Any persisted(String value) {
    return Any.pack(Persisted.newBuilder().setValue(value).build());
  }

  static ClientAction response(String message) {
    return ClientAction.newBuilder()
        .setReply(
            Reply.newBuilder()
                .setPayload(Any.pack(Response.newBuilder().setMessage(message).build())))
        .build();
  }

  static ClientAction forward(String service, String command, String id) {
    return ClientAction.newBuilder()
        .setForward(
            Forward.newBuilder()
                .setServiceName(service)
                .setCommandName(command)
                .setPayload(Any.pack(Request.newBuilder().setId(id).build())))
        .build();
  }

  static ClientAction failure(String description, boolean restart) {
    return ClientAction.newBuilder()
        .setFailure(Failure.newBuilder().setDescription(description).setRestart(restart))
        .build();
  }

  static SideEffect effect(String service, String id, boolean synchronous) {
    return SideEffect.newBuilder()
        .setServiceName(service)
        .setCommandName("Call")
        .setPayload(Any.pack(Request.newBuilder().setId(id).build()))
        .setSynchronous(synchronous)
        .build();
  }

  int port() {
    return server.getPort();
  }

  ProxyInfo discovery() {
    return next(discoveries, "discovery");
  }

  String report() {
    return next(reports, "reportError");
  }

  BlockingQueue<String> reports() {
    return reports;
  }

  /** From now on every command is answered with its own payload at once. */
  void echo() {
    echoing = true;
  }

  /** The next command that was answered so. */
  Command echoed() {
    return next(echoed, "another command");
  }

  BlockingQueue<Command> allEchoed() {
    return echoed;
  }

  /** The next stream that is opened, once its init is there. */
  Stream stream() {
    return next(streams, "another stream");
  }

  /** The next stream of a CRDT that is opened. */
  ScriptedCrdts.Stream crdtStream() {
    return next(crdts.streams(), "another CRDT's stream");
  }

  ScriptedAction actions() {
    return actions;
  }

  boolean noStreamOpened() {
    return streams.isEmpty();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static <T> T next(BlockingQueue<T> queue, String what) {
    try {
      @Nullable T found = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (found == null) {
        throw new AssertionError("waited in vain for " + what);
      }
      return found;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    }
  }

  /** One entity stream. */
  static final class Stream implements StreamObserver<EventSourcedStreamIn> {
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<EventSourcedStreamIn> frames = new LinkedBlockingQueue<>();
    private final StreamObserver<EventSourcedStreamOut> out;

    private Stream(StreamObserver<EventSourcedStreamOut> out) {
      this.out = out;
    }

    EventSourcedStreamIn frame() {
      return ScriptedFunction.next(frames, "a frame");
    }

    /** Takes init, replayed events written {@code 1:A}, and stops at the command. */
    Command command(String... events) {
      EventSourcedStreamIn init = frame();
      assertThat(init.hasInit()).as("%s", init).isTrue();
      List<String> replayed = new ArrayList<>();
      EventSourcedStreamIn frame = frame();
      while (frame.hasEvent()) {
        replayed.add(frame.getEvent().getSequence() + ":" + value(frame.getEvent().getPayload()));
        frame = frame();
      }
      assertThat(replayed).containsExactly(events);
      assertThat(frame.hasCommand()).as("%s", frame).isTrue();
      return frame.getCommand();
    }

    /** Takes a command on a stream that is open already. */
    Command next() {
      EventSourcedStreamIn frame = frame();
      assertThat(frame.hasCommand()).as("%s", frame).isTrue();
      return frame.getCommand();
    }

    boolean quiet() {
      return frames.isEmpty() && ends.isEmpty();
    }

    String end() {
      return ScriptedFunction.next(ends, "the stream's end");
    }

    void reply(long id, ClientAction action, String... events) {
      send(frame(id, action, events));
    }

    void send(EventSourcedReply.Builder reply) {
      out.onNext(EventSourcedStreamOut.newBuilder().setReply(reply).build());
    }

    void send(EventSourcedStreamOut frame) {
      out.onNext(frame);
    }

    void fail(Status status) {
      out.onError(status.asRuntimeException());
    }

    void complete() {
      out.onCompleted();
    }

    static EventSourcedReply.Builder frame(long id, ClientAction action, String... events) {
      EventSourcedReply.Builder reply =
          EventSourcedReply.newBuilder().setCommandId(id).setClientAction(action);
      for (String event : events) {
        reply.addEvents(persisted(event));
      }
      return reply;
    }

    static String value(Any payload) {
      try {
        return payload.unpack(Persisted.class).getValue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onNext(EventSourcedStreamIn frame) {
      frames.add(frame);
    }

    @Override
    public void onError(Throwable e) {
      ends.add("cancelled");
    }

    @Override
    public void onCompleted() {
      ends.add("half-closed");
    }
  }

  /** Answers the commands of one stream. */
  private final class Echo implements StreamObserver<EventSourcedStreamIn> {
    private final Stream stream;

    private Echo(Stream stream) {
      this.stream = stream;
    }

    @Override
    public void onNext(EventSourcedStreamIn frame) {
      if (frame.hasCommand()) {
        Command command = frame.getCommand();
        echoed.add(command);
        Reply.Builder reply = Reply.newBuilder().setPayload(command.getPayload());
        stream.reply(command.getId(), ClientAction.newBuilder().setReply(reply).build());
      }
    }

    @Override
    public void onError(Throwable e) {}

    @Override
    public void onCompleted() {
      stream.complete();
    }
  }

  private final class Discovered extends EntityDiscoveryGrpc.EntityDiscoveryImplBase {
    @Override
    public void discover(ProxyInfo info, StreamObserver<EntitySpec> answer) {
      discoveries.add(info);
      answer.onNext(spec);
      answer.onCompleted();
    }

    @Override
    public void reportError(UserFunctionError error, StreamObserver<Empty> answer) {
      reports.add(error.getMessage());
      answer.onNext(Empty.getDefaultInstance());
      answer.onCompleted();
    }
  }

  private final class EventSourced extends EventSourcedGrpc.EventSourcedImplBase {
    @Override
    public StreamObserver<EventSourcedStreamIn> handle(
        StreamObserver<EventSourcedStreamOut> answer) {
      Stream stream = new Stream(answer);
      if (echoing) {
        return new Echo(stream);
      }
      streams.add(stream);
      return stream;
    }
  }
}

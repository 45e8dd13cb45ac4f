package io.cloudstate.tck.model.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.TextFormat;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntityPassivationStrategy;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.TimeoutPassivationStrategy;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtInit;
import io.cloudstate.tck.protocol.crdt.CrdtReply;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.Response;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The CRDTs of a user function that a test plays frame by frame. */
final class ScriptedCrdts extends CrdtGrpc.CrdtImplBase {
  static final String MODEL = "cloudstate.tck.model.crdt.CrdtTckModel";
  static final String TWO = "cloudstate.tck.model.crdt.CrdtTwo";
  private static final String CONFIGURED = "cloudstate.tck.model.crdt.CrdtConfigured";

  private final BlockingQueue<Stream> streams = new LinkedBlockingQueue<>();

  static EntitySpec spec() {
    return EntitySpec.newBuilder()
        .setServiceInfo(ServiceInfo.newBuilder().setProtocolMinorVersion(2))
        .setProto(ScriptedFunction.files(CrdtProto.getDescriptor()).toByteString())
        .addEntities(entity(MODEL))
        .addEntities(entity(TWO))
        .addEntities(
            entity(CONFIGURED)
                .setPassivationStrategy(
                    EntityPassivationStrategy.newBuilder()
                        .setTimeout(TimeoutPassivationStrategy.newBuilder().setTimeout(100))))
        .build();
  }

  private static Entity.Builder entity(String service) {
    return Entity.newBuilder().setEntityType("cloudstate.crdt.Crdt").setServiceName(service);
  }

  /** A reply with a GCounter's state. */
  static ClientAction response(long value) {
    Response.Builder response = Response.newBuilder();
    response.getStateBuilder().getGcounterBuilder().setValue(value);
    return ClientAction.newBuilder()
        .setReply(Reply.newBuilder().setPayload(Any.pack(response.build())))
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

  static SideEffect effect(String id) {
    return SideEffect.newBuilder()
        .setServiceName(TWO)
        .setCommandName("Call")
        .setPayload(Any.pack(Request.newBuilder().setId(id).build()))
        .setSynchronous(true)
        .build();
  }

  BlockingQueue<Stream> streams() {
    return streams;
  }

  @Override
  public StreamObserver<CrdtStreamIn> handle(StreamObserver<CrdtStreamOut> answer) {
    Stream stream = new Stream(answer);
    streams.add(stream);
    return stream;
  }

  /** One CRDT's stream. */
  static final class Stream implements StreamObserver<CrdtStreamIn> {
    private final BlockingQueue<CrdtStreamIn> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final StreamObserver<CrdtStreamOut> out;

    private Stream(StreamObserver<CrdtStreamOut> out) {
      this.out = out;
    }

    CrdtStreamIn frame() {
      return ScriptedFunction.next(frames, "a frame");
    }

    CrdtInit init() {
      CrdtStreamIn frame = frame();
      assertThat(frame.hasInit()).as("%s", frame).isTrue();
      return frame.getInit();
    }

    Command command() {
      CrdtStreamIn frame = frame();
      assertThat(frame.hasCommand()).as("%s", frame).isTrue();
      return frame.getCommand();
    }

    String end() {
      return ScriptedFunction.next(ends, "the stream's end");
    }

    void reply(long id, ClientAction action, boolean streamed) {
      send(reply(id, action).setStreamed(streamed));
    }

    void send(CrdtReply.Builder reply) {
      out.onNext(CrdtStreamOut.newBuilder().setReply(reply).build());
    }

    void message(long id, ClientAction action) {
      send(message(id).setClientAction(action));
    }

    void send(CrdtStreamedMessage.Builder message) {
      out.onNext(CrdtStreamOut.newBuilder().setStreamedMessage(message).build());
    }

    void send(CrdtStreamOut.Builder frame) {
      out.onNext(frame.build());
    }

    static CrdtReply.Builder reply(long id, ClientAction action) {
      return CrdtReply.newBuilder().setCommandId(id).setClientAction(action);
    }

    static CrdtReply.Builder reply(long id, ClientAction action, String update) {
      CrdtReply.Builder reply = reply(id, action);
      reply.getStateActionBuilder().setUpdate(delta(update));
      return reply;
    }

    static CrdtStreamedMessage.Builder message(long id) {
      return CrdtStreamedMessage.newBuilder().setCommandId(id);
    }

    @Override
    public void onNext(CrdtStreamIn frame) {
      frames.add(frame);
    }

    @Override
    public void onError(Throwable e) {
      ends.add("cancelled");
    }

    @Override
    public void onCompleted() {
      ends.add("half-closed");
      out.onCompleted();
    }
  }

  static CrdtDelta delta(String text) {
    try {
      return TextFormat.parse(text, CrdtDelta.class);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

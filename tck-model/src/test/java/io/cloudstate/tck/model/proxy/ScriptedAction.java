package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.Forward;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.SideEffect;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionProtocolGrpc.ActionProtocolImplBase;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import io.cloudstate.tck.protocol.model.action.OtherRequest;
import io.cloudstate.tck.protocol.model.action.Response;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The actions of a user function that a test plays call by call. */
public final class ScriptedAction extends ActionProtocolImplBase {
  static final String MODEL = "cloudstate.tck.model.action.ActionTckModel";
  public static final String TWO = "cloudstate.tck.model.action.ActionTwo";

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /** The actions of the model, beside its event sourced entities. */
  static EntitySpec spec() {
    return ScriptedFunction.spec().toBuilder()
        .setProto(
            ScriptedFunction.files(ActionProto.getDescriptor(), EventsourcedProto.getDescriptor())
                .toByteString())
        .addEntities(action(MODEL))
        .addEntities(action(TWO))
        .build();
  }

  static Entity.Builder action(String service) {
    return Entity.newBuilder()
        .setEntityType("cloudstate.action.ActionProtocol")
        .setServiceName(service);
  }

  public static ActionResponse.Builder reply(String message) {
    return ActionResponse.newBuilder()
        .setReply(
            Reply.newBuilder()
                .setPayload(Any.pack(Response.newBuilder().setMessage(message).build())));
  }

  public static ActionResponse.Builder failure(String description) {
    return ActionResponse.newBuilder().setFailure(Failure.newBuilder().setDescription(description));
  }

  public static ActionResponse.Builder forward(String id) {
    return ActionResponse.newBuilder()
        .setForward(
            Forward.newBuilder().setServiceName(TWO).setCommandName("Call").setPayload(other(id)));
  }

  public static SideEffect.Builder effect(String id) {
    return SideEffect.newBuilder()
        .setServiceName(TWO)
        .setCommandName("Call")
        .setPayload(other(id))
        .setSynchronous(true);
  }

  static Any other(String id) {
    return Any.pack(OtherRequest.newBuilder().setId(id).build());
  }

  /** The next call, once it has begun. */
  Call call() {
    return ScriptedFunction.next(calls, "another action call");
  }

  /** The next call, which is one to {@link #TWO}. */
  Call callOfTwo(String id) {
    Call call = call();
    ActionCommand command = call.message();
    if (!command.getServiceName().equals(TWO) || !command.getPayload().equals(other(id))) {
      throw new AssertionError("not a call of ActionTwo with id " + id + ": " + command);
    }
    return call;
  }

  boolean noneCalled() {
    return calls.isEmpty();
  }

  @Override
  public void handleUnary(ActionCommand command, StreamObserver<ActionResponse> answer) {
    new Call("handleUnary", answer).begin(command);
  }

  @Override
  public void handleStreamedOut(ActionCommand command, StreamObserver<ActionResponse> answer) {
    new Call("handleStreamedOut", answer).begin(command);
  }

  @Override
  public StreamObserver<ActionCommand> handleStreamedIn(StreamObserver<ActionResponse> answer) {
    return new Call("handleStreamedIn", answer).begin();
  }

  @Override
  public StreamObserver<ActionCommand> handleStreamed(StreamObserver<ActionResponse> answer) {
    return new Call("handleStreamed", answer).begin();
  }

  /** One call, with the rpc that was chosen for it. */
  final class Call implements StreamObserver<ActionCommand> {
    private final BlockingQueue<ActionCommand> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    private final String rpc;
    private final ServerCallStreamObserver<ActionResponse> answer;

    private Call(String rpc, StreamObserver<ActionResponse> answer) {
      this.rpc = rpc;
      this.answer = (ServerCallStreamObserver<ActionResponse>) answer;
      this.answer.setOnCancelHandler(() -> ends.add("cancelled"));
    }

    private void begin(ActionCommand only) {
      messages.add(only);
      calls.add(this);
    }

    private Call begin() {
      calls.add(this);
      return this;
    }

    String rpc() {
      return rpc;
    }

    ActionCommand message() {
      return ScriptedFunction.next(messages, "a message");
    }

    String end() {
      return ScriptedFunction.next(ends, "the call's end");
    }

    boolean quiet() {
      return messages.isEmpty() && ends.isEmpty();
    }

    void respond(ActionResponse.Builder... responses) {
      for (ActionResponse.Builder response : responses) {
        answer.onNext(response.build());
      }
    }

    /** Ends with these responses and status OK. */
    void complete(ActionResponse.Builder... responses) {
      respond(responses);
      answer.onCompleted();
    }

    void fail(Status status) {
      answer.onError(status.asRuntimeException());
    }

    boolean canTakeMore() {
      return answer.isReady();
    }

    @Override
    public void onNext(ActionCommand message) {
      messages.add(message);
    }

    @Override
    public void onError(Throwable e) {
      // Told by the handler above.
    }

    @Override
    public void onCompleted() {
      ends.add("half-closed");
    }
  }
}

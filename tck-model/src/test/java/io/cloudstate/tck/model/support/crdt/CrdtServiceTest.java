package io.cloudstate.tck.model.support.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.model.support.ServiceRegistry;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Failure;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.crdt.CrdtStreamOut;
import io.cloudstate.tck.protocol.crdt.CrdtStreamedMessage;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.cloudstate.tck.protocol.model.crdt.Request;
import io.cloudstate.tck.protocol.model.crdt.Response;
import io.cloudstate.tck.protocol.model.crdt.StreamedRequest;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the model service never does: handlers with other habits, and with bugs. */
class CrdtServiceTest {
  private static final ServiceDescriptor MODEL =
      CrdtProto.getDescriptor().findServiceByName("CrdtTckModel");
  private static final CrdtAnswer EMPTY =
      new CrdtAnswer.Once(new Answer.Reply(Response.getDefaultInstance()));

  private final List<CrdtStreamOut> answers = new ArrayList<>();

  @Test
  void aChangeThatTheTypeDoesNotHaveFailsTheStream() {
    StreamObserver<CrdtStreamIn> in =
        stream(
            List.of(
                context -> context.update(new GCounter(2)),
                context -> context.update(new GCounter(1))));
    process(in, 1);
    process(in, 2);

    assertThat(answers).hasSize(2);
    assertThat(answers.get(0).getReply().getStateAction().getUpdate().getGcounter().getIncrement())
        .isEqualTo(2);
    assertThat(answers.get(1).getFailure().getDescription()).contains("can only grow");
  }

  @Test
  void anotherTypeFailsTheStream() {
    process(stream(List.of(context -> context.update(PNCounter.ZERO))), 1);

    assertThat(answers)
        .singleElement()
        .satisfies(
            frame -> assertThat(frame.getFailure().getDescription()).contains("keeps its type"));
  }

  @Test
  void aStreamedCommandThatFailsLaterEndsWithThatAndWithoutEffects() {
    StreamObserver<CrdtStreamIn> in = stream(List.of(context -> context.update(new GCounter(1))));
    streamed(in, 1);
    process(in, 2);

    assertThat(answers.get(2).getStreamedMessage())
        .isEqualTo(
            CrdtStreamedMessage.newBuilder()
                .setCommandId(1)
                .setClientAction(
                    ClientAction.newBuilder()
                        .setFailure(Failure.newBuilder().setCommandId(1).setDescription("no more")))
                .setEndStream(true)
                .build());
  }

  private static void streamed(StreamObserver<CrdtStreamIn> in, long id) {
    CrdtStreamIn.Builder command = CrdtStreamIn.newBuilder();
    command
        .getCommandBuilder()
        .setEntityId("e")
        .setId(id)
        .setName("ProcessStreamed")
        .setStreamed(true)
        .setPayload(Any.pack(StreamedRequest.getDefaultInstance()));
    in.onNext(command.build());
  }

  private static void process(StreamObserver<CrdtStreamIn> in, long id) {
    CrdtStreamIn.Builder command = CrdtStreamIn.newBuilder();
    command
        .getCommandBuilder()
        .setEntityId("e")
        .setId(id)
        .setName("Process")
        .setPayload(Any.pack(Request.getDefaultInstance()));
    in.onNext(command.build());
  }

  /** A stream of a counter whose commands do these things, in turn. */
  private StreamObserver<CrdtStreamIn> stream(List<Consumer<CrdtContext>> commands) {
    CrdtDefinition definition = new CrdtDefinition(MODEL, Optional.empty(), new Scripted(commands));
    StreamObserver<CrdtStreamIn> in =
        new CrdtService(new ServiceRegistry(List.of(definition)), CrdtRules::new)
            .handle(
                new StreamObserver<>() {
                  @Override
                  public void onNext(CrdtStreamOut frame) {
                    answers.add(frame);
                  }

                  @Override
                  public void onError(Throwable error) {
                    throw new AssertionError(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    CrdtStreamIn.Builder init = CrdtStreamIn.newBuilder();
    init.getInitBuilder().setServiceName(MODEL.getFullName()).setEntityId("e");
    in.onNext(init.build());
    return in;
  }

  private static final class Scripted implements CrdtEntity {
    private final List<Consumer<CrdtContext>> commands;

    Scripted(List<Consumer<CrdtContext>> commands) {
      this.commands = new ArrayList<>(commands);
    }

    @Override
    public Crdt initial(String entityId) {
      return GCounter.ZERO;
    }

    @Override
    public CrdtAnswer handle(EntityCommand command, CrdtContext context) {
      if (command.method().isServerStreaming()) {
        return new CrdtAnswer.Streamed(Optional.empty(), new FailsLater());
      }
      commands.remove(0).accept(context);
      return EMPTY;
    }
  }

  private static final class FailsLater implements CrdtSubscriber {
    @Override
    public Optional<Answer> changed(CrdtChangeContext context) {
      context.effect(
          ServiceCall.to(MODEL.findMethodByName("Process"), Request.getDefaultInstance()), true);
      return Optional.of(new Answer.Failure("no more"));
    }

    @Override
    public void cancelled(CrdtContext context) {}
  }
}

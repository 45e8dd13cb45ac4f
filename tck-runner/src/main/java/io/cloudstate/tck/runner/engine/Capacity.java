package io.cloudstate.tck.runner.engine;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.runner.wire.Bytes;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Side;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How many entity streams a candidate answers while they are all open. Some serve each stream with
 * a thread of its own out of a small pool; more streams than that would only wait for each other.
 */
final class Capacity {

  /**
   * So many are tried; a candidate that answers them all is taken to have no limit that matters.
   */
  static final int TRIED = 32;

  /** A CRDT of the model takes its type from its id; others take any id. */
  private static final String CRDT = "GCounter-";

  private Capacity() {}

  /**
   * Measures, with entities of its own.
   *
   * @return the number, {@link #TRIED} at most; nothing where the candidate announces no entity of
   *     the model or answers none
   */
  static Optional<Integer> measure(
      Channel candidate, Collection<String> announced, String tag, Deadlines deadlines)
      throws InterruptedException {
    Optional<ModelService> service =
        ModelService.all().stream()
            .filter(known -> known.type().isKeyed() && announced.contains(known.fullName()))
            .findFirst();
    if (service.isEmpty()) {
      return Optional.empty();
    }
    BlockingQueue<Integer> answered = new LinkedBlockingQueue<>();
    List<ClientCall<byte[], byte[]>> calls = new ArrayList<>();
    for (int i = 0; i < TRIED; i++) {
      calls.add(open(candidate, service.get(), CRDT + tag + "p" + i, answered));
    }
    int count = 0;
    long patience = deadlines.mustNanos();
    while (count < TRIED && answered.poll(patience, TimeUnit.NANOSECONDS) != null) {
      count++;
      // Once some are answered, the others follow soon or not at all.
      patience = deadlines.mustNotNanos() * 3;
    }
    calls.forEach(ClientCall::halfClose);
    return count == 0 ? Optional.empty() : Optional.of(count);
  }

  private static ClientCall<byte[], byte[]> open(
      Channel candidate, ModelService service, String entity, BlockingQueue<Integer> answered) {
    ClientCall<byte[], byte[]> call =
        candidate.newCall(
            Bytes.method(
                MethodType.BIDI_STREAMING,
                service.type().rpc(service.descriptor().getMethods().get(0))),
            CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          private boolean first = true;

          @Override
          public void onMessage(byte[] message) {
            if (first) {
              first = false;
              answered.add(1);
            }
          }
        },
        new Metadata());
    call.request(Integer.MAX_VALUE);
    Descriptor frames = service.type().frames(Side.IN);
    Descriptor init = frames.findFieldByName("init").getMessageType();
    Message starts =
        DynamicMessage.newBuilder(init)
            .setField(init.findFieldByName("service_name"), service.fullName())
            .setField(init.findFieldByName("entity_id"), entity)
            .build();
    call.sendMessage(frame(frames, "init", starts));
    call.sendMessage(frame(frames, "command", command(service, entity)));
    return call;
  }

  private static byte[] frame(Descriptor frames, String field, Message value) {
    return DynamicMessage.newBuilder(frames)
        .setField(frames.findFieldByName(field), value)
        .build()
        .toByteArray();
  }

  private static Command command(ModelService service, String entity) {
    MethodDescriptor method = service.descriptor().getMethods().get(0);
    Descriptor input = method.getInputType();
    Message request =
        DynamicMessage.newBuilder(input).setField(input.findFieldByName("id"), entity).build();
    return Command.newBuilder()
        .setId(1)
        .setEntityId(entity)
        .setName(method.getName())
        .setPayload(Any.pack(request))
        .build();
  }
}

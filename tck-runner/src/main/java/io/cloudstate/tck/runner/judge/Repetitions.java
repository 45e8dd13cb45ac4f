package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.EventingProto;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.action.ActionResponse;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Side;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the events that a proxy delivers again though their subscriber has taken them. It may,
 * since an event is to be delivered at least once; so these are passed over, wherever they come. An
 * event whose delivery failed is another matter: that it comes again is what a scenario waits for.
 */
final class Repetitions {

  private static final String ID = "ce-id";
  private static final String SUBJECT = "ce-subject";

  private final Observations seen;

  Repetitions(Observations seen) {
    this.seen = seen;
  }

  /**
   * A call that repeats one before it.
   *
   * @param rpc full name of the rpc that carries it
   * @param refusal how the one before was answered, where that was a failure
   */
  record Repetition(
      Channel.OfEntity channel,
      int instance,
      String method,
      String rpc,
      Optional<ByteString> refusal) {

    Next.AnswerAgain answer() {
      return new Next.AnswerAgain(channel, instance, rpc, refusal);
    }

    /** For the report. */
    String words() {
      return "an event is delivered to %s again, which was taken".formatted(method);
    }
  }

  /**
   * What tells a call to an action from others.
   *
   * @param id of the event that it delivers; empty where it delivers none
   */
  private record Call(
      String rpc, String service, String method, ByteString payload, String id, String subject) {

    boolean isDelivery() {
      return !id.isEmpty();
    }
  }

  /** The next call on any channel of a way, if it is one that may be passed over. */
  Optional<Repetition> next(Way way) {
    return seen.channels().stream()
        .filter(channel -> channel.type() == EntityType.ACTION)
        .flatMap(channel -> next(way, channel).stream())
        .findFirst();
  }

  private Optional<Repetition> next(Way way, Channel.OfEntity channel) {
    int instance = way.nextKey(channel, Side.IN).instance();
    Optional<Call> call = call(channel, instance);
    if (call.isEmpty() || (!call.get().isDelivery() && way.repeated(channel).isEmpty())) {
      return Optional.empty();
    }
    List<Integer> alike =
        IntStream.range(1, instance)
            .filter(before -> call(channel, before).equals(call))
            .boxed()
            .toList();
    boolean repeats =
        !alike.isEmpty()
            && (call.get().isDelivery()
                ? seen.isTaken(channel, alike.get(alike.size() - 1))
                : isForwardedAgain(way, channel, alike));
    return repeats
        ? Optional.of(
            new Repetition(
                channel,
                instance,
                call.get().service().replaceFirst("^.*\\.", "") + "/" + call.get().method(),
                call.get().rpc(),
                refusal(channel, alike)))
        : Optional.empty();
  }

  /**
   * Whether a subscriber has been given as many events again, so that what it forwards may come
   * again, too.
   */
  private boolean isForwardedAgain(Way way, Channel.OfEntity channel, List<Integer> alike) {
    long events =
        way.repeated(channel).stream()
            .filter(again -> call(channel, again).filter(Call::isDelivery).isPresent())
            .count();
    return alike.size() <= events;
  }

  private Optional<ByteString> refusal(Channel.OfEntity channel, List<Integer> alike) {
    return seen.answers(channel, alike.get(alike.size() - 1)).stream()
        .filter(Repetitions::isFailure)
        .findFirst();
  }

  static boolean isFailure(ByteString answer) {
    try {
      return ActionResponse.parseFrom(answer).hasFailure();
    } catch (InvalidProtocolBufferException otherBytes) {
      return false;
    }
  }

  private Optional<Call> call(Channel.OfEntity channel, int instance) {
    Observations.Key key = new Observations.Key(channel, instance, Side.IN);
    return seen.at(key, 0)
        .filter(Observations.Frame.class::isInstance)
        .map(Observations.Frame.class::cast)
        .flatMap(first -> call(seen.rpc(key).orElse(""), first.bytes()));
  }

  private static Optional<Call> call(String rpc, ByteString bytes) {
    try {
      ActionCommand command = ActionCommand.parseFrom(bytes);
      boolean subscribes = isSubscriber(command.getServiceName(), command.getName());
      return Optional.of(
          new Call(
              rpc,
              command.getServiceName(),
              command.getName(),
              command.getPayload().toByteString(),
              subscribes ? text(command, ID) : "",
              subscribes ? text(command, SUBJECT) : ""));
    } catch (InvalidProtocolBufferException otherBytes) {
      return Optional.empty();
    }
  }

  private static boolean isSubscriber(String service, String method) {
    return ModelService.named(service)
        .flatMap(known -> known.method(method))
        .filter(
            known -> known.getOptions().getExtension(EventingProto.eventing).getIn().hasEventLog())
        .isPresent();
  }

  private static String text(ActionCommand command, String attribute) {
    return command.getMetadata().getEntriesList().stream()
        .filter(entry -> entry.getKey().equals(attribute))
        .map(MetadataEntry::getStringValue)
        .findFirst()
        .orElse("");
  }
}

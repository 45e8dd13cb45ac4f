package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Failure;
import io.grpc.stub.StreamObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity's stream: each frame is answered before the next is looked at. What cannot be served
 * is answered by a failure frame, and ends this stream and no other (FAI-03); the proxy rebuilds
 * the entity on a fresh one.
 */
public final class EntityStream<I, O> implements StreamObserver<I> {
  private static final Logger LOGGER = System.getLogger(EntityStream.class.getName());

  private final Conversation<I, O> conversation;
  private final StreamObserver<O> out;
  private boolean ended;

  /**
   * A stream that has just been opened.
   *
   * @param conversation says what each frame is answered by
   * @param out where the answers go
   */
  public EntityStream(Conversation<I, O> conversation, StreamObserver<O> out) {
    this.conversation = conversation;
    this.out = out;
  }

  @Override
  public void onNext(I frame) {
    if (ended) {
      return; // sent before the proxy saw the failure that ended the stream
    }
    List<O> answers;
    try {
      answers = conversation.answers(frame);
    } catch (ProtocolException | PayloadException e) {
      fail(frame, e.getMessage());
      return;
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "A frame was not served.", e);
      fail(frame, "The user function failed unexpectedly: " + e);
      return;
    }
    answers.forEach(out::onNext);
  }

  @Override
  public void onError(Throwable cancelled) {
    // The proxy or the connection is gone: there is nobody to answer, and the state goes with this
    // object.
    ended = true;
  }

  @Override
  public void onCompleted() {
    if (!ended) {
      ended = true;
      out.onCompleted();
    }
  }

  private void fail(I frame, @Nullable String description) {
    ended = true;
    out.onNext(
        conversation.failed(
            Failure.newBuilder()
                .setCommandId(conversation.commandId(frame))
                .setDescription(String.valueOf(description))
                .build()));
    out.onCompleted();
  }
}

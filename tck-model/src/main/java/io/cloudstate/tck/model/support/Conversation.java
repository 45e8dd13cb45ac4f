package io.cloudstate.tck.model.support;

import io.cloudstate.tck.protocol.Failure;
import java.util.List;

/**
 * What a service says to each frame of one entity's stream, whatever the entity type.
 *
 * @param <I> frames from the proxy
 * @param <O> frames to the proxy
 */
public interface Conversation<I, O> {
  /**
   * What a frame is answered by, in order; often by nothing.
   *
   * @throws ProtocolException if the frame is not allowed at this point
   * @throws PayloadException if a payload in it cannot be read
   */
  List<O> answers(I frame);

  /** The id of the command that a frame holds; 0 when it holds none. */
  long commandId(I frame);

  /** The frame that says that the stream has failed. */
  O failed(Failure failure);
}

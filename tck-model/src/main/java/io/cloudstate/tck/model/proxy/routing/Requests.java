package io.cloudstate.tck.model.proxy.routing;

import com.google.protobuf.ByteString;

/**
 * Where the messages of one call go, and how it ends on the client's side. Its methods are called
 * one at a time, in the order in which the client does these things, and they do not block.
 */
public interface Requests {

  /**
   * A message. Where the client does not stream, it is the only one, and the end follows.
   *
   * @param request its bytes
   */
  void next(ByteString request);

  /** There are no more messages. */
  void halfClosed();

  /** The client has gone. Nothing comes after this; nothing that is answered goes anywhere. */
  void cancelled();

  /** The caller can take more messages. */
  default void ready() {}
}

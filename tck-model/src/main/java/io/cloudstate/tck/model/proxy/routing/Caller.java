package io.cloudstate.tck.model.proxy.routing;

/**
 * Who made a call and waits for its answers. Its methods may be called from any thread, one at a
 * time; once the call has ended, or its client has gone, they do nothing.
 */
public interface Caller {

  /**
   * Gives the caller a message: the only one, or one of several where output is streamed.
   *
   * @param reply the message, and what was said beside it
   */
  void reply(Outcome.Replied reply);

  /** Ends the call well. */
  void complete();

  /**
   * Ends the call with a failure; what the caller may still be sending is refused.
   *
   * @param failure what the caller is told
   */
  void fail(Outcome.Failed failure);

  /**
   * Whether another message would go out at once; {@link Requests#ready} tells of a change.
   *
   * @return false if it would have to be kept
   */
  boolean isReady();

  /**
   * Asks for one more message where the client streams its input; none comes unasked. Where it does
   * not, its one message comes by itself.
   */
  void pull();
}

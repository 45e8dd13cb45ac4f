package io.cloudstate.tck.model.support;

/**
 * The proxy sent what the protocol does not allow at this point; the message becomes the failure's
 * description.
 */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An offence of the proxy; the message says what came and what was expected. */
  public ProtocolException(String message) {
    super(message);
  }
}

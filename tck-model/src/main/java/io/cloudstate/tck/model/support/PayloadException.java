package io.cloudstate.tck.model.support;

/**
 * A payload that cannot be read as what the reader expects; the message says what was given and
 * what was expected.
 */
public final class PayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A payload that lacks what its reader needs. */
  public PayloadException(String message) {
    super(message);
  }

  PayloadException(String message, Throwable cause) {
    super(message, cause);
  }
}

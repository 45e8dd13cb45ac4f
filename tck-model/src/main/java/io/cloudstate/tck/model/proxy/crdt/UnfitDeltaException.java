package io.cloudstate.tck.model.proxy.crdt;

/** A delta that cannot be applied to the CRDT it is for; the message says why. */
final class UnfitDeltaException extends Exception {
  private static final long serialVersionUID = 1L;

  UnfitDeltaException(String message) {
    super(message);
  }
}

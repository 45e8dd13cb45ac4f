package io.cloudstate.tck.runner.cli;

/** Nothing could be judged: the environment or a target is at fault. */
final class CouldNotRunException extends Exception {

  private static final long serialVersionUID = 1L;

  CouldNotRunException(String message) {
    super(message);
  }

  CouldNotRunException(String message, Throwable cause) {
    super(message, cause);
  }
}

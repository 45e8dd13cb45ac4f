package io.cloudstate.tck.runner.cli.exit;

/** Nothing could be judged: the environment or a target is at fault. */
public final class CouldNotRunException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With words on what is at fault, and what to do. */
  public CouldNotRunException(String message) {
    super(message);
  }

  /** The same, where another exception says more to who debugs the kit. */
  public CouldNotRunException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.cloudstate.tck.runner.cli.exit;

/** The command line asks for something that cannot be; the message says what, and what can. */
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With words for who gave the command line. */
  public UsageException(String message) {
    super(message);
  }
}

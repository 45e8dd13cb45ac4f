package io.cloudstate.tck.runner.deploy;

/** A target could not be started or reached: nothing was judged. */
public final class DeploymentException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what was tried, what came, and what to do next. */
  public DeploymentException(String message) {
    super(message);
  }

  /** Likewise, with the cause. */
  public DeploymentException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.cloudstate.tck.runner.deploy.container;

/** Why the engine refused, beneath what the libraries between wrapped around it. */
final class Causes {

  private Causes() {}

  /** The innermost message, as a sentence. */
  static String deepest(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String said = cause.getMessage() == null ? cause.toString() : cause.getMessage().strip();
    return said.endsWith(".") ? said : said + ".";
  }
}

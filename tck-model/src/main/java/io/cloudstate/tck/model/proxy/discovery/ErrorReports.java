package io.cloudstate.tck.model.proxy.discovery;

/** Tells the user function what is wrong with it. */
@FunctionalInterface
public interface ErrorReports {

  /**
   * Tells of an error, without waiting.
   *
   * @param message what is wrong
   */
  void report(String message);
}

package io.cloudstate.tck.model.proxy.discovery;

/** Tells the user function what is wrong with it. */
@FunctionalInterface
public interface ErrorReports {
  void report(String message);
}

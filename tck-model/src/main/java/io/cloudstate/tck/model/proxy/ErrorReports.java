package io.cloudstate.tck.model.proxy;

/** Tells the user function what is wrong with it. */
@FunctionalInterface
interface ErrorReports {
  void report(String message);
}

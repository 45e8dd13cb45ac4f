package io.cloudstate.tck.runner.judge;

/**
 * Something on a stream that a requirement does not allow, whatever the service is.
 *
 * @param requirement id of the one violated
 * @param what what was seen instead
 */
public record Violation(String requirement, Blame blame, String what) {}

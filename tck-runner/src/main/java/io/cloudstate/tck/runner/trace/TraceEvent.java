package io.cloudstate.tck.runner.trace;

/**
 * Something that happened, in its place.
 *
 * @param seq from 1
 * @param nanos since the start of the scenario, monotonic
 */
public record TraceEvent(int seq, long nanos, Happening what) {}

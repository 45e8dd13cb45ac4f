package io.cloudstate.tck.specs.match;

/**
 * One place in which a message is not as expected.
 *
 * @param path field names as in proto3 JSON, for example {@code reply.events[1].value}
 * @param expected what was expected there, as JSON or in words
 * @param actual what was seen there, as JSON or in words
 */
public record Difference(String path, String expected, String actual) {}

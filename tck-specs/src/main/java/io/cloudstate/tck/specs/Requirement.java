package io.cloudstate.tck.specs;

import java.util.Optional;

/**
 * One rule of the protocol.
 *
 * @param id stable for ever, for example {@code ES-05}
 * @param area the heading it stands under, for example {@code Event sourced entities}
 * @param level how binding it is
 * @param subject who must meet it
 * @param text the rule
 * @param unverified why no scenario verifies it, where none does
 * @param notShown what of it no scenario shows, and why, where scenarios show the rest
 */
public record Requirement(
    String id,
    String area,
    Level level,
    Subject subject,
    String text,
    Optional<String> unverified,
    Optional<String> notShown) {}

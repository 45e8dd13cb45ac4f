package io.cloudstate.tck.model.support;

/**
 * A state, and how far in the entity's events it is.
 *
 * @param state the state
 * @param sequence the number of the last event in it; 0 when there was none
 * @param <S> the entity's state
 */
public record Versioned<S>(S state, long sequence) {}

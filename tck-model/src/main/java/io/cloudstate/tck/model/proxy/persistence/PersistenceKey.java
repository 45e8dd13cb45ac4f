package io.cloudstate.tck.model.proxy.persistence;

/**
 * Whose persisted state.
 *
 * @param persistenceId what the entities of a service are persisted under
 * @param entityId which of them
 */
public record PersistenceKey(String persistenceId, String entityId) {}

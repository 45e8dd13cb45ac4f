package io.cloudstate.tck.model.proxy.persistence;

/** Whose persisted state. */
public record PersistenceKey(String persistenceId, String entityId) {}

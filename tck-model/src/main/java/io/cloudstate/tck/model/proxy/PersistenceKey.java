package io.cloudstate.tck.model.proxy;

/** Whose persisted state. */
record PersistenceKey(String persistenceId, String entityId) {}

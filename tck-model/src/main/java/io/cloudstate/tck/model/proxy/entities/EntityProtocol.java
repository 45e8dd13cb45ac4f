package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.persistence.PersistenceKey;
import io.cloudstate.tck.protocol.Command;
import io.grpc.stub.ClientResponseObserver;
import java.util.List;

/**
 * What is particular to one type of entities that live on streams: its frames, and what of it is
 * persisted.
 *
 * @param <I> frames to the service
 * @param <O> frames from the service
 */
interface EntityProtocol<I, O> {

  /** Opens a stream; the observer is given its other direction before it starts. */
  void connect(ClientResponseObserver<I, O> observer);

  /** The first frame of a stream, with the state persisted. */
  I init(String serviceName, String entityId, PersistenceKey key);

  /** What follows init before the first command; empty for types that replay nothing. */
  List<I> history(PersistenceKey key);

  /** A command. */
  I command(Command command);

  /** What a frame from the service says. */
  Heard hear(O frame);

  /** Persists a reply's change, all of it at once. */
  void persist(PersistenceKey key, Change change);

  /** Loses what is persisted; only a defect does. */
  void forget(PersistenceKey key);
}

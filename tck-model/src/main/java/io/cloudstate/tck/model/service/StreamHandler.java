package io.cloudstate.tck.model.service;

import io.grpc.stub.StreamObserver;

/** Serves entity streams of one protocol, as the generated services do. */
interface StreamHandler<I, O> {
  /** Takes a new stream: what it answers goes to the observer given. */
  StreamObserver<I> handle(StreamObserver<O> out);
}

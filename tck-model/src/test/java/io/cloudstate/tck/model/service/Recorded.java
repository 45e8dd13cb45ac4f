package io.cloudstate.tck.model.service;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service called in this thread answered; nothing more can come once the call has returned.
 */
final class Recorded<T> implements StreamObserver<T> {
  final List<T> values = new ArrayList<>();
  String end = "open";

  @Override
  public void onNext(T value) {
    values.add(value);
  }

  @Override
  public void onError(Throwable error) {
    ended(Status.fromThrowable(error).getCode().name());
  }

  @Override
  public void onCompleted() {
    ended("OK");
  }

  private void ended(String status) {
    if (!end.equals("open")) {
      throw new IllegalStateException("Ended with " + end + ", and again with " + status);
    }
    end = status;
  }
}

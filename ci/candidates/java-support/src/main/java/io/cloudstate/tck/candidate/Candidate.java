package io.cloudstate.tck.candidate;

import io.cloudstate.javasupport.CloudState;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.eventlogeventing.EventlogeventingProto;

/**
 * Serves the model service on HOST and PORT, environment variables that the library reads itself.
 */
public final class Candidate {
  private Candidate() {}

  public static void main(String[] args) {
    try {
      // Given to each registration too, since the library finds event types only there.
      var file = EventsourcedProto.getDescriptor();
      var log = EventlogeventingProto.getDescriptor();
      new CloudState()
          .registerEventSourcedEntity(
              ModelEntity.class, file.findServiceByName("EventSourcedTckModel"), file)
          .registerEventSourcedEntity(
              TwoEntity.class, file.findServiceByName("EventSourcedTwo"), file)
          .registerEventSourcedEntity(
              ConfiguredEntity.class, file.findServiceByName("EventSourcedConfigured"), file)
          .registerEventSourcedEntity(
              EventEntity.class, log.findServiceByName("EventSourcedEntityOne"), log)
          .registerEventSourcedEntity(
              JsonEventEntity.class, log.findServiceByName("EventSourcedEntityTwo"), log)
          .start()
          .toCompletableFuture()
          .join();
    } catch (Throwable failure) {
      // The library's threads would keep a process alive that serves nothing.
      failure.printStackTrace();
      System.err.printf(
          "candidate: cannot serve on HOST '%s', PORT '%s' (cause above). Is the port a number, and"
              + " free?%n",
          System.getenv("HOST"), System.getenv("PORT"));
      System.exit(1);
    }
  }
}

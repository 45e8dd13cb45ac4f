package io.cloudstate.tck.specs;

/** Where things happen in order: an entity's stream, or a call. */
public sealed interface Channel {

  /** How messages to people name it. */
  String label();

  /**
   * The streams of one entity, one after the other.
   *
   * @param type the entity type
   * @param service full name of the model service
   * @param suffix what follows {@code ${entity}} in the entity's id, empty for the scenario's main
   *     entity
   */
  record OfEntity(EntityType type, String service, String suffix) implements Channel {

    /** The entity's id, before {@code ${entity}} is bound. */
    public String idTemplate() {
      return "${entity}" + suffix;
    }

    @Override
    public String label() {
      return service.substring(service.lastIndexOf('.') + 1) + suffix.replaceFirst("^-", "/");
    }
  }

  /** A call of a client to the proxy, or of the runner to the candidate's discovery. */
  record OfCall(String name) implements Channel {

    @Override
    public String label() {
      return name;
    }
  }

  /** What the proxy says of the service by {@code reportError}. */
  record OfReports() implements Channel {

    @Override
    public String label() {
      return "reportError";
    }
  }
}

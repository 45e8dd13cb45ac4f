package io.cloudstate.tck.specs;

/** Where things happen in order: an entity's stream, an action's calls, or a client's call. */
public sealed interface Channel {

  /** How messages to people name it. */
  String label();

  /**
   * The streams of one entity, one after the other; or the calls to an action that belong together.
   *
   * @param type the entity type
   * @param service full name of the user's service
   * @param idTemplate the entity's id, before {@code ${entity}} is bound; for an action, the text
   *     in its payloads that tells whose they are
   */
  record OfEntity(EntityType type, String service, String idTemplate) implements Channel {

    @Override
    public String label() {
      String suffix = idTemplate.replaceFirst("^.*\\$\\{entity}-?", "");
      return service.substring(service.lastIndexOf('.') + 1)
          + (suffix.isEmpty() ? "" : "/" + suffix);
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

  /** What a proxy asks as it comes up. */
  record OfDiscovery() implements Channel {

    /** Where a trace has what the pair's proxy was answered, where a scenario looks at it. */
    public static final OfCall ANSWER = new OfCall("the proxy's discover");

    @Override
    public String label() {
      return "discover";
    }
  }

  /** The port on which a proxy serves its clients. */
  record OfPort() implements Channel {

    @Override
    public String label() {
      return "the proxy's port";
    }
  }
}

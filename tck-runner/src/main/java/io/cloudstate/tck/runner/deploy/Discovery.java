package io.cloudstate.tck.runner.deploy;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import java.util.List;
import java.util.Optional;

/**
 * What a candidate says of itself.
 *
 * @param spec its answer, empty where it gave none
 * @param answer the answer as it was on the wire
 * @param problem why there is no answer
 */
public record Discovery(EntitySpec spec, ByteString answer, Optional<String> problem) {

  /** Full names of the services that it announces. */
  public List<String> services() {
    return spec.getEntitiesList().stream().map(Entity::getServiceName).toList();
  }
}

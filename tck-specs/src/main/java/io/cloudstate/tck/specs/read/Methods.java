package io.cloudstate.tck.specs.read;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.ModelService;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the methods that scenarios name. */
final class Methods {

  private final List<ModelService> services;
  private final Set<String> used = new LinkedHashSet<>();

  Methods(List<ModelService> services) {
    this.services = services;
  }

  /** A method of the entity that a channel belongs to. */
  MethodDescriptor of(Channel.OfEntity channel, String name, Place place) {
    return method(service(channel.service(), place), name, place);
  }

  /** {@code Service/Method}, the service by its simple name. */
  MethodDescriptor qualified(String name, Place place) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw new SpecException(place, "Expected Service/Method, found \"" + name + "\".");
    }
    return method(service(name.substring(0, slash), place), name.substring(slash + 1), place);
  }

  /** Full names of the services of the candidate that were asked for. */
  Set<String> used() {
    return used;
  }

  /** The service of this full or simple name. */
  ModelService service(String name, Place place) {
    ModelService service = known(name, place);
    if (service.server() == ModelService.Server.CANDIDATE) {
      used.add(service.fullName());
    }
    return service;
  }

  private ModelService known(String name, Place place) {
    return find(name)
        .orElseThrow(
            () ->
                new SpecException(
                    place,
                    "Unknown service \""
                        + name
                        + "\". "
                        + Words.known(
                            name, services.stream().map(s -> s.descriptor().getName()).toList())));
  }

  private Optional<ModelService> find(String name) {
    return services.stream()
        .filter(
            service ->
                service.fullName().equals(name) || service.descriptor().getName().equals(name))
        .findFirst();
  }

  private static MethodDescriptor method(ModelService service, String name, Place place) {
    return service
        .method(name)
        .orElseThrow(
            () ->
                new SpecException(
                    place,
                    "Unknown method \""
                        + name
                        + "\" of "
                        + service.fullName()
                        + ". "
                        + Words.known(
                            name,
                            service.descriptor().getMethods().stream()
                                .map(MethodDescriptor::getName)
                                .toList())
                        + " For a command that no method stands for, write the whole frame."));
  }
}

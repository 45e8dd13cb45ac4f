package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceDefect;
import io.cloudstate.tck.model.service.ServiceSettings;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference service, reached over loopback like any other. */
record EmbeddedService(ReferenceService service, Log log) implements Running {

  private static final String HOST = "127.0.0.1";

  static EmbeddedService start(Set<String> switches) throws DeploymentException {
    Set<ServiceDefect> defects =
        switches.stream().map(ServiceDefect::valueOf).collect(Collectors.toSet());
    Log log = new Log();
    try {
      ReferenceService service =
          ReferenceService.start(
              new ServiceSettings(HOST, 0, defects), report -> log.add("reportError: " + report));
      return new EmbeddedService(service, log);
    } catch (IOException cannotListen) {
      throw new DeploymentException(
          "The embedded service could not listen on " + HOST + ": " + cannotListen.getMessage(),
          cannotListen);
    }
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint(HOST, service.port());
  }

  @Override
  public Optional<String> failure() {
    return Optional.empty();
  }

  @Override
  public void close() {
    service.close();
  }
}

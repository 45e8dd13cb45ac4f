package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.model.service.ReferenceService;
import io.cloudstate.tck.model.service.ServiceDefect;
import io.cloudstate.tck.model.service.ServiceHabit;
import io.cloudstate.tck.model.service.ServiceSettings;
import io.cloudstate.tck.specs.Fate;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The reference service, reached over loopback like any other. */
record EmbeddedService(ReferenceService service, Set<String> switches, Log log) implements Running {

  private static final String HOST = "127.0.0.1";
  private static final int ANY_PORT = 0;

  /**
   * It may have to come back where it was, so it is where no outgoing connection takes the port.
   */
  static EmbeddedService start(Set<String> switches) throws DeploymentException {
    Log log = new Log();
    try {
      return start(switches, Targets.freePort(), log);
    } catch (IOException taken) {
      return startSomewhere(switches, log);
    }
  }

  private static EmbeddedService startSomewhere(Set<String> switches, Log log)
      throws DeploymentException {
    try {
      return start(switches, ANY_PORT, log);
    } catch (IOException cannotListen) {
      throw new DeploymentException(
          "The embedded service could not listen on " + HOST + ": " + cannotListen.getMessage(),
          cannotListen);
    }
  }

  private static EmbeddedService start(Set<String> switches, int port, Log log) throws IOException {
    return new EmbeddedService(
        ReferenceService.start(
            settings(switches, port), report -> log.add("reportError: " + report)),
        switches,
        log);
  }

  private static ServiceSettings settings(Set<String> switches, int port) {
    return new ServiceSettings(
        HOST,
        port,
        Switches.of(ServiceDefect.class, switches),
        Switches.of(ServiceHabit.class, switches));
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
  public Running befall(Fate fate) throws DeploymentException {
    return switch (fate) {
      case KILLED -> {
        close();
        yield this;
      }
      case STARTED -> again();
      case STARTED_ELSEWHERE -> startSomewhere(switches, log);
      default -> Running.super.befall(fate);
    };
  }

  private Running again() throws DeploymentException {
    try {
      return start(switches, service.port(), log);
    } catch (IOException taken) {
      throw new DeploymentException(
          "The embedded service could not come back at %s: %s"
              .formatted(endpoint(), taken.getMessage()),
          taken);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}

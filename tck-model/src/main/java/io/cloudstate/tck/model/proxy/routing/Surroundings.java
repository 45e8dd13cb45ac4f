package io.cloudstate.tck.model.proxy.routing;

import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.proxy.settings.ProxyHabit;
import io.cloudstate.tck.model.proxy.timing.Timer;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;

/**
 * What all services of a proxy share.
 *
 * @param timer runs timeouts
 * @param aftermath carries out what follows a command
 * @param defaultPassivation the idle time for services that name none
 * @param commandTimeout the time that a command may take
 * @param defects the bugs to imitate
 * @param habits what it does otherwise, and may
 */
public record Surroundings(
    Timer timer,
    Aftermath aftermath,
    Duration defaultPassivation,
    Duration commandTimeout,
    Set<ProxyDefect> defects,
    Set<ProxyHabit> habits) {
  private static final Duration LATE = Duration.ofMillis(250);

  /**
   * How long an entity may idle.
   *
   * @param service whose entity
   * @return the time after which it is passivated
   */
  public Duration passivation(DiscoveredService service) {
    Duration timeout =
        defects.contains(ProxyDefect.PASSIVATION_TIMEOUT_IGNORED)
            ? defaultPassivation
            : service.passivation().orElse(defaultPassivation);
    return habits.contains(ProxyHabit.PASSIVATES_LATE) ? timeout.plus(LATE) : timeout;
  }

  /**
   * How the client sees a failure.
   *
   * @param description what is wrong
   * @return the outcome of the command
   */
  public Outcome.Failed failure(String description) {
    String told = told(description);
    return defects.contains(ProxyDefect.FAILURE_STATUS_INTERNAL)
        ? new Outcome.Failed(Status.INTERNAL.withDescription(told))
        : Outcome.failed(told);
  }

  private String told(String description) {
    if (description.isEmpty() && defects.contains(ProxyDefect.EMPTY_DESCRIPTION_REPLACED)) {
      return "the command failed";
    }
    return defects.contains(ProxyDefect.FAILURE_DESCRIPTION_CUT)
        ? description.lines().findFirst().orElse("")
        : description;
  }
}

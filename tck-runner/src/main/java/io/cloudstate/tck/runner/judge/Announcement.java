package io.cloudstate.tck.runner.judge;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Judges a scenario by what the candidate announces, where that already says how it ends. */
public final class Announcement {

  private Announcement() {}

  /** What a trace keeps of an answer to discovery: all but the descriptors, which are large. */
  public static Happening.Announced seen(EntitySpec spec, boolean claimed) {
    return new Happening.Announced(spec.toBuilder().clearProto().build().toByteString(), claimed);
  }

  /** The verdict, if the scenario needs what is not announced, or the answer is none. */
  public static Optional<Verdict> judge(Scenario scenario, Happening.Announced announced) {
    Optional<EntitySpec> known = spec(announced.spec());
    if (known.isEmpty()) {
      return Optional.of(
          new Verdict.Errored(
              Blame.ENVIRONMENT,
              "What the trace has as the answer to discovery is no EntitySpec."));
    }
    EntitySpec spec = known.get();
    Set<String> missing = new TreeSet<>(scenario.services());
    spec.getEntitiesList().stream().map(Entity::getServiceName).forEach(missing::remove);
    if (!missing.isEmpty()) {
      return Optional.of(
          announced.claimed()
              ? new Verdict.Failed(Mismatch.notAnnounced(scenario, missing))
              : new Verdict.Unsupported(
                  "The candidate does not announce " + String.join(", ", missing) + "."));
    }
    for (String service : passivated(scenario)) {
      if (scenario.services().contains(service) && !announcesPassivationOf(service, spec)) {
        return Optional.of(
            new Verdict.Unsupported(
                "The candidate does not announce the passivation timeout that the model gives "
                    + service
                    + ", so when a proxy passivates it is not known. DIS-08 judges that."));
      }
    }
    return Optional.empty();
  }

  private static Optional<EntitySpec> spec(ByteString bytes) {
    try {
      return Optional.of(EntitySpec.parseFrom(bytes));
    } catch (InvalidProtocolBufferException otherBytes) {
      return Optional.empty();
    }
  }

  /**
   * Whether it announces for this service the passivation timeout, if any, that the model gives it.
   */
  private static boolean announcesPassivationOf(String service, EntitySpec spec) {
    OptionalLong expected =
        ModelService.named(service)
            .map(ModelService::passivationMillis)
            .orElse(OptionalLong.empty());
    return expected.isEmpty()
        || spec.getEntitiesList().stream()
            .filter(entity -> entity.getServiceName().equals(service))
            .anyMatch(
                entity ->
                    entity.getPassivationStrategy().getTimeout().getTimeout()
                        == expected.getAsLong());
  }

  /** The services whose passivation by the proxy a scenario waits for. */
  public static Set<String> passivated(Scenario scenario) {
    Set<String> services = new LinkedHashSet<>();
    passivated(scenario.steps(), services);
    return services;
  }

  private static void passivated(List<Step.Planned> steps, Set<String> services) {
    for (Step.Planned planned : steps) {
      if (planned.step() instanceof Step.ExpectEnd end
          && end.ending() instanceof Step.Ending.HalfClosed) {
        services.add(end.channel().service());
      } else if (planned.step() instanceof Step.Either either) {
        either.branches().forEach(branch -> passivated(branch.steps(), services));
      }
    }
  }
}

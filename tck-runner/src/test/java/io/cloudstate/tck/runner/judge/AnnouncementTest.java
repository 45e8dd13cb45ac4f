package io.cloudstate.tck.runner.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.runner.trace.TraceEvent;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a candidate announces, or a proxy asks, and what follows from it. */
final class AnnouncementTest {

  private static final String PLAIN = "cloudstate.tck.model.EventSourcedTckModel";
  private static final String PASSIVATED = "cloudstate.tck.model.EventSourcedConfigured";
  private static final ScenarioSet SET = Specs.load();

  private static Scenario waitingForPassivation() {
    return SET.scenarios().stream()
        .filter(scenario -> Announcement.passivated(scenario).contains(PASSIVATED))
        .findFirst()
        .orElseThrow();
  }

  private static Scenario plain() {
    return SET.find("event-sourced/emits-in-order").orElseThrow();
  }

  private static EntitySpec announcing(String service, long passivation) {
    Entity.Builder entity = Entity.newBuilder().setServiceName(service);
    entity.getPassivationStrategyBuilder().getTimeoutBuilder().setTimeout(passivation);
    return EntitySpec.newBuilder()
        .addEntities(Entity.newBuilder().setServiceName("some.Other"))
        .addEntities(entity)
        .setProto(ByteString.copyFromUtf8("descriptors"))
        .build();
  }

  private static Optional<Verdict> judge(Scenario scenario, EntitySpec spec, boolean claimed) {
    return Announcement.judge(scenario, Announcement.seen(spec, claimed));
  }

  private static long millis() {
    return ModelService.named(PASSIVATED).orElseThrow().passivationMillis().orElseThrow();
  }

  @Test
  void whatIsAnnouncedIsRun() {
    assertThat(judge(plain(), announcing(PLAIN, 0), true)).isEmpty();
    assertThat(judge(waitingForPassivation(), announcing(PASSIVATED, millis()), false)).isEmpty();
    assertThat(Announcement.passivated(plain())).isEmpty();
  }

  @Test
  void whatIsNotAnnouncedIsUnsupportedAndFailsOnlyWhereItIsClaimed() {
    assertThat(judge(plain(), announcing(PASSIVATED, 0), false))
        .contains(new Verdict.Unsupported("The candidate does not announce " + PLAIN + "."));
    assertThat(judge(plain(), announcing(PASSIVATED, 0), true))
        .hasValueSatisfying(
            verdict -> {
              Mismatch mismatch = Traces.failed(verdict);
              assertThat(mismatch.first().expected()).startsWith(PLAIN);
              assertThat(mismatch.blame()).isEqualTo(Blame.CANDIDATE);
            });
  }

  @Test
  void whenAProxyPassivatesIsKnownOnlyFromWhatIsAnnounced() {
    assertThat(judge(waitingForPassivation(), announcing(PASSIVATED, millis() + 1), true))
        .hasValueSatisfying(
            verdict ->
                assertThat(verdict)
                    .isInstanceOfSatisfying(
                        Verdict.Unsupported.class,
                        it -> assertThat(it.reason()).contains(PASSIVATED, "DIS-08")));
  }

  @Test
  void theTraceKeepsAllButTheDescriptorsAndJudgesTheSame() throws Exception {
    Happening.Announced seen = Announcement.seen(announcing(PASSIVATED, 5), true);
    assertThat(EntitySpec.parseFrom(seen.spec()))
        .isEqualTo(announcing(PASSIVATED, 5).toBuilder().clearProto().build());
    assertThat(again(seen)).isInstanceOf(Verdict.Failed.class);
    assertThat(again(Announcement.seen(announcing(PLAIN, 0), false)))
        .isEqualTo(
            new Verdict.Errored(
                Blame.ENVIRONMENT, "The trace says that something was not announced, and all is."));
    assertThat(again(new Happening.Announced(ByteString.copyFrom(new byte[] {-1}), false)))
        .isEqualTo(
            new Verdict.Errored(
                Blame.ENVIRONMENT,
                "What the trace has as the answer to discovery is no EntitySpec."));
  }

  private static Verdict again(Happening.Announced seen) {
    return Replay.judge(plain(), "e", List.of(new TraceEvent(1, 0, seen)), SET).verdict();
  }

  private static List<String> asked(ProxyInfo.Builder info) {
    return DiscoveryRules.of(new Happening.Discovered(info.build().toByteString())).stream()
        .map(violation -> violation.requirement() + " " + violation.what())
        .toList();
  }

  private static ProxyInfo.Builder info() {
    return ProxyInfo.newBuilder()
        .setProtocolMinorVersion(2)
        .setProxyName("p")
        .setProxyVersion("1")
        .addSupportedEntityTypes("cloudstate.eventsourced.EventSourced");
  }

  @Test
  void aProxyIntroducesItself() {
    assertThat(asked(info())).isEmpty();
    assertThat(asked(info().setProtocolMinorVersion(1)))
        .containsExactly("DIS-01 protocol version 0.1 where 0.2 belongs");
    assertThat(asked(info().setProtocolMajorVersion(1)))
        .containsExactly("DIS-01 protocol version 1.2 where 0.2 belongs");
    assertThat(asked(info().setProxyName(" ")))
        .containsExactly("DIS-01 a proxy without name or version");
    assertThat(asked(info().setProxyVersion("")))
        .containsExactly("DIS-01 a proxy without name or version");
    assertThat(asked(info().addSupportedEntityTypes("some.Other")))
        .containsExactly("DIS-02 an unknown entity type, some.Other");
    assertThat(DiscoveryRules.of(new Happening.Discovered(ByteString.copyFrom(new byte[] {-1}))))
        .containsExactly(new Violation("DIS-01", Blame.PROXY, "bytes that are no ProxyInfo"));
  }

  @Test
  void anAnswerWithoutDescriptorsViolatesWhatDescribesEntities() {
    EntitySpec bare = announcing(PLAIN, 0).toBuilder().clearProto().build();
    assertThat(
            DiscoveryRules.of(
                new Happening.Returned(
                    new Channel.OfCall("discover"), "OK", "", Optional.of(bare.toByteString()))))
        .anySatisfy(
            violation -> {
              assertThat(violation.requirement()).isEqualTo("DIS-05");
              assertThat(violation.blame()).isEqualTo(Blame.CANDIDATE);
            });
  }
}

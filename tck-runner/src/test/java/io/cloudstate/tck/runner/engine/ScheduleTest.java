package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.read.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Who begins when, on scenarios of the set. */
final class ScheduleTest {

  private static final Scenario DIRECT = scenario("event-sourced/comes-back-empty");
  private static final Scenario SCRIPTED = scenario("event-sourced/proxy-replays-events");
  private static final Scenario WAITING = scenario("event-sourced/proxy-passivates");
  private static final Scenario LISTENING =
      scenario("event-sourced/proxy-reports-wrong-reply-type");
  private static final Scenario OWN_PROXY = scenario("discovery/proxy-refuses-no-entities");

  private static Scenario scenario(String id) {
    return Specs.load().scenarios().stream()
        .filter(scenario -> scenario.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Scenario> begun(Schedule schedule, int count) throws InterruptedException {
    List<Scenario> begun = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      begun.add(schedule.next().orElseThrow().scenario());
    }
    return begun;
  }

  @Test
  void theOnesOfTheTestAreWhatTheyAreTakenFor() {
    assertThat(Needs.of(DIRECT).reports()).isEqualTo(Needs.Share.NOT);
    assertThat(Needs.of(SCRIPTED).reports()).isEqualTo(Needs.Share.WITH_OTHERS);
    assertThat(Needs.of(LISTENING).reports()).isEqualTo(Needs.Share.ALONE);
    assertThat(Needs.of(WAITING).takesLong()).isTrue();
    assertThat(Needs.of(OWN_PROXY).reports()).isEqualTo(Needs.Share.NOT);
  }

  @Test
  void whatTakesLongBeginsFirstButLeavesHalfOfThePlaces() throws Exception {
    Schedule schedule = new Schedule(List.of(DIRECT, SCRIPTED, WAITING, OWN_PROXY), 2);
    assertThat(begun(schedule, 4)).containsExactly(WAITING, SCRIPTED, DIRECT, OWN_PROXY);
    assertThat(schedule.next()).isEmpty();
  }

  @Test
  void oneAtATimeTheyBeginAsGiven() throws Exception {
    Schedule schedule = new Schedule(List.of(DIRECT, SCRIPTED, WAITING), 1);
    List<Scenario> begun = new ArrayList<>();
    for (Optional<Schedule.Turn> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      begun.add(next.get().scenario());
      schedule.ended(next.get());
    }
    assertThat(begun).containsExactly(DIRECT, SCRIPTED, WAITING);
  }

  @Test
  void whatHearsReportsRunsBesideDirectScenariosOnly() throws Exception {
    Schedule schedule = new Schedule(List.of(LISTENING, SCRIPTED, DIRECT), 4);
    Schedule.Turn scripted = schedule.next().orElseThrow();
    assertThat(scripted.scenario()).isEqualTo(SCRIPTED);
    assertThat(begun(schedule, 1)).containsExactly(DIRECT);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<Schedule.Turn>> listening = other.submit(schedule::next);
      assertThat(listening.isDone()).isFalse();
      schedule.ended(scripted);
      assertThat(listening.get()).map(Schedule.Turn::scenario).contains(LISTENING);
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void twoThatCallAMethodWithoutATokenTakeTurns() {
    Needs alone = new Needs(Needs.Share.WITH_OTHERS, Set.of("a/B"), Set.of("a/B"), false);
    Needs caller = new Needs(Needs.Share.WITH_OTHERS, Set.of(), Set.of("a/B"), false);
    assertThat(alone.bears(caller)).isFalse();
    assertThat(caller.bears(alone)).isFalse();
    assertThat(alone.bears(alone)).isFalse();
    assertThat(caller.bears(caller)).isTrue();
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    Schedule schedule = new Schedule(List.of(SCRIPTED, LISTENING), 2);
    schedule.next();
    ExecutorService other = Executors.newSingleThreadExecutor();
    Thread[] waiter = new Thread[1];
    try {
      Future<Optional<Schedule.Turn>> listening =
          other.submit(
              () -> {
                waiter[0] = Thread.currentThread();
                return schedule.next();
              });
      Awaitility.await()
          .until(() -> waiter[0] != null && waiter[0].getState() == Thread.State.WAITING);
      other.shutdownNow();
      assertThatThrownBy(listening::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    } finally {
      other.shutdownNow();
    }
  }
}

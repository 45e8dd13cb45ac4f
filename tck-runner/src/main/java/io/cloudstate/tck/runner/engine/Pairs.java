package io.cloudstate.tck.runner.engine;

import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.ScenarioSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios on pairs: those that kill, pause or cut off one half of a pair on one of their
 * own, at the same time as all others where that is allowed and a second pair comes up beside the
 * first, and else after them. Used by one thread.
 */
public final class Pairs implements AutoCloseable {

  /** A thread that starts a container breaks off only when that is done. */
  private static final int STOPPING_SECONDS = 15;

  private final Supply supply;
  private final Lives first;
  private volatile @Nullable Lives second;

  /** Why a second did not come up, once that was tried. */
  private volatile Optional<String> noSecond = Optional.empty();

  /** Starts a pair. */
  @FunctionalInterface
  public interface Starter {

    /**
     * Starts one.
     *
     * @param claims which scenario its streams belong to
     * @throws DeploymentException if it does not come up
     */
    Deployment start(Claims claims) throws DeploymentException;
  }

  /** Makes what runs scenarios on a pair. */
  @FunctionalInterface
  public interface Maker {

    /**
     * Makes one.
     *
     * @param claims which scenario the pair's streams belong to
     * @throws InterruptedException if interrupted while it measures the pair
     */
    Engine on(Deployment pair, Claims claims) throws InterruptedException;
  }

  /** Hears of each scenario as it ends, of one at a time, on whatever thread. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Whether the run goes on.
     *
     * @param pair on which it ran
     */
    boolean ended(ScenarioOutcome outcome, Deployment pair);
  }

  /**
   * Where pairs come from.
   *
   * @param restarts how often a candidate whose process ends is started again, at most
   * @param beside whether a second pair may run beside the first
   */
  public record Supply(
      ScenarioSet set, Starter starter, Maker maker, int restarts, boolean beside) {}

  /**
   * Starts the first pair.
   *
   * @throws DeploymentException if it does not come up
   */
  public Pairs(Supply supply) throws DeploymentException {
    this.supply = supply;
    this.first = new Lives(supply);
  }

  /** The pair that most scenarios run on, as it is at the moment, or the last of them. */
  public Deployment pair() {
    return first.pair();
  }

  /** What a reader of the report should know. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(first.notes());
    Lives beside = second;
    if (beside != null) {
      beside.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
    }
    noSecond.ifPresent(
        why ->
            notes.add(
                "No second pair came up beside the first, so that what kills, pauses or cuts off one half of a pair ran after all others: "
                    + why));
    return notes;
  }

  /**
   * Runs these and tells the listener of each.
   *
   * @throws InterruptedException if interrupted; the listener was told of what had ended
   */
  public void run(List<Scenario> scenarios, Listener listener) throws InterruptedException {
    Listener inTurn =
        (outcome, pair) -> {
          synchronized (this) {
            return listener.ended(outcome, pair);
          }
        };
    Map<Boolean, List<Scenario>> parts =
        scenarios.stream().collect(Collectors.partitioningBy(first::hasAFate));
    List<Scenario> others = Objects.requireNonNull(parts.get(false));
    List<Scenario> fates = Objects.requireNonNull(parts.get(true));
    if (!supply.beside() || others.isEmpty() || fates.isEmpty()) {
      first.run(others, fates, inTurn);
      return;
    }
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<List<Scenario>> left = thread.submit(() -> beside(fates, inTurn));
      first.run(others, List.of(), inTurn);
      first.run(List.of(), left.get(), inTurn);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      thread.shutdownNow();
      awaitStop(thread);
    }
  }

  /**
   * Runs these on a second pair. Those that are left have to wait for the first; so do all of later
   * rounds, since what kept a second from coming up, which may take long to see, keeps it again.
   */
  private List<Scenario> beside(List<Scenario> fates, Listener listener)
      throws InterruptedException {
    Lives lives = second;
    if (lives == null) {
      if (noSecond.isPresent()) {
        return fates;
      }
      try {
        lives = new Lives(supply);
      } catch (DeploymentException notBesideAnother) {
        // A run that ends early needs no second pair, and says itself that it does.
        if (!Thread.currentThread().isInterrupted()) {
          noSecond = Optional.of(inALine(String.valueOf(notBesideAnother.getMessage())));
        }
        return fates;
      }
      second = lives;
    }
    lives.run(List.of(), fates, listener);
    return List.of();
  }

  /** It may end with what a target wrote. */
  private static String inALine(String why) {
    return why.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private static void awaitStop(ExecutorService thread) {
    boolean interrupted = Thread.interrupted();
    try {
      if (!thread.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The second pair did not stop; `tck clean` removes what is left of it.");
      }
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Lives beside = second;
    if (beside != null) {
      beside.close();
    }
    first.close();
  }
}

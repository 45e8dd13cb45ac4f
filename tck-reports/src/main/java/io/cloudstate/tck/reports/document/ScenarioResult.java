package io.cloudstate.tck.reports.document;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one scenario, with all the evidence.
 *
 * @param id for example {@code event-sourced/emits-in-order}
 * @param title one sentence
 * @param theme for example {@code event-sourced}
 * @param topology {@code direct}, {@code proxied} or {@code scripted}
 * @param hash content hash of the scenario
 * @param outcome how it ended
 * @param reason one sentence for outcomes other than passed, else null
 * @param mismatch the first divergence where the outcome is failed or warned, else null
 * @param requirements what this run of the scenario says of each requirement that it verifies
 * @param branches which of several conforming ways was taken, as {@code step 3: failure with
 *     restart}
 * @param steps the steps as written and expanded
 * @param frames everything seen on the wire for this scenario, in order
 * @param startedMicros start, in microseconds since the run's start
 * @param durationMicros in microseconds
 * @param log lines that the candidate and the proxy wrote while it ran, only where it did not pass;
 *     hostile text
 * @param rerun the command that runs this one scenario again
 * @param trace path of the stored trace, relative to the report's directory, or null
 * @param known what the run's file of known failures says of it, or null
 * @param disputed why the catalogue sets it aside, or null where it does not
 * @param waitedMicros how much of that it waited on purpose, in microseconds: for something that
 *     must not happen, or for a passivation; null where that is not known
 * @param repeats how it came out each time where it ran more than once, else null; the rest of this
 *     record is of the worst
 */
public record ScenarioResult(
    String id,
    String title,
    String theme,
    String topology,
    String hash,
    Outcome outcome,
    @Nullable String reason,
    @Nullable MismatchView mismatch,
    List<RequirementResult> requirements,
    List<String> branches,
    List<StepView> steps,
    List<FrameView> frames,
    long startedMicros,
    long durationMicros,
    List<String> log,
    String rerun,
    @Nullable String trace,
    @Nullable KnownFailure known,
    @Nullable Disputed disputed,
    @Nullable Long waitedMicros,
    @Nullable Repeats repeats)
    implements ResultEvent {

  private static final String LIFECYCLE = "lifecycle";

  public ScenarioResult {
    requirements = List.copyOf(requirements);
    branches = List.copyOf(branches);
    steps = List.copyOf(steps);
    frames = List.copyOf(frames);
    log = List.copyOf(log);
  }

  /** The same, with what a file of known failures says of it. */
  public ScenarioResult with(@Nullable KnownFailure said) {
    return with(trace, said, repeats);
  }

  /** The same, with how it came out each time. */
  public ScenarioResult repeated(Repeats each) {
    return with(trace, known, each);
  }

  /** Whether it came out otherwise at another time. */
  public boolean isFlaky() {
    return repeats != null && repeats.ways().size() > 1;
  }

  /** Whom its mismatch is put down to; empty where it has none. */
  public String blame() {
    return mismatch == null ? "" : mismatch.blame();
  }

  /** Whether it judges the proxy alone, since the kit plays the candidate in it. */
  public boolean judgesProxyAlone() {
    return topology.equals("scripted");
  }

  /** The same without a path to its trace, for who gets it elsewhere. */
  public ScenarioResult withoutTrace() {
    return with(null, known, repeats);
  }

  private ScenarioResult with(
      @Nullable String tracedAt, @Nullable KnownFailure said, @Nullable Repeats each) {
    return new ScenarioResult(
        id,
        title,
        theme,
        topology,
        hash,
        outcome,
        reason,
        mismatch,
        requirements,
        branches,
        steps,
        frames,
        startedMicros,
        durationMicros,
        log,
        rerun,
        tracedAt,
        said,
        disputed,
        waitedMicros,
        each);
  }

  /** Whether it failed, or warned, as a file of known failures says, and so does not gate. */
  public boolean failsAsKnown() {
    return known != null
        && known.state() == KnownFailure.State.HOLDS
        && (outcome == Outcome.FAILED || outcome == Outcome.WARNED);
  }

  /** Whether it failed, or warned, and the catalogue sets it aside, so that it does not gate. */
  public boolean failsAsDisputed() {
    return disputed != null && (outcome == Outcome.FAILED || outcome == Outcome.WARNED);
  }

  /** Whether it failed, or warned, and does not gate, for one reason or the other. */
  public boolean isSetAside() {
    return failsAsKnown() || failsAsDisputed();
  }

  /**
   * Whether it is one of those that kill, pause or cut off a target, and could not: that goes by
   * how the target was given, and says nothing of it.
   */
  public boolean isBeyondTargets() {
    return outcome == Outcome.UNSUPPORTED && theme.equals(LIFECYCLE);
  }

  /** What is said of it beside its outcome, in one line, or null. */
  public @Nullable String remark() {
    String said =
        Stream.of(
                known == null ? null : known.text(),
                disputed == null ? null : disputed.text(),
                repeats == null || !isFlaky() ? null : repeats.text())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? null : said;
  }

  /** This without steps, frames and decoded messages: what may wait for the end of a long run. */
  public ScenarioResult withoutFrames() {
    return Digest.withoutFrames(this);
  }

  /** Its facts alone, each of bounded length: what is kept where the evidence went elsewhere. */
  public ScenarioResult digest() {
    return Digest.facts(this);
  }
}

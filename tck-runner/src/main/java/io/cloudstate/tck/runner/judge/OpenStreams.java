package io.cloudstate.tck.runner.judge;

import io.cloudstate.tck.runner.trace.Happening;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Judges all streams that are open at once, each by the rules that hold on every stream. */
public final class OpenStreams {

  private final Signatures signatures;
  private final Map<StreamId, StreamRules> open = new HashMap<>();

  /** None yet, of a service with these methods. */
  public OpenStreams(Signatures signatures) {
    this.signatures = signatures;
  }

  /** Takes what happens next on one of them; what it violates. */
  public List<Violation> accept(Happening.OnStream what) {
    StreamId stream = StreamId.of(what);
    if (what instanceof Happening.Opened opened) {
      open.put(stream, StreamRules.of(opened.channel().type(), opened.rpc(), signatures));
      return List.of();
    }
    boolean ends = what instanceof Happening.Finished || what instanceof Happening.Cancelled;
    StreamRules rules = ends ? open.remove(stream) : open.get(stream);
    return rules == null ? List.of() : rules.accept(what);
  }

  /** What those violate that ought to have ended by now; each once. */
  List<Violation> unended() {
    return open.values().stream()
        .flatMap(rules -> rules.ifItDoesNotEnd().stream())
        .distinct()
        .toList();
  }
}

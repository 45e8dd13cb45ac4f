package io.cloudstate.tck.reports.document;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one run as a whole.
 *
 * @param header what was tested
 * @param scenarios in the order in which they ended
 * @param footer how the run ended, or null where the document stops before it
 */
public record ResultDocument(
    RunHeader header, List<ScenarioResult> scenarios, @Nullable RunFooter footer) {

  public ResultDocument {
    scenarios = List.copyOf(scenarios);
  }

  /** Whether the run came to its end and every planned scenario is here. */
  public boolean complete() {
    return incompleteness() == null;
  }

  /** What is missing, as a sentence, or null where nothing is. */
  public @Nullable String incompleteness() {
    int ended = scenarios.size();
    int planned = header.planned();
    if (footer == null) {
      return "The document has no end: the run was killed or is still going on, with %d of %d planned scenarios ended."
          .formatted(ended, planned);
    }
    if (footer.partial()) {
      return "The run was interrupted with %d of %d planned scenarios ended."
          .formatted(ended, planned);
    }
    if (ended < planned) {
      return "Only %d of %d planned scenarios are in the document.".formatted(ended, planned);
    }
    if (!footer.counts().equals(counts())) {
      return "The document's footer counts %d scenarios otherwise than the %d it holds."
          .formatted(footer.counts().total(), ended);
    }
    return null;
  }

  /** The scenarios held here, by outcome. */
  public RunFooter.Counts counts() {
    return Tally.of(scenarios);
  }

  /**
   * Gives every event to a writer, so that a stored result can be rendered anew. The writer is not
   * closed.
   *
   * @throws IOException from the writer
   */
  public void replayInto(ResultWriter writer) throws IOException {
    writer.accept(header);
    for (ScenarioResult scenario : scenarios) {
      writer.accept(scenario);
    }
    if (footer != null) {
      writer.accept(footer);
    }
  }
}

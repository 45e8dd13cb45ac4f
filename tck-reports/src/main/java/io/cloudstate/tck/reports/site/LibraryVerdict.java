package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.reports.verdict.Standing;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run says of its library, in a word or two.
 *
 * @param partial whether it is of a part of what there is to run
 * @param detail why it is no more than that
 */
record LibraryVerdict(Tone tone, boolean partial, String word, String detail) {

  /** Of all there is to run. */
  LibraryVerdict(Tone tone, String word, String detail) {
    this(tone, false, word, detail);
  }

  private static LibraryVerdict partial(Tone tone, String detail) {
    return new LibraryVerdict(tone, true, "partial", detail);
  }

  /** How to take it. */
  enum Tone {
    GOOD,
    /** What is there holds, and something is not there. */
    PART,
    BAD,
    /** Too little is known. */
    OPEN,
    QUIET;

    /** As styles name it. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static LibraryVerdict of(ResultDocument document) {
    Standing standing = Standing.of(document);
    RunFooter.Counts counts = document.counts();
    String caveat = standing.caveat();
    if (!document.complete()) {
      return partial(
          standing.tone() == Standing.Tone.BAD ? Tone.BAD : Tone.OPEN,
          caveat == null ? standing.sentence() : caveat);
    }
    return switch (standing.tone()) {
      case BAD ->
          proxyAlone(document)
              ? new LibraryVerdict(
                  Tone.OPEN,
                  "the proxy fails",
                  both(sentence(standing) + " All of it is down to the proxy.", caveat))
              : new LibraryVerdict(Tone.BAD, word(standing), both(sentence(standing), caveat));
      case OPEN -> new LibraryVerdict(Tone.OPEN, word(standing), both(sentence(standing), caveat));
      case PART -> partial(Tone.OPEN, both(sentence(standing), caveat));
      case GOOD ->
          counts.unsupported() > 0
              ? new LibraryVerdict(
                  Tone.PART, word(standing) + " in part", both(sentence(standing), caveat))
              : new LibraryVerdict(Tone.GOOD, word(standing), both(sentence(standing), caveat));
    };
  }

  /** Whether something failed, and the library had no part in it. */
  private static boolean proxyAlone(ResultDocument document) {
    List<ScenarioResult> failed =
        document.scenarios().stream()
            .filter(scenario -> scenario.outcome() == Outcome.FAILED && !scenario.isSetAside())
            .toList();
    return !failed.isEmpty()
        && failed.stream()
            .map(ScenarioResult::mismatch)
            .allMatch(mismatch -> mismatch != null && mismatch.isDownToProxy());
  }

  /** The verdict without the words that stand beside it. */
  private static String sentence(Standing standing) {
    String label = standing.label() + ": ";
    String sentence = standing.sentence();
    return sentence.startsWith(label) && sentence.length() > label.length()
        ? sentence.substring(label.length(), label.length() + 1).toUpperCase(Locale.ROOT)
            + sentence.substring(label.length() + 1)
        : sentence;
  }

  private static String word(Standing standing) {
    return standing.label().toLowerCase(Locale.ROOT);
  }

  private static String both(String sentence, @Nullable String more) {
    return more == null ? sentence : sentence + " " + more;
  }
}

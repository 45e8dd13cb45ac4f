package io.cloudstate.tck.reports.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first divergence between what a scenario expects and what was seen.
 *
 * @param step number of the step, from 1; 0 for what came unasked after the last one
 * @param stepText the step as written
 * @param requirement id of the requirement violated
 * @param path where in the frame, for example {@code reply.events[1]}, or {@code stream}, {@code
 *     status}
 * @param expected what was expected there
 * @param actual what was seen there; hostile text
 * @param blame {@code candidate}, {@code proxy}, {@code harness} or {@code environment}
 * @param why why it is put down to that side
 * @param differences every difference in the frame, the first one included
 * @param expectedJson the whole expected frame as JSON, or null where none was expected
 * @param actualJson the whole frame seen as JSON, or null where none came
 * @param frame sequence number of the diverging frame in {@link ScenarioResult#frames()}, or null
 *     where none came
 */
public record MismatchView(
    int step,
    String stepText,
    String requirement,
    String path,
    String expected,
    String actual,
    String blame,
    String why,
    List<Difference> differences,
    @Nullable String expectedJson,
    @Nullable String actualJson,
    @Nullable Integer frame) {

  public MismatchView {
    differences = List.copyOf(differences);
  }

  /** Whether the library has no part in it. */
  public boolean isDownToProxy() {
    return blame.equals("proxy");
  }

  /** Where it is, in words: what comes unasked does so after the last step. */
  public String where() {
    return where(step);
  }

  /** The same of a step by its number. */
  public static String where(int step) {
    return step == 0 ? "after the last step" : "at step " + step;
  }

  /** One field that differs. */
  public record Difference(String path, String expected, String actual) {}
}

package io.cloudstate.tck.runner.junit;

import io.cloudstate.tck.reports.document.MismatchView;
import io.cloudstate.tck.reports.document.Outcome;
import io.cloudstate.tck.reports.document.ResultEvent;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Tells the JUnit Platform what a run tells its reports. */
final class RunListener implements ResultWriter {

  private final TestDescriptor run;
  private final EngineExecutionListener platform;
  private final Map<String, TestDescriptor> left = new LinkedHashMap<>();
  private String verdict = "";
  private boolean failed;

  RunListener(RunDescriptor run, EngineExecutionListener platform) {
    this.run = run;
    this.platform = platform;
    for (TestDescriptor theme : run.getChildren()) {
      for (TestDescriptor test : theme.getChildren()) {
        left.put(((ScenarioDescriptor) test).scenario(), test);
      }
    }
  }

  void begin() {
    platform.executionStarted(run);
    run.getChildren().forEach(platform::executionStarted);
  }

  @Override
  public void accept(ResultEvent event) {
    if (event instanceof RunFooter footer) {
      verdict = footer.verdict();
    }
    if (event instanceof ScenarioResult result) {
      TestDescriptor test = left.remove(result.id());
      if (test != null) {
        tell(test, result);
      }
    }
  }

  private void tell(TestDescriptor test, ScenarioResult result) {
    if (result.outcome() == Outcome.UNSUPPORTED || result.outcome() == Outcome.NOT_RUN) {
      platform.executionSkipped(test, String.valueOf(result.reason()));
      return;
    }
    platform.executionStarted(test);
    platform.executionFinished(test, outcome(result));
  }

  private TestExecutionResult outcome(ScenarioResult result) {
    return switch (result.outcome()) {
      case PASSED, WARNED -> TestExecutionResult.successful();
      case ERRORED -> {
        failed = true;
        yield TestExecutionResult.failed(new IllegalStateException(facts(result)));
      }
      default -> {
        if (result.isSetAside()) {
          yield TestExecutionResult.aborted(new TestAbortedException(facts(result)));
        }
        failed = true;
        MismatchView mismatch = result.mismatch();
        AssertionFailedError failure =
            mismatch == null
                ? new AssertionFailedError(facts(result))
                : new AssertionFailedError(
                    facts(result), mismatch.expected(), String.valueOf(mismatch.actual()));
        // Where the kit was when it said so helps nobody.
        failure.setStackTrace(new StackTraceElement[0]);
        yield TestExecutionResult.failed(failure);
      }
    };
  }

  /** What a person needs who sees nothing but the test. */
  private static String facts(ScenarioResult result) {
    return "%s%nrun again: %s".formatted(result.reason(), result.rerun());
  }

  /**
   * Whatever was not told of was left out; and a run that does not conform fails, even where no
   * test of it did.
   */
  void end(int status, String said) {
    left.values().forEach(test -> platform.executionSkipped(test, "the run left it out"));
    run.getChildren()
        .forEach(theme -> platform.executionFinished(theme, TestExecutionResult.successful()));
    platform.executionFinished(
        run,
        status == 0 || failed
            ? TestExecutionResult.successful()
            : TestExecutionResult.failed(new AssertionFailedError((verdict + " " + said).strip())));
  }

  @Override
  public void close() {}
}

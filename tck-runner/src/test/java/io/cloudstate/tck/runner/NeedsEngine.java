package io.cloudstate.tck.runner;

import io.cloudstate.tck.runner.deploy.DeploymentException;
import io.cloudstate.tck.runner.deploy.container.ContainerEngine;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Tests with real containers, of the images that ci/images builds. Without an engine each is
 * skipped, or fails where CI is true: there nobody reads what was skipped.
 */
@Tag("container")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NeedsEngine.Condition.class)
public @interface NeedsEngine {

  /** The images that the tests use. */
  String[] value();

  /** Asked before each test, so that each is counted. */
  final class Condition implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
      String missing = missing(context.getRequiredTestClass().getAnnotation(NeedsEngine.class));
      if (missing.isEmpty()) {
        return;
      }
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(missing);
      }
      throw new TestAbortedException(missing);
    }

    private static String missing(NeedsEngine needs) {
      try {
        ContainerEngine engine = ContainerEngine.connect();
        for (String image : needs.value()) {
          if (!engine.has(image)) {
            return "The engine has no image " + image + ". Build it: ci/images";
          }
        }
        return "";
      } catch (DeploymentException none) {
        return String.valueOf(none.getMessage());
      }
    }
  }
}

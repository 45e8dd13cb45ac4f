package io.cloudstate.tck.runner.cli.targets;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import io.cloudstate.tck.runner.deploy.Endpoint;
import io.cloudstate.tck.runner.deploy.Target;

/** Reads what options say of targets. */
public final class TargetText {

  private TargetText() {}

  /**
   * A target.
   *
   * @param option that gives it
   * @throws UsageException if it is none
   */
  public static Target target(String option, String text) throws UsageException {
    try {
      return Target.parse(text);
    } catch (IllegalArgumentException notOne) {
      throw new UsageException(option + " " + notOne.getMessage());
    }
  }

  /**
   * An address.
   *
   * @param option that gives it
   * @throws UsageException if it is none
   */
  public static Endpoint address(String option, String text) throws UsageException {
    try {
      return ((Target.Tcp) Target.parse("tcp:" + text)).endpoint();
    } catch (IllegalArgumentException notOne) {
      throw new UsageException(
          option + " \"" + text + "\" is no HOST:PORT, for example 127.0.0.1:8080.");
    }
  }
}

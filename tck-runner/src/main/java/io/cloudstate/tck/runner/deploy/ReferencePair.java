package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.model.proxy.ReferenceProxyMain;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.model.service.ReferenceServiceMain;
import io.cloudstate.tck.model.service.ServiceDefect;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the command line needs of the reference pair, which only this package knows. */
public final class ReferencePair {

  private static final String[] NO_ARGUMENTS = {};

  private ReferencePair() {}

  /** Serves as the environment says, until the process ends. */
  public static void serveService() throws InterruptedException {
    ReferenceServiceMain.main(NO_ARGUMENTS);
  }

  /** Serves as the environment says, until the process ends. */
  public static void serveProxy() throws InterruptedException {
    ReferenceProxyMain.main(NO_ARGUMENTS);
  }

  /**
   * A bug that one half can be told to have.
   *
   * @param name as {@link Mutation} takes it
   * @param requirement the one it violates
   * @param title what the buggy half does
   */
  public record Switch(Side side, String name, String requirement, String title) {

    /** Which half. */
    public enum Side {
      SERVICE,
      PROXY
    }
  }

  /** All such bugs. */
  public static List<Switch> switches() {
    return Stream.concat(
            Arrays.stream(ServiceDefect.values())
                .map(d -> new Switch(Switch.Side.SERVICE, d.name(), d.requirement(), d.title())),
            Arrays.stream(ProxyDefect.values())
                .map(d -> new Switch(Switch.Side.PROXY, d.name(), d.requirement(), d.title())))
        .toList();
  }
}

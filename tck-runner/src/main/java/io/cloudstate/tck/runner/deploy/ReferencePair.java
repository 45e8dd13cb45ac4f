package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.model.proxy.ReferenceProxyMain;
import io.cloudstate.tck.model.service.ReferenceServiceMain;

/** Starts one half of the reference pair by itself, as its environment says. */
public final class ReferencePair {

  private static final String[] NO_ARGUMENTS = {};

  private ReferencePair() {}

  /** Serves until the process ends. */
  public static void serveService() throws InterruptedException {
    ReferenceServiceMain.main(NO_ARGUMENTS);
  }

  /** Serves until the process ends. */
  public static void serveProxy() throws InterruptedException {
    ReferenceProxyMain.main(NO_ARGUMENTS);
  }
}

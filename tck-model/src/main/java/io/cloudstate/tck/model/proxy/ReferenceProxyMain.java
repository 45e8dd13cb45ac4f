package io.cloudstate.tck.model.proxy;

import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Runs a reference proxy as a process of its own, configured by its environment. */
public final class ReferenceProxyMain {
  private static final int USAGE = 2;
  private static final int CANNOT_SERVE = 3;

  private ReferenceProxyMain() {}

  /**
   * Runs until the process is told to end; exits with 2 if the environment says what cannot be, and
   * with 3 if the proxy cannot serve.
   *
   * @param args none
   * @throws InterruptedException if the main thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    ProxySettings settings;
    try {
      settings = ProxySettings.fromEnvironment(System.getenv());
    } catch (IllegalArgumentException wrong) {
      System.err.println("The reference proxy cannot start: " + wrong.getMessage() + ".");
      System.exit(USAGE);
      return;
    }
    System.exit(serve(settings));
  }

  private static int serve(ProxySettings settings) throws InterruptedException {
    PrintStream out = System.out;
    BlockingQueue<Integer> ended = new ArrayBlockingQueue<>(1);
    ReferenceProxy proxy = ReferenceProxy.start(settings);
    // Discovery goes on until a service answers, which may be never.
    out.println(
        "reference proxy waiting for %s:%d"
            .formatted(settings.userFunctionHost(), settings.userFunctionPort()));
    Runtime.getRuntime().addShutdownHook(new Thread(proxy::close, "reference-proxy-end"));
    proxy
        .serving()
        .whenComplete(
            (port, failure) -> {
              if (failure == null) {
                out.println("reference proxy serving on %s:%d".formatted(settings.host(), port));
              } else {
                System.err.println("reference proxy cannot serve: " + failure.getMessage());
                ended.add(CANNOT_SERVE);
              }
            });
    proxy.refused().thenAccept(why -> out.println("reference proxy refuses to serve: " + why));
    return ended.take();
  }
}

package io.cloudstate.tck.model.proxy;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** Runs a reference proxy as a process of its own, configured by its environment. */
public final class ReferenceProxyMain {
  private ReferenceProxyMain() {}

  /**
   * Runs until the process is told to end.
   *
   * @param args none
   * @throws InterruptedException if the main thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    ProxySettings settings = ProxySettings.fromEnvironment(System.getenv());
    PrintStream out = System.out;
    CountDownLatch ended = new CountDownLatch(1);
    ReferenceProxy proxy = ReferenceProxy.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  proxy.close();
                  ended.countDown();
                },
                "reference-proxy-end"));
    proxy
        .serving()
        .whenComplete(
            (port, failure) -> {
              if (failure == null) {
                out.println("reference proxy serving on %s:%d".formatted(settings.host(), port));
              } else {
                System.err.println("reference proxy cannot serve: " + failure);
                ended.countDown();
              }
            });
    proxy.refused().thenAccept(why -> out.println("reference proxy refuses to serve: " + why));
    ended.await();
  }
}

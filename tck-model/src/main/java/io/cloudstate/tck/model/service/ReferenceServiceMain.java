package io.cloudstate.tck.model.service;

import java.io.IOException;

/** Runs the reference service as a process of its own, until the process is told to end. */
public final class ReferenceServiceMain {
  private static final int USAGE = 2;
  private static final int CANNOT_START = 3;

  private ReferenceServiceMain() {}

  /**
   * Starts where the environment says ({@code HOST}, {@code PORT}); exits with 2 if that says what
   * cannot be, and with 3 if it cannot listen there.
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      ServiceSettings settings = ServiceSettings.fromEnvironment(System.getenv());
      ReferenceService service = start(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "close"));
      System.out.printf("reference service listening on %s:%d%n", settings.host(), service.port());
      service.awaitClosed();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(USAGE);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(CANNOT_START);
    }
  }

  private static ReferenceService start(ServiceSettings settings) throws IOException {
    try {
      return ReferenceService.start(settings);
    } catch (IOException e) {
      throw new IOException(
          "The reference service cannot listen on %s:%d: %s. Set HOST and PORT to an address of this machine that is free."
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
  }
}

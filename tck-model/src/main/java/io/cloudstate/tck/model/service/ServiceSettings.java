package io.cloudstate.tck.model.service;

import java.util.Map;
import java.util.Set;

/**
 * Where the reference service listens, and what is wrong with it.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 to 65535; 0 takes any that is free
 * @param defects the bugs it has; none for the service that conforms
 * @param habits what it does otherwise, and may
 */
public record ServiceSettings(
    String host, int port, Set<ServiceDefect> defects, Set<ServiceHabit> habits) {
  private static final String DEFAULT_HOST = "127.0.0.1";
  private static final String DEFAULT_PORT = "8080";
  private static final int MAX_PORT = 65_535;

  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if the port is out of range
   */
  public ServiceSettings {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "The port to listen on is %d, but a port is a number from 0 to %d (0 takes any that is free)."
              .formatted(port, MAX_PORT));
    }
    defects = Set.copyOf(defects);
    habits = Set.copyOf(habits);
  }

  /**
   * A service without habits.
   *
   * @throws IllegalArgumentException if the port is out of range
   */
  public ServiceSettings(String host, int port, Set<ServiceDefect> defects) {
    this(host, port, defects, Set.of());
  }

  /**
   * Reads {@code HOST} (127.0.0.1 when unset or empty) and {@code PORT} (8080 likewise).
   *
   * @throws IllegalArgumentException if {@code PORT} is not a port's number
   */
  public static ServiceSettings fromEnvironment(Map<String, String> env) {
    String port = given(env, "PORT", DEFAULT_PORT);
    try {
      return new ServiceSettings(
          given(env, "HOST", DEFAULT_HOST), Integer.parseInt(port), Set.of());
    } catch (IllegalArgumentException e) { // a number format exception is one, too
      throw new IllegalArgumentException(
          ("The environment variable PORT is \"%s\", but a number from 0 to %d was expected."
                  + " Set it to the port to listen on (0 takes any that is free), or unset it for %s.")
              .formatted(port, MAX_PORT, DEFAULT_PORT),
          e);
    }
  }

  private static String given(Map<String, String> env, String name, String otherwise) {
    String value = env.getOrDefault(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }
}

package io.cloudstate.tck.model.proxy.settings;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Where a reference proxy listens, whom it serves, and how.
 *
 * @param host the address to bind the client port on
 * @param httpPort the client port; 0 takes any free one
 * @param userFunctionHost where the user function is
 * @param userFunctionPort the user function's port
 * @param defaultPassivation how long an entity may idle that names no time of its own
 * @param commandTimeout how long the service may take to answer one command; then the call fails
 *     and the stream is dropped
 * @param defects the bugs to imitate; none in a conforming proxy
 * @param habits what it does otherwise, and may
 */
public record ProxySettings(
    String host,
    int httpPort,
    String userFunctionHost,
    int userFunctionPort,
    Duration defaultPassivation,
    Duration commandTimeout,
    Set<ProxyDefect> defects,
    Set<ProxyHabit> habits) {

  /** Copies the sets; rejects ports and times that cannot be. */
  public ProxySettings {
    checkPort("client port", httpPort, 0);
    checkPort("user function's port", userFunctionPort, 1);
    checkPositive("default passivation timeout", defaultPassivation);
    checkPositive("command timeout", commandTimeout);
    defects = Set.copyOf(defects);
    habits = Set.copyOf(habits);
  }

  /**
   * Conforming settings with the usual times.
   *
   * @param userFunctionHost where the user function is
   * @param userFunctionPort the user function's port
   * @return settings for any free client port on the loopback address, 30 s passivation, 5 s for a
   *     command, no defects
   */
  public static ProxySettings facing(String userFunctionHost, int userFunctionPort) {
    return new ProxySettings(
        "127.0.0.1",
        0,
        userFunctionHost,
        userFunctionPort,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Set.of(),
        Set.of());
  }

  /**
   * Reads {@code HOST} (127.0.0.1), {@code HTTP_PORT} (9000), {@code USER_FUNCTION_HOST}
   * (localhost) and {@code USER_FUNCTION_PORT} (8080); 30 s passivation, 1 min for a command.
   *
   * @param environment the variables, as {@link System#getenv()} gives them
   * @return the settings, without defects
   * @throws IllegalArgumentException if a port is not a port number
   */
  public static ProxySettings fromEnvironment(Map<String, String> environment) {
    return new ProxySettings(
        environment.getOrDefault("HOST", "127.0.0.1"),
        port(environment, "HTTP_PORT", 9000),
        environment.getOrDefault("USER_FUNCTION_HOST", "localhost"),
        port(environment, "USER_FUNCTION_PORT", 8080),
        Duration.ofSeconds(30),
        // A service that shares a busy machine is slow, not silent.
        Duration.ofMinutes(1),
        Set.of(),
        Set.of());
  }

  private static int port(Map<String, String> environment, String name, int otherwise) {
    String given = environment.getOrDefault(name, "");
    if (given.isBlank()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(given.trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is '%s', but a port number from 1 to 65535 is needed: correct it or unset it for %d"
              .formatted(name, given, otherwise),
          e);
    }
  }

  private static void checkPort(String what, int port, int least) {
    if (port < least || port > 65535) {
      throw new IllegalArgumentException(
          "the %s is %d, but must be from %d to 65535".formatted(what, port, least));
    }
  }

  private static void checkPositive(String what, Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException(
          "the %s is %s, but must be more than zero".formatted(what, time));
    }
  }
}

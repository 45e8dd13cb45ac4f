package io.cloudstate.tck.runner.relay;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From a port of this machine to somewhere.
 *
 * @param port the port of this machine; any if 0
 * @param host the host that it leads to
 * @param to the port that it leads to
 */
public record Forward(int port, String host, int to) {

  private static final Pattern TEXT =
      Pattern.compile("(?<port>[0-9]{1,5})=(?<host>[^=\\s]+):(?<to>[0-9]{1,5})");
  private static final int LAST_PORT = 65535;

  /**
   * Reads {@code PORT=HOST:PORT}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Forward parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()
        || Integer.parseInt(parts.group("port")) > LAST_PORT
        || Integer.parseInt(parts.group("to")) > LAST_PORT) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no PORT=HOST:PORT, for example 8080=candidate:8080.");
    }
    String host = parts.group("host");
    return new Forward(
        Integer.parseInt(parts.group("port")),
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(parts.group("to")));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + to;
  }
}

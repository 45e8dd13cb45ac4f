package io.cloudstate.tck.runner.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a target is written that runs already. */
final class TcpForm {

  private static final Pattern TCP =
      Pattern.compile(
          "tcp:(?:\\[(?<v6>[0-9A-Fa-f:.%]+)]|(?<host>[^:\\[\\]]+)):(?<port>[0-9]{1,5})");

  private static final int LAST_PORT = 65535;

  private TcpForm() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException saying what was given, what is expected, and what to do
   */
  static Target.Tcp read(String text) {
    Matcher tcp = TCP.matcher(text);
    if (!tcp.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no target; the forms are: " + Target.FORMS + ".");
    }
    int port = Integer.parseInt(tcp.group("port"));
    if (port == 0 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "\"" + text + "\": a port is a number from 1 to " + LAST_PORT + ".");
    }
    return new Target.Tcp(
        new Endpoint(tcp.group("host") == null ? tcp.group("v6") : tcp.group("host"), port));
  }
}

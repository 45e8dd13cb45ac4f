package io.cloudstate.tck.runner.deploy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a target is written that runs already. */
final class TcpForm {

  private static final Pattern TCP =
      Pattern.compile(
          "tcp:(?:\\[(?<v6>[0-9A-Fa-f:.%]+)]|(?<host>[^:\\[\\]]+)):(?<port>[0-9]{1,5})");

  /** What names of hosts are made of; an underscore is in none of DNS, and in many of Docker's. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

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
    String host = tcp.group("host");
    if (host != null && !NAME.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\": a host's name has letters from a to z, digits, and \"-\", \"_\" and \".\" between"
              + " them; one with other letters has a form in these that begins with xn--.");
    }
    return new Target.Tcp(new Endpoint(host == null ? tcp.group("v6") : host, port));
  }
}

package io.cloudstate.tck.runner.deploy;

import org.testcontainers.utility.DockerImageName;

/** What is to be tested, as one writes it on the command line. */
public sealed interface Target {

  /** How targets are written. */
  String FORMS = "embedded, tcp:HOST:PORT, exec:COMMAND, image:NAME[:TAG]";

  /** As written. */
  String text();

  /** The reference implementation, within the runner's process. */
  record Embedded() implements Target {

    @Override
    public String text() {
      return "embedded";
    }
  }

  /** Something that runs already. */
  record Tcp(Endpoint endpoint) implements Target {

    @Override
    public String text() {
      return "tcp:" + endpoint;
    }
  }

  /** A command that the runner starts, with the environment of the model service. */
  record Exec(String command) implements Target {

    @Override
    public String text() {
      return "exec:" + command;
    }
  }

  /** An image that the runner starts a container of, with the environment of the model service. */
  record Image(String name) implements Target {

    @Override
    public String text() {
      return "image:" + name;
    }
  }

  /**
   * Reads a target.
   *
   * @throws IllegalArgumentException saying what was given, what is expected, and what to do
   */
  static Target parse(String text) {
    if (text.equals("embedded")) {
      return new Embedded();
    }
    if (text.startsWith("exec:")) {
      if (text.substring("exec:".length()).isBlank()) {
        throw new IllegalArgumentException(
            "\"" + text + "\" names no command; write exec:COMMAND, for example exec:./run.");
      }
      return new Exec(text.substring("exec:".length()).strip());
    }
    if (text.startsWith("image:")) {
      return image(text);
    }
    return TcpForm.read(text);
  }

  private static Image image(String text) {
    String name = text.substring("image:".length()).strip();
    try {
      DockerImageName.parse(name).assertValid();
    } catch (IllegalArgumentException | IndexOutOfBoundsException notOne) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" names no image; write image:NAME[:TAG] or image:NAME@DIGEST, for example image:my-library-tck:1.0.",
          notOne);
    }
    return new Image(name);
  }
}

package io.cloudstate.tck.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The kit's version, as the build says it. */
public final class Version {
  private static final String KIT = read();

  private Version() {}

  /** For example {@code 1.2.3}. */
  public static String kit() {
    return KIT;
  }

  private static String read() {
    try (InputStream stream =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"))) {
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version", "unknown");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

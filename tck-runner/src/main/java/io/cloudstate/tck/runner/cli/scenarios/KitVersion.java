package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.specs.ScenarioSet;
import io.cloudstate.tck.specs.read.Specs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine;

/** Versions of the kit, its scenarios and the protocol. */
public final class KitVersion implements CommandLine.IVersionProvider {

  /** The kit's own. */
  public static String kit() {
    try (InputStream stream =
        Objects.requireNonNull(
            KitVersion.class.getResourceAsStream("/io/cloudstate/tck/runner/version.properties"))) {
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version", "unknown");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The scenario set's: the kit's version and the hash of the scenarios. */
  public static String scenarios(ScenarioSet set) {
    return kit() + "+" + set.hash();
  }

  @Override
  public String[] getVersion() {
    ScenarioSet set = Specs.load();
    return new String[] {
      "Cloudstate TCK " + kit(),
      "scenario set   " + scenarios(set) + " (" + set.scenarios().size() + " scenarios)",
      "protocol       Cloudstate " + set.catalogue().protocolVersion()
    };
  }
}

package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container may use.
 *
 * @param memoryBytes memory, with no swap on top
 * @param pids processes and threads
 * @param cpus processors; all of the engine where none is said
 */
public record Limits(long memoryBytes, long pids, OptionalDouble cpus) {

  private static final Pattern SIZE = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>[kmg])");
  private static final long LEAST_MEMORY = 6L << 20;
  private static final long NANO_CPUS = 1_000_000_000L;
  private static final Map<String, String> BOUNDED_LOG =
      Map.of("max-size", "4m", "max-file", "1", "compress", "false");

  /** Enough for a library on any common platform. */
  public static Limits usual() {
    return new Limits(1L << 30, 1024, OptionalDouble.empty());
  }

  /**
   * Reads an amount of memory.
   *
   * @throws IllegalArgumentException if it is none, or less than an engine accepts
   */
  public static long memory(String text) {
    Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no amount of memory, for example 512m or 2g.");
    }
    int shift =
        switch (size.group("unit")) {
          case "k" -> 10;
          case "m" -> 20;
          default -> 30;
        };
    long bytes = Long.parseLong(size.group("number")) << shift;
    if (bytes < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is less than the 6m that an engine gives at least.");
    }
    return bytes;
  }

  /** Puts them on a container, which gets no rights besides, and a log with an end. */
  HostConfig confine(HostConfig host) {
    cpus.ifPresent(count -> host.withNanoCPUs((long) (count * NANO_CPUS)));
    return host.withCapDrop(Capability.ALL)
        .withSecurityOpts(List.of("no-new-privileges:true"))
        .withMemory(memoryBytes)
        .withMemorySwap(memoryBytes)
        .withPidsLimit(pids)
        .withLogConfig(new LogConfig(LogConfig.LoggingType.LOCAL, BOUNDED_LOG));
  }

  /** The memory as one writes it. */
  String memoryText() {
    for (int shift : new int[] {30, 20}) {
      if (memoryBytes % (1L << shift) == 0) {
        return (memoryBytes >> shift) + (shift == 30 ? "g" : "m");
      }
    }
    return (memoryBytes >> 10) + "k";
  }
}

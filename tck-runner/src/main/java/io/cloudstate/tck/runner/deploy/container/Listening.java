package io.cloudstate.tck.runner.deploy.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * At which ports a container listens, as the operating system's tables say, where they can be read:
 * on the machine of the engine, by its administrator.
 *
 * @param anywhere ports at which it can be reached
 * @param within ports at which only itself can reach it
 */
record Listening(List<Integer> anywhere, List<Integer> within) {

  private static final String LISTEN = "0A";
  private static final int HEXADECIMAL = 16;

  /**
   * The loopback addresses as the tables write them; all of 127.0.0.0/8, since an engine's own
   * resolver listens there, too.
   */
  private static final Pattern LOOPBACK =
      Pattern.compile(
          "[0-9A-F]{6}7F|00000000000000000000000001000000|0000000000000000FFFF0000[0-9A-F]{6}7F");

  /** What the process of a container, and whatever shares its network, listens at. */
  static Listening of(long pid) {
    return of(Path.of("/proc", String.valueOf(pid), "net"));
  }

  /** What such tables say. */
  static Listening of(Path tables) {
    TreeSet<Integer> anywhere = new TreeSet<>();
    TreeSet<Integer> within = new TreeSet<>();
    Stream.of("tcp", "tcp6")
        .flatMap(table -> lines(tables.resolve(table)))
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > 3 && columns[3].equals(LISTEN))
        .map(columns -> columns[1].split(":"))
        .forEach(
            local ->
                (LOOPBACK.matcher(local[0]).matches() ? within : anywhere)
                    .add(Integer.parseInt(local[1], HEXADECIMAL)));
    within.removeAll(anywhere);
    return new Listening(List.copyOf(anywhere), List.copyOf(within));
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream();
    } catch (IOException notReadable) {
      return Stream.empty();
    }
  }

  /** In words, where nothing can be reached at a port; empty if nothing is known. */
  String instead(int port) {
    if (within.contains(port)) {
      return "It listens at port "
          + port
          + ", but on its loopback address, where only itself can reach it: it must heed HOST, which says 0.0.0.0. ";
    }
    return anywhere.isEmpty() ? "" : "It listens at port " + words(anywhere) + " instead. ";
  }

  private static String words(List<Integer> ports) {
    return String.join(" and ", ports.stream().map(String::valueOf).toList());
  }
}

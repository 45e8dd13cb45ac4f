package io.cloudstate.tck.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures, and prints tables of ratios; see {@code ci/benchmark}. */
public final class Main {

  private static final double MOST_GROWTH = 1.5;

  private Main() {}

  /**
   * Measures.
   *
   * @param args a folder to write to; rounds; milliseconds of each measurement; then the parts:
   *     wire, engine, or numbers of scenarios
   */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    int rounds = Integer.parseInt(args[1]);
    long millis = Long.parseLong(args[2]);
    List<Integer> sizes = new ArrayList<>();
    for (String part : List.of(args).subList(3, args.length)) {
      switch (part) {
        case "wire" -> new Wire(rounds, millis).print();
        case "engine" -> new Engines(rounds, folder).print();
        default -> sizes.add(Integer.valueOf(part));
      }
    }
    if (!sizes.isEmpty()) {
      memory(folder, sizes);
    }
    System.exit(0);
  }

  private static void memory(Path folder, List<Integer> sizes)
      throws IOException, InterruptedException {
    Table.title(
        "Generated scenarios",
        "ms each",
        "MiB at first",
        "MiB at last",
        "ms ratio",
        "MiB ratio",
        "target");
    double firstMillis = 0;
    for (int size : sizes) {
      String[] figures = measured(folder, size);
      double millis = Double.parseDouble(figures[1]) / size;
      firstMillis = firstMillis == 0 ? millis : firstMillis;
      double slower = millis / firstMillis;
      double larger = Double.parseDouble(figures[3]) / Double.parseDouble(figures[2]);
      Table.row(
          String.format(Locale.ROOT, "%,d", size),
          Table.number(millis, "ms"),
          figures[2],
          figures[3],
          Table.times(slower),
          Table.times(larger),
          Table.target(slower <= MOST_GROWTH && larger <= MOST_GROWTH, "<= 1.5 x"));
    }
  }

  private static String[] measured(Path folder, int size) throws IOException, InterruptedException {
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Memory.class.getName(),
                String.valueOf(size),
                folder.resolve("many-" + size).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line;
    try (BufferedReader out = run.inputReader()) {
      line = out.lines().reduce("", (before, next) -> next);
    }
    int status = run.waitFor();
    if (status != 0) {
      throw new IOException("A run of " + size + " scenarios ended with status " + status + ".");
    }
    return line.split(" ");
  }
}

package io.cloudstate.tck.benchmark;

import io.cloudstate.tck.reports.document.ResultEvent;
import io.cloudstate.tck.reports.document.ResultWriter;
import io.cloudstate.tck.reports.document.ScenarioResult;
import io.cloudstate.tck.runner.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A run of many generated scenarios, in a virtual machine of its own: how long it took, and what it
 * holds, after a collection, halfway and at its end.
 */
public final class Memory {

  private static final String SCENARIO =
      """
        - id: many/number-%d
          title: Scenario number %d of many
          verifies: [ES-05, ES-06]
          steps:
            - init
            - command: { Process: { actions: [{ emit: { value: A%d } }, { emit: { value: B } }] } }
            - reply: { message: A%dB }
              events: [{ Persisted: { value: A%d } }, { Persisted: { value: B } }]
              proves: ES-06
            - command: { Process: {} }
            - reply: { message: A%dB }
            - passivate
      """;
  private static final double MEGABYTE = 1024 * 1024;

  private Memory() {}

  /** Held, in bytes, when the first scenario has ended and when the last has. */
  private static final class Held implements ResultWriter {

    private final int scenarios;
    private int seen;
    private long atFirst;
    private long atLast;

    Held(int scenarios) {
      this.scenarios = scenarios;
    }

    @Override
    public void accept(ResultEvent event) {
      if (event instanceof ScenarioResult) {
        seen++;
        if (seen == 1) {
          atFirst = used();
        } else if (seen == scenarios) {
          atLast = used();
        }
      }
    }

    @Override
    public void close() {}

    private static long used() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }

  /**
   * Prints scenarios, milliseconds, and MiB held after the first scenario and after the last.
   *
   * @param args how many scenarios, and a folder
   */
  public static void main(String[] args) throws IOException {
    int scenarios = Integer.parseInt(args[0]);
    Path folder = Files.createDirectories(Path.of(args[1]));
    Path file = Files.writeString(folder.resolve("many.yaml"), many(scenarios));
    Held held = new Held(scenarios);
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    long start = System.nanoTime();
    int status =
        Main.run(
            List.of(
                "run", "--scenarios", file.toString(), "--out", folder.resolve("out").toString()),
            held,
            out,
            out);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    if (status != 0) {
      throw new IllegalStateException("The run ended with status " + status + ": " + printed);
    }
    System.out.printf(
        Locale.ROOT,
        "%d %d %.1f %.1f%n",
        scenarios,
        millis,
        held.atFirst / MEGABYTE,
        held.atLast / MEGABYTE);
    System.exit(0);
  }

  private static String many(int scenarios) {
    StringBuilder text =
        new StringBuilder(
            "theme: many\nservice: cloudstate.tck.model.EventSourcedTckModel\nscenarios:\n");
    for (int n = 1; n <= scenarios; n++) {
      text.append(SCENARIO.formatted(n, n, n, n, n, n));
    }
    return text.toString();
  }
}

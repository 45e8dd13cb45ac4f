package io.cloudstate.tck.runner.deploy;

import java.util.function.Consumer;

/**
 * Cuts what a target writes into lines. One that never ends a line, or never ends at all, costs no
 * more than a bounded amount of memory.
 */
public final class LineCutter {

  private static final int LONGEST_LINE = 2_000;
  private static final long MOST = 16L << 20;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();
  private long taken;

  /** Cuts nothing yet. */
  public LineCutter(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes what was written next; whether more is wanted. */
  public synchronized boolean take(CharSequence written) {
    if (taken > MOST) {
      return false;
    }
    taken += written.length();
    written.chars().forEach(this::take);
    if (taken > MOST) {
      flush();
      lines.accept("(it wrote more than " + (MOST >> 20) + " MiB; the kit does not read on)");
      return false;
    }
    return true;
  }

  private void take(int character) {
    if (character == '\n') {
      flush();
    } else if (line.length() < LONGEST_LINE) {
      // Control characters would act on the terminal of whoever reads it.
      line.append(Character.isISOControl(character) && character != '\t' ? ' ' : (char) character);
    }
  }

  /** What has no end yet is a line. */
  public synchronized void flush() {
    if (line.length() > 0) {
      lines.accept(line.toString().stripTrailing());
      line.setLength(0);
    }
  }
}

package io.cloudstate.tck.reports.text;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Puts times into words and numbers. */
public final class Durations {

  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH);

  private Durations() {}

  /** For people, for example {@code 12.3 ms}. */
  public static String human(long micros) {
    if (micros < 1_000) {
      return Math.max(0, micros) + " µs";
    }
    if (micros < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }
    if (micros < 60_000_000) {
      return String.format(Locale.ROOT, "%.2f s", micros / 1e6);
    }
    long seconds = micros / 1_000_000;
    return "%d min %d s".formatted(seconds / 60, seconds % 60);
  }

  /** In seconds with six places. */
  public static String seconds(long micros) {
    return BigDecimal.valueOf(Math.max(0, micros), 6).toPlainString();
  }

  /** An ISO-8601 instant for people; what is none is given back as it is. */
  public static String dayAndTime(String instant) {
    return instant(instant)
        .map(i -> DAY_AND_TIME.format(i.atOffset(ZoneOffset.UTC)))
        .orElse(instant);
  }

  /** The instant some microseconds after another, in UTC without zone and fraction. */
  public static Optional<String> localSecond(String instant, long plusMicros) {
    return instant(instant)
        .map(i -> i.plus(plusMicros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS))
        .map(i -> LocalDateTime.ofInstant(i, ZoneOffset.UTC))
        .map(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      // A document read from a file may hold any text here; it is then shown as it is.
      return Optional.empty();
    }
  }
}

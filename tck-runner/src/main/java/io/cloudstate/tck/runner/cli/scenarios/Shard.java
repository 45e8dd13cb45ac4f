package io.cloudstate.tck.runner.cli.scenarios;

import io.cloudstate.tck.runner.cli.exit.UsageException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several parts of a selection that jobs run beside each other. Neighbours go to different
 * parts, so that none gets all that is slow.
 *
 * @param part from 1
 * @param parts how many there are
 */
public record Shard(int part, int parts) {

  /** All of it, as one part. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})/([1-9]\\d{0,4})");

  /**
   * Reads {@code 2/5}.
   *
   * @throws UsageException if it is none, or the part is not one of them
   */
  public static Shard parse(String text) throws UsageException {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      Shard shard = new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
      if (shard.part <= shard.parts) {
        return shard;
      }
    }
    throw new UsageException(
        "--shard \""
            + text
            + "\" is no part of a whole, for example 1/3, 2/3 or 3/3; there are at most 99999.");
  }

  /** As its option names it. */
  public String name() {
    return part + "/" + parts;
  }

  <T> List<T> of(List<T> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i % parts == part - 1)
        .mapToObj(all::get)
        .toList();
  }
}

package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.cli.terminal.Console;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, with words for people where one is none. */
final class Values {

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

  private Values() {}

  /**
   * All commands read them so. A converter is made once: this JVM (17) ends with a signal when it
   * archives classes, where two method references are equal and of a type as old as picocli's.
   */
  static CommandLine known(CommandLine commands) {
    ITypeConverter<Integer> whole = Values::whole;
    ITypeConverter<Long> large = Values::large;
    ITypeConverter<Double> number = Values::number;
    return commands
        .registerConverter(Integer.class, whole)
        .registerConverter(int.class, whole)
        .registerConverter(Long.class, large)
        .registerConverter(long.class, large)
        .registerConverter(Double.class, number)
        .registerConverter(double.class, number)
        .registerConverter(Path.class, Values::path);
  }

  /**
   * Sees to it that a value can be read, for who knows better where it stands.
   *
   * @throws TypeConversionException saying what is wrong with it
   */
  static void check(Class<?> type, String text) {
    if (type.equals(Integer.class) || type.equals(int.class)) {
      whole(text);
    } else if (type.equals(Long.class) || type.equals(long.class)) {
      large(text);
    } else if (type.equals(Double.class) || type.equals(double.class)) {
      number(text);
    } else if (type.equals(Path.class)) {
      path(text);
    }
  }

  private static int whole(String text) {
    long value = large(text);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw outside(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private static long large(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new TypeConversionException(shown(text) + " is no whole number, for example 7");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLarge) {
      throw outside(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private static TypeConversionException outside(String text, long least, long most) {
    return new TypeConversionException(
        "%s is no whole number from %d to %d".formatted(shown(text), least, most));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException none) {
      throw new TypeConversionException(shown(text) + " is no number, for example 1.5");
    }
  }

  /** No name at all would mean the folder where the kit was started, and fill it. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException(
          shown(text) + " names nothing; give a name, or . for the folder where you are");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException none) {
      throw new TypeConversionException(shown(text) + " can be no name: " + none.getReason());
    }
  }

  private static String shown(String text) {
    return '"' + Console.visible(text, 100) + '"';
  }
}

package io.cloudstate.tck.runner;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Inputs for what reads foreign bytes, a folder for each reader: text as it is, and other bytes as
 * hexadecimal digits, broken over lines as one likes.
 */
public final class Corpus {

  private static final Path FOLDER =
      Path.of("src", "test", "resources", "io", "cloudstate", "tck", "runner", "corpus");
  private static final String HEX = ".hex";

  private Corpus() {}

  /** One input. */
  record Input(String name, ByteString bytes) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** All inputs of a reader. */
  static List<Input> of(String reader) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(reader))) {
      return files.sorted().map(Corpus::input).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Names of the folders. */
  static List<String> readers() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Input input(Path file) {
    try {
      String name = file.getFileName().toString();
      byte[] bytes =
          name.endsWith(HEX)
              ? HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""))
              : Files.readAllBytes(file);
      return new Input(name, ByteString.copyFrom(bytes));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Writes the inputs of a reader as the bytes that they are, for a fuzzer.
   *
   * @param args the reader, and a folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[1]));
    for (Input input : of(args[0])) {
      Files.write(folder.resolve(input.name()), input.bytes().toByteArray());
    }
  }
}

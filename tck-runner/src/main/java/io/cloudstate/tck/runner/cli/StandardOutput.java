package io.cloudstate.tck.runner.cli;

import io.cloudstate.tck.runner.cli.files.Trouble;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the process writes to, which remembers why it could not: a {@link PrintWriter} does not.
 */
final class StandardOutput extends OutputStream {

  private final OutputStream out;
  private Optional<String> trouble = Optional.empty();

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** That of this process. */
  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  /** Why not everything was written, if so. That nobody reads any further is none. */
  Optional<String> trouble() {
    return trouble;
  }

  @Override
  public void write(int single) throws IOException {
    write(new byte[] {(byte) single}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException unwritable) {
      if (!String.valueOf(unwritable.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
        trouble = Optional.of(Trouble.why(unwritable));
      }
      throw unwritable;
    }
  }
}

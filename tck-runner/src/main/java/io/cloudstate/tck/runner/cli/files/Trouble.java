package io.cloudstate.tck.runner.cli.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Why a file or folder cannot be read or written, in words for people. */
public final class Trouble {

  private Trouble() {}

  /** The words, for the end of a sentence. */
  public static String why(Exception failure) {
    if (failure.getCause() instanceof IOException cause) {
      return why(cause);
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return about((FileSystemException) failure, "is a file, not a folder");
    }
    if (failure instanceof AccessDeniedException denied) {
      return about(denied, "may not be touched by this user");
    }
    if (failure instanceof FileSystemException other && other.getReason() != null) {
      return about(other, "says: " + other.getReason());
    }
    String said = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    if (failure instanceof FileNotFoundException) {
      // It says the file's name, and why in brackets.
      return said;
    }
    return said.equals("Is a directory") ? "it is a folder, not a file" : said;
  }

  private static String about(FileSystemException failure, String what) {
    return Objects.requireNonNullElse(failure.getFile(), "it") + " " + what;
  }
}

package io.cloudstate.tck.runner.judge;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Links a descriptor set with nothing added. */
final class Linking {

  /** Files that import one another so deep are no protocol; a stack has an end. */
  private static final int DEEPEST = 200;

  private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();
  private final Map<String, FileDescriptor> linked = new HashMap<>();
  private final Set<String> underway = new HashSet<>();

  private Linking(FileDescriptorSet set) {
    set.getFileList().forEach(file -> files.put(file.getName(), file));
  }

  /** Why the set, all of whose imports are present, does not link; nothing where it does. */
  static Optional<String> problem(FileDescriptorSet set) {
    try {
      new Linking(set).link();
      return Optional.empty();
    } catch (InvalidSetException invalid) {
      return Optional.of(String.valueOf(invalid.getMessage()));
    }
  }

  /** The files of a set, linked; none where it does not link. */
  static List<FileDescriptor> files(FileDescriptorSet set) {
    Linking linking = new Linking(set);
    try {
      linking.link();
      return List.copyOf(linking.linked.values());
    } catch (InvalidSetException invalid) {
      return List.of();
    }
  }

  private static final class InvalidSetException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidSetException(String why) {
      super(why);
    }
  }

  private void link() throws InvalidSetException {
    for (String name : files.keySet()) {
      link(name, 0);
    }
  }

  private FileDescriptor link(String name, int depth) throws InvalidSetException {
    FileDescriptor done = linked.get(name);
    if (done != null) {
      return done;
    }
    if (depth > DEEPEST) {
      throw new InvalidSetException(
          "more than " + DEEPEST + " files import one another in a row, down to " + name);
    }
    FileDescriptorProto file = files.getOrDefault(name, FileDescriptorProto.getDefaultInstance());
    // A file that imports itself, however indirectly, is left to the library to refuse.
    boolean first = underway.add(name);
    FileDescriptor[] imports = new FileDescriptor[first ? file.getDependencyCount() : 0];
    for (int i = 0; i < imports.length; i++) {
      imports[i] = link(file.getDependency(i), depth + 1);
    }
    FileDescriptor descriptor = built(file, imports);
    linked.put(name, descriptor);
    return descriptor;
  }

  private static FileDescriptor built(FileDescriptorProto file, FileDescriptor[] imports)
      throws InvalidSetException {
    try {
      return FileDescriptor.buildFrom(file, imports);
    } catch (DescriptorValidationException invalid) {
      throw new InvalidSetException(String.valueOf(invalid.getMessage()));
    } catch (RuntimeException notForeseen) {
      // The library takes some things for granted, such as that a field has a type.
      throw new InvalidSetException(
          file.getName() + " is no valid descriptor (" + notForeseen + ")");
    }
  }
}

package io.cloudstate.tck.runner.judge;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Links a descriptor set with nothing added. */
final class Linking {

  private final Map<String, FileDescriptorProto> files = new HashMap<>();
  private final Map<String, FileDescriptor> linked = new HashMap<>();
  private final Set<String> underway = new HashSet<>();

  private Linking(FileDescriptorSet set) {
    set.getFileList().forEach(file -> files.put(file.getName(), file));
  }

  /** Why the set, all of whose imports are present, does not link; nothing where it does. */
  static Optional<String> problem(FileDescriptorSet set) {
    Linking linking = new Linking(set);
    try {
      for (FileDescriptorProto file : set.getFileList()) {
        linking.link(file.getName());
      }
      return Optional.empty();
    } catch (DescriptorValidationException invalid) {
      return Optional.of(String.valueOf(invalid.getMessage()));
    }
  }

  /** The files of a set, linked; none where it does not link. */
  static List<FileDescriptor> files(FileDescriptorSet set) {
    Linking linking = new Linking(set);
    try {
      for (FileDescriptorProto file : set.getFileList()) {
        linking.link(file.getName());
      }
      return List.copyOf(linking.linked.values());
    } catch (DescriptorValidationException invalid) {
      return List.of();
    }
  }

  private FileDescriptor link(String name) throws DescriptorValidationException {
    FileDescriptor done = linked.get(name);
    if (done != null) {
      return done;
    }
    FileDescriptorProto file = files.getOrDefault(name, FileDescriptorProto.getDefaultInstance());
    // A file that imports itself, however indirectly, is left to the library to refuse.
    boolean first = underway.add(name);
    FileDescriptor[] imports = new FileDescriptor[first ? file.getDependencyCount() : 0];
    for (int i = 0; i < imports.length; i++) {
      imports[i] = link(file.getDependency(i));
    }
    FileDescriptor descriptor = FileDescriptor.buildFrom(file, imports);
    linked.put(name, descriptor);
    return descriptor;
  }
}

package io.cloudstate.tck.model.support;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Descriptor sets that link with nothing added (DIS-04). */
final class DescriptorSets {
  private DescriptorSets() {}

  /** The files and all that they import, each once, and each after what it imports. */
  static FileDescriptorSet closure(List<FileDescriptor> files) {
    Map<String, FileDescriptor> ordered = new LinkedHashMap<>();
    files.forEach(file -> add(file, ordered));
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    ordered.values().forEach(file -> set.addFile(file.toProto()));
    return set.build();
  }

  private static void add(FileDescriptor file, Map<String, FileDescriptor> ordered) {
    if (!ordered.containsKey(file.getFullName())) {
      file.getDependencies().forEach(imported -> add(imported, ordered));
      ordered.put(file.getFullName(), file);
    }
  }
}

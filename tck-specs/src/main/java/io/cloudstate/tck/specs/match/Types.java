package io.cloudstate.tck.specs.match;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The message types that may stand in a {@code google.protobuf.Any}, by full name. */
public final class Types {

  private final Map<String, Descriptor> byName;

  private Types(Map<String, Descriptor> byName) {
    this.byName = byName;
  }

  /** The types of these files and of all that they import. */
  public static Types of(Collection<FileDescriptor> files) {
    Map<String, FileDescriptor> all = new LinkedHashMap<>();
    files.forEach(file -> collect(file, all));
    Map<String, Descriptor> byName = new HashMap<>();
    all.values()
        .forEach(
            file -> file.getMessageTypes().forEach(type -> byName.put(type.getFullName(), type)));
    return new Types(byName);
  }

  private static void collect(FileDescriptor file, Map<String, FileDescriptor> all) {
    if (all.putIfAbsent(file.getFullName(), file) == null) {
      file.getDependencies().forEach(imported -> collect(imported, all));
    }
  }

  /** The type of this full name. */
  public Optional<Descriptor> named(String fullName) {
    return Optional.ofNullable(byName.get(fullName));
  }

  /** The simple names of the types in a package. */
  public List<String> simpleNames(String packageName) {
    return byName.values().stream()
        .filter(type -> type.getFile().getPackage().equals(packageName))
        .map(Descriptor::getName)
        .toList();
  }

  /**
   * The type that a type url names after its last slash, whatever the host, or that a primitive of
   * this type url is wrapped in.
   */
  public Optional<Descriptor> ofUrl(String typeUrl) {
    return Primitives.ofUrl(typeUrl)
        .or(() -> named(typeUrl.substring(typeUrl.lastIndexOf('/') + 1)));
  }
}

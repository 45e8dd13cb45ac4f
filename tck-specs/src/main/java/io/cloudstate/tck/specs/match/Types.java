package io.cloudstate.tck.specs.match;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The message types that may stand in a {@code google.protobuf.Any}, by full name. */
public final class Types {

  private final Map<String, Descriptor> byName;

  private final Map<String, MethodDescriptor> methods;

  private Types(Map<String, Descriptor> byName, Map<String, MethodDescriptor> methods) {
    this.byName = byName;
    this.methods = methods;
  }

  /** The types of these files and of all that they import. */
  public static Types of(Collection<FileDescriptor> files) {
    Map<String, FileDescriptor> all = new LinkedHashMap<>();
    files.forEach(file -> collect(file, all));
    Map<String, Descriptor> byName = new HashMap<>();
    all.values()
        .forEach(
            file -> file.getMessageTypes().forEach(type -> byName.put(type.getFullName(), type)));
    Map<String, MethodDescriptor> methods = new HashMap<>();
    all.values().stream()
        .flatMap(file -> file.getServices().stream())
        .flatMap(service -> service.getMethods().stream())
        .forEach(
            method ->
                methods.put(method.getService().getFullName() + "/" + method.getName(), method));
    return new Types(byName, methods);
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

  /** The method of this path, as in {@code package.Service/Method}. */
  public Optional<MethodDescriptor> method(String path) {
    return Optional.ofNullable(methods.get(path));
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

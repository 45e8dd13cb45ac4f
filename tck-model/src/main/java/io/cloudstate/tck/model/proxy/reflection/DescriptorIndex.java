package io.cloudstate.tck.model.proxy.reflection;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which file declares what; pure. */
final class DescriptorIndex {
  private final Map<String, FileDescriptor> byName = new HashMap<>();
  private final Map<String, FileDescriptor> bySymbol = new HashMap<>();
  private final Map<String, Map<Integer, FileDescriptor>> extensions = new HashMap<>();

  DescriptorIndex(Collection<FileDescriptor> files) {
    files.forEach(this::add);
  }

  Optional<FileDescriptor> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The file that declares a service, a method, a message, an enum or an extension. */
  Optional<FileDescriptor> declaring(String symbol) {
    return Optional.ofNullable(bySymbol.get(symbol));
  }

  Optional<FileDescriptor> extending(String message, int number) {
    return Optional.ofNullable(extensionsOf(message).get(number));
  }

  /** The extensions of a message, in the order of their numbers. */
  Map<Integer, FileDescriptor> extensionsOf(String message) {
    return extensions.getOrDefault(message, Map.of());
  }

  /** A file, and after it all that it imports. */
  static List<FileDescriptor> withImports(FileDescriptor file) {
    Set<FileDescriptor> all = new LinkedHashSet<>();
    collect(file, all);
    return List.copyOf(all);
  }

  private static void collect(FileDescriptor file, Set<FileDescriptor> all) {
    if (all.add(file)) {
      file.getDependencies().forEach(imported -> collect(imported, all));
    }
  }

  private void add(FileDescriptor file) {
    if (byName.putIfAbsent(file.getName(), file) == null) {
      file.getServices().forEach(this::add);
      file.getMessageTypes().forEach(this::add);
      file.getEnumTypes().forEach(this::add);
      file.getExtensions().forEach(this::add);
      file.getDependencies().forEach(this::add);
    }
  }

  private void add(ServiceDescriptor service) {
    bySymbol.put(service.getFullName(), service.getFile());
    service.getMethods().forEach(method -> bySymbol.put(method.getFullName(), method.getFile()));
  }

  private void add(Descriptor message) {
    bySymbol.put(message.getFullName(), message.getFile());
    message.getNestedTypes().forEach(this::add);
    message.getEnumTypes().forEach(this::add);
    message.getExtensions().forEach(this::add);
  }

  private void add(EnumDescriptor type) {
    bySymbol.put(type.getFullName(), type.getFile());
  }

  private void add(FieldDescriptor extension) {
    bySymbol.put(extension.getFullName(), extension.getFile());
    extensions
        .computeIfAbsent(extension.getContainingType().getFullName(), message -> new TreeMap<>())
        .put(extension.getNumber(), extension.getFile());
  }
}

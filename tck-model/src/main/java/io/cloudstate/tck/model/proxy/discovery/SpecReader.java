package io.cloudstate.tck.model.proxy.discovery;

import com.google.api.AnnotationsProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.EventingProto;
import io.cloudstate.tck.protocol.LegacyEntityKeyProto;
import io.cloudstate.tck.protocol.ServiceInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Links a discovered spec and decides whether it can be served; pure. */
public final class SpecReader {
  /** Files that import one another so deep are no protocol; a stack has an end. */
  private static final int DEEPEST = 200;

  private final EntitySpec spec;
  private final Set<ProxyDefect> defects;
  private final List<String> problems = new ArrayList<>();

  private SpecReader(EntitySpec spec, Set<ProxyDefect> defects) {
    this.spec = spec;
    this.defects = defects;
  }

  /**
   * Reads a spec.
   *
   * @param spec what the user function says that it serves
   * @param defects the bugs to imitate
   * @return what can be served, or why nothing is
   */
  public static SpecVerdict read(EntitySpec spec, Set<ProxyDefect> defects) {
    return new SpecReader(spec, defects).verdict();
  }

  /**
   * The same for a proxy that takes whatever links.
   *
   * @param spec what the user function says that it serves
   * @return what can be served, or that it does not link
   */
  public static SpecVerdict overlooking(EntitySpec spec) {
    return read(
        spec,
        Set.of(
            ProxyDefect.ACCEPTS_NO_ENTITIES,
            ProxyDefect.ACCEPTS_UNKNOWN_TYPE,
            ProxyDefect.ACCEPTS_MISSING_SERVICE,
            ProxyDefect.ACCEPTS_OTHER_VERSION,
            ProxyDefect.ACCEPTS_KEYLESS_METHODS,
            ProxyDefect.ACCEPTS_STREAMED_METHODS,
            ProxyDefect.ACCEPTS_STREAMED_CRDT_INPUT));
  }

  private SpecVerdict verdict() {
    ServiceInfo info = spec.getServiceInfo();
    if (info.getProtocolMajorVersion() != 0 || info.getProtocolMinorVersion() != 2) {
      problem(
          isOlder(info) && defects.contains(ProxyDefect.ACCEPTS_OLDER_VERSION)
              ? ProxyDefect.ACCEPTS_OLDER_VERSION
              : ProxyDefect.ACCEPTS_OTHER_VERSION,
          "the service announces protocol version %d.%d, this proxy speaks 0.2"
              .formatted(info.getProtocolMajorVersion(), info.getProtocolMinorVersion()));
    }
    if (spec.getEntitiesCount() == 0) {
      problem(
          ProxyDefect.ACCEPTS_NO_ENTITIES,
          "the spec has no entities: register at least one with the support library");
    }
    Map<String, FileDescriptor> files;
    try {
      files = link(FileDescriptorSet.parseFrom(spec.getProto(), extensions()));
    } catch (InvalidProtocolBufferException | DescriptorValidationException e) {
      return new SpecVerdict.Refused("the spec's descriptors do not link: " + e.getMessage());
    }
    List<DiscoveredService> services = services(files);
    return problems.isEmpty()
        ? new SpecVerdict.Accepted(services, List.copyOf(files.values()))
        : new SpecVerdict.Refused(String.join("; ", problems));
  }

  private static boolean isOlder(ServiceInfo info) {
    return info.getProtocolMajorVersion() == 0 && info.getProtocolMinorVersion() < 2;
  }

  private List<DiscoveredService> services(Map<String, FileDescriptor> files) {
    Map<String, ServiceDescriptor> known =
        files.values().stream()
            .flatMap(file -> file.getServices().stream())
            .collect(Collectors.toMap(ServiceDescriptor::getFullName, service -> service));
    Map<String, DiscoveredService> found = new LinkedHashMap<>();
    for (Entity entity : spec.getEntitiesList()) {
      String name = entity.getServiceName();
      Optional<EntityType> type = EntityType.named(entity.getEntityType());
      if (type.isEmpty()) {
        problem(
            ProxyDefect.ACCEPTS_UNKNOWN_TYPE,
            "service %s has the unknown entity type '%s'".formatted(name, entity.getEntityType()));
      }
      ServiceDescriptor descriptor = known.get(name);
      if (descriptor == null) {
        problem(
            ProxyDefect.ACCEPTS_MISSING_SERVICE,
            "service %s is not in the spec's descriptors, which have %s"
                .formatted(name, known.keySet().stream().sorted().toList()));
        continue;
      }
      type.ifPresent(present -> checkMethods(present, descriptor));
      DiscoveredService service =
          new DiscoveredService(type, descriptor, persistenceId(entity), passivation(entity));
      if (found.put(name, service) != null) {
        problems.add("service %s is listed twice".formatted(name));
      }
    }
    return List.copyOf(found.values());
  }

  /** The bug that overlooks that this method has no key. */
  private ProxyDefect keyless(EntityType type, MethodDescriptor method) {
    if (method.getIndex() > 0 && defects.contains(ProxyDefect.ACCEPTS_KEYLESS_LATER_METHODS)) {
      return ProxyDefect.ACCEPTS_KEYLESS_LATER_METHODS;
    }
    return type == EntityType.CRDT && defects.contains(ProxyDefect.ACCEPTS_KEYLESS_CRDT_METHODS)
        ? ProxyDefect.ACCEPTS_KEYLESS_CRDT_METHODS
        : ProxyDefect.ACCEPTS_KEYLESS_METHODS;
  }

  private void checkMethods(EntityType type, ServiceDescriptor service) {
    for (MethodDescriptor method : service.getMethods()) {
      if (type.keyed() && EntityKey.of(method.getInputType()).isEmpty()) {
        problem(
            keyless(type, method),
            "method %s takes %s, which has no field marked entity_key"
                .formatted(method.getFullName(), method.getInputType().getFullName()));
      }
      if (method.isClientStreaming() && !type.streamsIn() && type.streamsOut()) {
        problem(
            ProxyDefect.ACCEPTS_STREAMED_CRDT_INPUT,
            "method %s streams its input, which %s does not allow"
                .formatted(method.getFullName(), type.protocol()));
      } else if (((method.isClientStreaming() && !type.streamsIn())
              || (method.isServerStreaming() && !type.streamsOut()))
          && !isOverlooked(type, method)) {
        problem(
            ProxyDefect.ACCEPTS_STREAMED_METHODS,
            "method %s is streamed, which %s does not allow"
                .formatted(method.getFullName(), type.protocol()));
      }
    }
  }

  /** Whether it is of those that a defect has not looked at. */
  private boolean isOverlooked(EntityType type, MethodDescriptor method) {
    return type == EntityType.EVENT_SOURCED
        ? !method.isServerStreaming()
            && defects.contains(ProxyDefect.ACCEPTS_STREAMED_EVENT_SOURCED_INPUT)
        : type == EntityType.VALUE
            && !method.isClientStreaming()
            && defects.contains(ProxyDefect.ACCEPTS_STREAMED_VALUE_OUTPUT);
  }

  private void problem(ProxyDefect waivedBy, String text) {
    if (!defects.contains(waivedBy)) {
      problems.add(text);
    }
  }

  private static String persistenceId(Entity entity) {
    return entity.getPersistenceId().isEmpty()
        ? entity.getServiceName()
        : entity.getPersistenceId();
  }

  private static Optional<Duration> passivation(Entity entity) {
    return Optional.of(entity.getPassivationStrategy().getTimeout().getTimeout())
        .filter(millis -> millis > 0)
        .map(Duration::ofMillis);
  }

  /**
   * Without these the options would stay unknown fields, and neither keys nor HTTP rules nor
   * subscriptions be seen.
   */
  private static ExtensionRegistry extensions() {
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(registry);
    EntityKeyProto.registerAllExtensions(registry);
    EventingProto.registerAllExtensions(registry);
    LegacyEntityKeyProto.registerAllExtensions(registry);
    return registry;
  }

  private Map<String, FileDescriptor> link(FileDescriptorSet set)
      throws DescriptorValidationException, InvalidProtocolBufferException {
    DefectiveHttpRules rules = new DefectiveHttpRules(defects);
    Map<String, FileDescriptorProto> waiting = new LinkedHashMap<>();
    set.getFileList().forEach(file -> waiting.put(file.getName(), rules.in(file)));
    Map<String, FileDescriptor> linked = new LinkedHashMap<>();
    for (String name : waiting.keySet()) {
      link(name, waiting, linked, new HashSet<>());
    }
    return linked;
  }

  private static FileDescriptor link(
      String name,
      Map<String, FileDescriptorProto> waiting,
      Map<String, FileDescriptor> linked,
      Set<String> path)
      throws DescriptorValidationException, InvalidProtocolBufferException {
    FileDescriptor done = linked.get(name);
    if (done != null) {
      return done;
    }
    FileDescriptorProto file = waiting.get(name);
    if (file == null) {
      throw new InvalidProtocolBufferException(
          "%s is imported but not in the descriptor set".formatted(name));
    }
    if (path.size() > DEEPEST) {
      throw new InvalidProtocolBufferException(
          "more than %d files import one another in a row, down to %s".formatted(DEEPEST, name));
    }
    if (!path.add(name)) {
      throw new InvalidProtocolBufferException("%s imports itself".formatted(name));
    }
    FileDescriptor[] imports = new FileDescriptor[file.getDependencyCount()];
    for (int i = 0; i < imports.length; i++) {
      imports[i] = link(file.getDependency(i), waiting, linked, path);
    }
    path.remove(name);
    FileDescriptor descriptor = built(file, imports);
    linked.put(name, descriptor);
    return descriptor;
  }

  private static FileDescriptor built(FileDescriptorProto file, FileDescriptor[] imports)
      throws DescriptorValidationException, InvalidProtocolBufferException {
    try {
      return FileDescriptor.buildFrom(file, imports);
    } catch (RuntimeException notForeseen) {
      // The library takes some things for granted, such as that a field has a type.
      throw new InvalidProtocolBufferException(
          "%s is no valid descriptor (%s)".formatted(file.getName(), notForeseen));
    }
  }
}

package io.cloudstate.tck.runner.judge;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.match.Difference;
import io.cloudstate.tck.specs.match.Show;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the answer to a discovery call. */
final class SpecRules {

  private static final String NOTHING = "nothing";
  private static final int MAJOR = 0;
  private static final int MINOR = 2;

  private SpecRules() {}

  static String words(SpecRule rule) {
    return switch (rule) {
      case LINKS -> "a descriptor set that holds every file it imports";
      case DESCRIBED -> "at least one entity, each a service of the descriptor set";
      case LISTED_ONCE -> "each service once";
      case KNOWN_TYPES -> "entity types among " + knownTypes();
      case MODEL_TYPES -> "the entity types of the model service";
      case MODEL_OPTIONS ->
          "the entity keys, HTTP rules and subscriptions of the model service's descriptors";
      case PERSISTENCE_IDS -> "the persistence ids of the model service";
      case PASSIVATION_TIMEOUTS -> "the passivation timeouts of the model service, in milliseconds";
      case PROTOCOL_VERSION -> "protocol version " + MAJOR + "." + MINOR;
      case NAMES_ITSELF -> "service, runtime, and support library with its version";
      case SAME_AS_FIRST -> "the spec of the run's first discovery";
    };
  }

  /** The first difference, if any. */
  static Optional<Difference> check(SpecRule rule, Happening answer, Optional<Happening> first) {
    Optional<EntitySpec> spec = spec(answer);
    if (spec.isEmpty()) {
      Happening.Returned returned = (Happening.Returned) answer;
      return returned.code().equals("OK")
          ? differ("response", "an EntitySpec", "bytes that are none")
          : differ(
              "status", "OK with an EntitySpec", returned.code() + " " + returned.description());
    }
    return check(rule, spec.get(), first.flatMap(SpecRules::spec));
  }

  /** The answer as a person reads it: without the descriptors, which are bytes. */
  static String show(Happening answer, Show show) {
    return spec(answer)
        .map(spec -> show.pretty(spec.toBuilder().clearProto().build()))
        .orElse("no EntitySpec");
  }

  private static Optional<EntitySpec> spec(Happening answer) {
    Happening.Returned returned = (Happening.Returned) answer;
    if (!returned.code().equals("OK") || returned.message().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(EntitySpec.parseFrom(returned.message().get()));
    } catch (InvalidProtocolBufferException otherBytes) {
      return Optional.empty();
    }
  }

  private static Optional<Difference> check(
      SpecRule rule, EntitySpec spec, Optional<EntitySpec> first) {
    return switch (rule) {
      case LINKS -> links(spec);
      case DESCRIBED -> described(spec);
      case LISTED_ONCE -> listedOnce(spec);
      case KNOWN_TYPES ->
          each(
              spec,
              entity -> knownTypes().contains(entity.getEntityType()),
              "entityType",
              "one of " + knownTypes(),
              Entity::getEntityType);
      case MODEL_TYPES ->
          model(
              spec,
              "entityType",
              service -> Optional.of(service.type().protocol()),
              Entity::getEntityType);
      case MODEL_OPTIONS -> modelOptions(spec);
      case PERSISTENCE_IDS ->
          model(spec, "persistenceId", ModelService::persistenceId, Entity::getPersistenceId);
      case PASSIVATION_TIMEOUTS ->
          model(
              spec,
              "passivationStrategy.timeout.timeout",
              service -> service.passivationMillis().stream().mapToObj(Long::toString).findFirst(),
              entity -> Long.toString(entity.getPassivationStrategy().getTimeout().getTimeout()));
      case PROTOCOL_VERSION -> protocolVersion(spec.getServiceInfo());
      case NAMES_ITSELF -> namesItself(spec.getServiceInfo());
      case SAME_AS_FIRST -> sameAs(spec, first);
    };
  }

  private static Set<String> knownTypes() {
    return Arrays.stream(EntityType.values())
        .map(EntityType::protocol)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Optional<FileDescriptorSet> files(EntitySpec spec) {
    try {
      return Optional.of(FileDescriptorSet.parseFrom(spec.getProto()));
    } catch (InvalidProtocolBufferException notASet) {
      return Optional.empty();
    }
  }

  private static Optional<Difference> links(EntitySpec spec) {
    Optional<FileDescriptorSet> files = files(spec);
    if (files.isEmpty()) {
      return differ("proto", "a serialized FileDescriptorSet", "other bytes");
    }
    Set<String> present =
        files.get().getFileList().stream()
            .map(FileDescriptorProto::getName)
            .collect(Collectors.toSet());
    for (FileDescriptorProto file : files.get().getFileList()) {
      for (String imported : file.getDependencyList()) {
        if (!present.contains(imported)) {
          return differ("proto", imported + ", which " + file.getName() + " imports", NOTHING);
        }
      }
    }
    return Linking.problem(files.get())
        .flatMap(problem -> differ("proto", "descriptors that link", problem));
  }

  private static Optional<Difference> modelOptions(EntitySpec spec) {
    Set<String> announced =
        spec.getEntitiesList().stream().map(Entity::getServiceName).collect(Collectors.toSet());
    try {
      return AnnouncedOptions.difference(spec.getProto(), announced);
    } catch (InvalidProtocolBufferException notASet) {
      return differ("proto", "a serialized FileDescriptorSet", "other bytes");
    }
  }

  private static Set<String> services(EntitySpec spec) {
    return files(spec).stream()
        .flatMap(set -> set.getFileList().stream())
        .flatMap(
            file ->
                file.getServiceList().stream()
                    .map(
                        service ->
                            file.getPackage().isEmpty()
                                ? service.getName()
                                : file.getPackage() + "." + service.getName()))
        .collect(Collectors.toSet());
  }

  private static Optional<Difference> described(EntitySpec spec) {
    if (spec.getEntitiesCount() == 0) {
      return differ("entities", "at least one", NOTHING);
    }
    Set<String> services = services(spec);
    return each(
        spec,
        entity -> services.contains(entity.getServiceName()),
        "serviceName",
        "a full service name of the descriptor set",
        Entity::getServiceName);
  }

  private static Optional<Difference> listedOnce(EntitySpec spec) {
    Set<String> listed = new HashSet<>();
    return each(
        spec,
        entity -> listed.add(entity.getServiceName()),
        "serviceName",
        "each service once",
        entity -> entity.getServiceName() + " again");
  }

  private static Optional<Difference> each(
      EntitySpec spec,
      java.util.function.Predicate<Entity> conforms,
      String field,
      String expected,
      java.util.function.Function<Entity, String> actual) {
    List<Entity> entities = spec.getEntitiesList();
    for (int i = 0; i < entities.size(); i++) {
      if (!conforms.test(entities.get(i))) {
        return differ(
            "entities[" + i + "]." + field, expected, quoted(actual.apply(entities.get(i))));
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> model(
      EntitySpec spec,
      String field,
      java.util.function.Function<ModelService, Optional<String>> declared,
      java.util.function.Function<Entity, String> actual) {
    List<Entity> entities = spec.getEntitiesList();
    for (int i = 0; i < entities.size(); i++) {
      Entity entity = entities.get(i);
      Optional<String> expected = ModelService.named(entity.getServiceName()).flatMap(declared);
      if (expected.isPresent() && !expected.get().equals(actual.apply(entity))) {
        return differ(
            "entities[" + i + "]." + field,
            quoted(expected.get()) + " for " + entity.getServiceName(),
            quoted(actual.apply(entity)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> protocolVersion(ServiceInfo info) {
    return info.getProtocolMajorVersion() == MAJOR && info.getProtocolMinorVersion() == MINOR
        ? Optional.empty()
        : differ(
            "serviceInfo.protocolMajorVersion/protocolMinorVersion",
            MAJOR + "." + MINOR,
            info.getProtocolMajorVersion() + "." + info.getProtocolMinorVersion());
  }

  private static Optional<Difference> namesItself(ServiceInfo info) {
    Map<String, String> named =
        new TreeMap<>(
            Map.of(
                "serviceName", info.getServiceName(),
                "serviceRuntime", info.getServiceRuntime(),
                "supportLibraryName", info.getSupportLibraryName(),
                "supportLibraryVersion", info.getSupportLibraryVersion()));
    return named.entrySet().stream()
        .filter(entry -> entry.getValue().isBlank())
        .findFirst()
        .flatMap(entry -> differ("serviceInfo." + entry.getKey(), "a name", NOTHING));
  }

  /** The order of entities and files may change. */
  private static Optional<Difference> sameAs(EntitySpec spec, Optional<EntitySpec> first) {
    if (first.isEmpty()) {
      return differ("spec", "a first spec", NOTHING);
    }
    Set<Entity> before = new HashSet<>(first.get().getEntitiesList());
    Set<Entity> now = new HashSet<>(spec.getEntitiesList());
    if (!before.equals(now)) {
      return differ("entities", names(before), names(now));
    }
    if (!fileSet(first.get()).equals(fileSet(spec))) {
      return differ("proto", "the same files as before", "other files");
    }
    return spec.getServiceInfo().equals(first.get().getServiceInfo())
        ? Optional.empty()
        : differ(
            "serviceInfo",
            quoted(first.get().getServiceInfo().toString()),
            quoted(spec.getServiceInfo().toString()));
  }

  private static Set<FileDescriptorProto> fileSet(EntitySpec spec) {
    return files(spec).map(set -> Set.copyOf(set.getFileList())).orElse(Set.of());
  }

  private static String names(Set<Entity> entities) {
    return entities.stream()
        .flatMap(
            entity ->
                Stream.of(
                    entity.getServiceName()
                        + " ("
                        + entity.getEntityType()
                        + ", "
                        + entity.getPersistenceId()
                        + passivation(entity)
                        + ")"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String passivation(Entity entity) {
    return entity.hasPassivationStrategy()
        ? ", passivated after " + entity.getPassivationStrategy().getTimeout().getTimeout() + " ms"
        : "";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static Optional<Difference> differ(String path, String expected, String actual) {
    return Optional.of(new Difference(path, expected, actual));
  }
}

package io.cloudstate.tck.specs.read;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.match.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Completes a written spec with what a proxy needs of it and nobody would write by hand. */
final class AnnouncedSpec {

  private static final int MINOR = 2;

  private AnnouncedSpec() {}

  /**
   * The spec with the descriptors of the services that it names, as far as the kit knows them, and
   * with the protocol version of the kit, unless it says otherwise.
   */
  static Pattern.Fields complete(Node written, Pattern.Fields spec) {
    Descriptor type = spec.type();
    Pattern.Fields completed = Openness.closed(written, spec);
    if (!completed.fields().containsKey(Fields.field(type, "proto"))) {
      FileDescriptorSet files = files(completed);
      completed =
          completed.with(Fields.field(type, "proto"), new Pattern.Scalar(files.toByteString()));
    }
    if (!completed.fields().containsKey(Fields.field(type, "service_info"))) {
      Pattern.Fields info =
          Fields.one(
              ServiceInfo.getDescriptor(), "protocol_minor_version", new Pattern.Scalar(MINOR));
      completed =
          completed.with(
              Fields.field(type, "service_info"),
              info.with(
                  Fields.field(info.type(), "service_name"), new Pattern.Text("cloudstate-tck")));
    }
    return completed;
  }

  private static FileDescriptorSet files(Pattern.Fields spec) {
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    Pattern entities = spec.fields().get(Fields.field(spec.type(), "entities"));
    List<Pattern> items = entities instanceof Pattern.Items list ? list.items() : List.of();
    for (Pattern item : items) {
      named((Pattern.Fields) item)
          .flatMap(ModelService::named)
          .ifPresent(service -> collect(service.descriptor().getFile(), files));
    }
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    files.values().forEach(file -> set.addFile(file.toProto()));
    return set.build();
  }

  private static Optional<String> named(Pattern.Fields entity) {
    return Optional.ofNullable(entity.fields().get(Fields.field(entity.type(), "service_name")))
        .filter(Pattern.Text.class::isInstance)
        .map(text -> ((Pattern.Text) text).template());
  }

  /** Imports come before what imports them. */
  private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
    file.getDependencies().forEach(imported -> collect(imported, files));
    files.putIfAbsent(file.getName(), file);
  }
}

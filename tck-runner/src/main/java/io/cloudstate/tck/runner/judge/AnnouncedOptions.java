package io.cloudstate.tck.runner.judge;

import com.google.api.AnnotationsProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.GeneratedMessage.GeneratedExtension;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.EventingProto;
import io.cloudstate.tck.protocol.LegacyEntityKeyProto;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.match.Difference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What descriptors say to a proxy beside names and types: entity keys, HTTP rules, subscriptions.
 * All are options, which a runtime that does not know them may lose.
 */
final class AnnouncedOptions {

  private static final String NONE = "none";

  private final Map<String, MethodDescriptorProto> methods = new HashMap<>();
  private final Map<String, FieldOptions> fields = new HashMap<>();

  private AnnouncedOptions(FileDescriptorSet files) {
    files
        .getFileList()
        .forEach(
            file -> {
              String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
              file.getServiceList()
                  .forEach(
                      service ->
                          service
                              .getMethodList()
                              .forEach(
                                  method ->
                                      methods.put(
                                          prefix + service.getName() + "." + method.getName(),
                                          method)));
              file.getMessageTypeList()
                  .forEach(
                      type ->
                          type.getFieldList()
                              .forEach(
                                  field ->
                                      fields.put(
                                          prefix + type.getName() + "." + field.getName(),
                                          field.getOptions())));
            });
  }

  /**
   * The first option of the model's that a descriptor set lacks or has otherwise, if any.
   *
   * @param announced full names of the services to look at
   * @throws InvalidProtocolBufferException if this is no descriptor set
   */
  static Optional<Difference> difference(ByteString descriptorSet, Set<String> announced)
      throws InvalidProtocolBufferException {
    AnnouncedOptions options =
        new AnnouncedOptions(FileDescriptorSet.parseFrom(descriptorSet, extensions()));
    return ModelService.all().stream()
        .filter(service -> announced.contains(service.fullName()))
        .flatMap(service -> service.descriptor().getMethods().stream())
        .flatMap(options::differences)
        .findFirst();
  }

  private static ExtensionRegistry extensions() {
    ExtensionRegistry registry = ExtensionRegistry.newInstance();
    AnnotationsProto.registerAllExtensions(registry);
    EntityKeyProto.registerAllExtensions(registry);
    EventingProto.registerAllExtensions(registry);
    LegacyEntityKeyProto.registerAllExtensions(registry);
    return registry;
  }

  private Stream<Difference> differences(MethodDescriptor model) {
    MethodDescriptorProto announced = methods.get(model.getFullName());
    if (announced == null) {
      return Stream.of(new Difference("proto", "the method " + model.getFullName(), "none of it"));
    }
    Stream<Optional<Difference>> ofMethod =
        Stream.of(
            option(model, announced.getOptions(), EventingProto.eventing, "(cloudstate.eventing)"),
            option(model, announced.getOptions(), AnnotationsProto.http, "(google.api.http)"));
    return Stream.concat(ofMethod.flatMap(Optional::stream), keys(model));
  }

  private static <T extends Message> Optional<Difference> option(
      MethodDescriptor model,
      MethodOptions announced,
      GeneratedExtension<MethodOptions, T> option,
      String name) {
    T expected = model.getOptions().getExtension(option);
    T actual = announced.getExtension(option);
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(
            new Difference(
                "proto",
                "%s of %s: %s".formatted(name, model.getFullName(), text(expected)),
                text(actual)));
  }

  private static String text(Message option) {
    String text = TextFormat.printer().emittingSingleLine(true).printToString(option).strip();
    return text.isEmpty() ? NONE : text;
  }

  /** The mark has two numbers, of which older libraries know the other. */
  private Stream<Difference> keys(MethodDescriptor model) {
    return ModelService.keys(model).stream()
        .filter(
            key -> {
              FieldOptions announced =
                  fields.getOrDefault(key.getFullName(), FieldOptions.getDefaultInstance());
              return !announced.getExtension(EntityKeyProto.entityKey)
                  && !announced.getExtension(LegacyEntityKeyProto.legacyEntityKey);
            })
        .map(
            key ->
                new Difference("proto", "(cloudstate.entity_key) of " + key.getFullName(), NONE));
  }
}

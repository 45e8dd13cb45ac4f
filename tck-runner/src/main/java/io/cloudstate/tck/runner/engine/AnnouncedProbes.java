package io.cloudstate.tck.runner.engine;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntityPassivationStrategy;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.TimeoutPassivationStrategy;
import io.cloudstate.tck.specs.ModelService;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** What a proxy is told beyond what the candidate says of itself. */
final class AnnouncedProbes {

  private AnnouncedProbes() {}

  /**
   * The answer to discovery with the probe services, and with a protocol version where the
   * candidate announces none: a strict proxy would refuse it, and nothing else could be judged.
   *
   * @param notes takes what a reader of the report should know
   * @return bytes that are no spec, or one of no entities, as they are
   */
  static byte[] added(byte[] answer, Consumer<String> notes) {
    try {
      EntitySpec spec = EntitySpec.parseFrom(answer);
      if (spec.getEntitiesCount() == 0) {
        return answer;
      }
      EntitySpec.Builder edited = spec.toBuilder();
      if (spec.getServiceInfo().getProtocolMajorVersion() == 0
          && spec.getServiceInfo().getProtocolMinorVersion() == 0) {
        notes.accept(
            "The candidate announces no protocol version. The kit supplied 0.2 in the answer that the proxy saw, so that the rest can be judged; DIS-09 judges the answer as it was.");
        edited.getServiceInfoBuilder().setProtocolMajorVersion(0).setProtocolMinorVersion(2);
      }
      FileDescriptorSet.Builder files = FileDescriptorSet.parseFrom(spec.getProto()).toBuilder();
      Set<String> present = new HashSet<>();
      files.getFileList().forEach(file -> present.add(file.getName()));
      for (ModelService probe : ModelService.probes()) {
        edited.addEntities(entity(probe));
        add(probe.descriptor().getFile(), files, present);
      }
      return edited.setProto(files.build().toByteString()).build().toByteArray();
    } catch (InvalidProtocolBufferException otherBytes) {
      return answer;
    }
  }

  private static Entity entity(ModelService probe) {
    Entity.Builder entity =
        Entity.newBuilder()
            .setEntityType(probe.type().protocol())
            .setServiceName(probe.fullName())
            .setPersistenceId(probe.persistenceId().orElse(""));
    probe
        .passivationMillis()
        .ifPresent(
            millis ->
                entity.setPassivationStrategy(
                    EntityPassivationStrategy.newBuilder()
                        .setTimeout(TimeoutPassivationStrategy.newBuilder().setTimeout(millis))));
    return entity.build();
  }

  private static void add(
      FileDescriptor file, FileDescriptorSet.Builder files, Set<String> present) {
    if (present.add(file.getName())) {
      file.getDependencies().forEach(imported -> add(imported, files, present));
      files.addFile(file.toProto());
    }
  }
}

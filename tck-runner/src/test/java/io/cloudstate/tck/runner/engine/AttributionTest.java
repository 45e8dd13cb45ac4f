package io.cloudstate.tck.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.action.ActionCommand;
import io.cloudstate.tck.protocol.crdt.CrdtInit;
import io.cloudstate.tck.protocol.crdt.CrdtStreamIn;
import io.cloudstate.tck.protocol.model.action.OtherRequest;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.ModelService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose a stream is, and what a proxy is told that there is to call. */
final class AttributionTest {

  private static final ActionCommand OPEN =
      ActionCommand.newBuilder().setServiceName("some.Action").setName("Do").build();

  private static byte[] payload(String id) {
    return ActionCommand.newBuilder()
        .setPayload(Any.pack(OtherRequest.newBuilder().setId(id).build()))
        .build()
        .toByteArray();
  }

  @Test
  void anEntityIsNamedByItsInit() {
    byte[] init =
        CrdtStreamIn.newBuilder()
            .setInit(CrdtInit.newBuilder().setServiceName("some.Crdt").setEntityId("GSet-tok-a"))
            .build()
            .toByteArray();
    Opening opening = Opening.read(EntityType.CRDT, List.of(init));
    assertThat(opening.service()).isEqualTo("some.Crdt");
    assertThat(opening.text()).isEqualTo("GSet-tok-a");
    assertThat(opening.isTold()).isTrue();
  }

  @Test
  void aStreamedActionIsToldByItsFirstPayloadOnly() {
    Opening opened = Opening.read(EntityType.ACTION, List.of(OPEN.toByteArray()));
    assertThat(opened.isTold()).isFalse();
    assertThat(opened.command()).isEqualTo("Do");

    Opening told =
        Opening.read(EntityType.ACTION, List.of(OPEN.toByteArray(), payload("tokx7z-t")));
    assertThat(told.isTold()).isTrue();
    assertThat(told.service()).isEqualTo("some.Action");
    assertThat(told.text()).contains("tokx7z-t");
  }

  @Test
  void anEventIsToldByItsSubject() {
    ActionCommand event =
        OPEN.toBuilder()
            .setMetadata(
                Metadata.newBuilder()
                    .addEntries(
                        MetadataEntry.newBuilder().setKey("ce-subject").setStringValue("tokx9z-b")))
            .build();
    assertThat(Opening.read(EntityType.ACTION, List.of(event.toByteArray())).text())
        .contains("tokx9z-b");
  }

  @Test
  void bytesThatAreNoFrameNameNobody() {
    byte[] garbage = {(byte) 0xff, 1, 2};
    assertThat(Opening.read(EntityType.EVENT_SOURCED, List.of(garbage)).text()).isEmpty();
    assertThat(Opening.read(EntityType.ACTION, List.of(garbage)).service()).isEmpty();
    assertThat(Opening.read(EntityType.ACTION, List.of()).isTold()).isFalse();
  }

  @Test
  void aProxyIsToldOfTheProbesBesideTheCandidatesServices() throws Exception {
    FileDescriptorProto own =
        FileDescriptorProto.newBuilder()
            .setName("cloudstate/entity_key.proto")
            .setPackage("the.candidates.own")
            .build();
    EntitySpec spec =
        EntitySpec.newBuilder()
            .addEntities(Entity.newBuilder().setServiceName("the.candidates.Service"))
            .setProto(FileDescriptorSet.newBuilder().addFile(own).build().toByteString())
            .build();
    List<String> notes = new ArrayList<>();
    EntitySpec told = EntitySpec.parseFrom(AnnouncedProbes.added(spec.toByteArray(), notes::add));
    assertThat(told.getEntitiesList())
        .extracting(Entity::getServiceName)
        .contains("the.candidates.Service")
        .containsAll(ModelService.probes().stream().map(ModelService::fullName).toList());
    FileDescriptorSet files = FileDescriptorSet.parseFrom(told.getProto());
    assertThat(files.getFileList())
        .extracting(FileDescriptorProto::getName)
        .doesNotHaveDuplicates()
        .contains("tck/probe/probe_action.proto", "google/api/annotations.proto");
    assertThat(files.getFileList()).as("the candidate's own file of this name").contains(own);
    assertThat(told.getServiceInfo().getProtocolMinorVersion()).isEqualTo(2);
    assertThat(notes).singleElement().asString().contains("announces no protocol version");
  }

  @Test
  void anAnswerThatIsNoSpecOrHasNoEntitiesReachesTheProxyAsItIs() {
    byte[] garbage = {(byte) 0xff, 1, 2};
    byte[] nothing = EntitySpec.getDefaultInstance().toByteArray();
    assertThat(AnnouncedProbes.added(garbage, note -> {})).isSameAs(garbage);
    assertThat(AnnouncedProbes.added(nothing, note -> {})).isSameAs(nothing);
  }
}

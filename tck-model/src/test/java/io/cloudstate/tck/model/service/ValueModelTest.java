package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.ValueStream.delete;
import static io.cloudstate.tck.model.service.ValueStream.effect;
import static io.cloudstate.tck.model.service.ValueStream.fail;
import static io.cloudstate.tck.model.service.ValueStream.forward;
import static io.cloudstate.tck.model.service.ValueStream.started;
import static io.cloudstate.tck.model.service.ValueStream.update;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.cloudstate.tck.protocol.model.valueentity.Request;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValueModelTest {
  private final ModelService service = ModelService.with(Set.of(), error -> {});

  @Test
  void theLastChangeOfACommandIsItsStateAction() {
    ValueStream stream =
        started(service, "e")
            .process()
            .process(update("A"), update("B"))
            .process(update("C"), delete())
            .process(delete(), update("D"))
            .process()
            .process(delete());

    assertThat(stream.halfClose().transcript()).isEqualTo("1:; 2:B=B; 3:-; 4:D=D; 5:D; 6:- | OK");
  }

  @Test
  void startsFromTheStateInInit() {
    assertThat(started(service, "e", "A").process().transcript()).isEqualTo("1:A | open");
  }

  @Test
  void aStateWithoutValueIsNone() {
    ValueStream stream =
        ValueStream.of(service, "e")
            .send(
                in ->
                    in.getInitBuilder()
                        .setServiceName("cloudstate.tck.model.valueentity.ValueEntityTckModel")
                        .setEntityId("e")
                        .getStateBuilder())
            .process();

    assertThat(stream.transcript()).isEqualTo("1: | open");
  }

  @Test
  void failureLeavesNothingBehindAndTheStreamUsable() {
    ValueStream stream =
        started(service, "e", "A").process(update("X"), effect("f"), fail("no")).process();

    assertThat(stream.transcript()).isEqualTo("1:failed no; 2:A | open");
  }

  @Test
  void forwardsWithStateAndEffectsBesideIt() {
    assertThat(started(service, "e").process(update("A"), effect("f"), forward("g")).transcript())
        .isEqualTo("1:->g=A(f) | open");
  }

  @Test
  void whatCannotBeServedFailsTheStream() {
    Any request = Any.pack(Request.getDefaultInstance());

    assertThat(started(service, "e").command("Unknown", request).transcript())
        .isEqualTo("FAILURE 1 | OK");
    assertThat(ValueStream.of(service, "e").process().transcript()).isEqualTo("FAILURE 1 | OK");
    assertThat(
            ValueStream.of(service, "e")
                .send(in -> in.getInitBuilder().setServiceName(EntityStream.MODEL))
                .transcript())
        .isEqualTo("FAILURE 0 | OK");
    assertThat(ValueStream.of(service, "e").send(in -> {}).transcript())
        .isEqualTo("FAILURE 0 | OK");
  }
}

package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.direct;
import static io.cloudstate.tck.specs.read.ThemeText.json;
import static io.cloudstate.tck.specs.read.ThemeText.lines;
import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Builder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients do by streams and over HTTP, what a scenario repeats, and proxies of its own. */
final class CallExpansionTest {

  private static String probe(String theme) {
    return ThemeText.of("ProbeAction", theme);
  }

  @Test
  void aClientThatStreamsMaySendMoreAndReceiveInBetween() {
    assertThat(
            lines(
                probe(
                    scripted(
                        """
                        - call: { Stream: [{ text: a }] }
                          as: s
                          open: true
                          headers: { X-A: b }
                        - receive: { text: b }
                          from: s
                        - send: { text: c }
                          to: s
                        - halfClose: s
                        - cancel: s
                        - return: s
                          returns: [{ text: d }, {}]
                        """))))
        .containsExactly(
            json(
                "s: call tck.probe.ProbeAction.Stream by grpc with {'text':'a'}, and keep its stream"
                    + " open, headers {x-a=b}"),
            json("s: expect the message {'text':'b'}   [ES-05]"),
            json("s: send {'text':'c'}"),
            "s: the client half-closes",
            "s: the client cancels",
            json("s: expect the message {'text':'d'}   [ES-05]"),
            "s: expect the message {}   [ES-05]",
            "s: expect that it completes   [ES-05]");
  }

  @Test
  void aCallWithoutANameGetsOneThatNoneHas() {
    assertThat(
            lines(
                probe(
                    scripted(
                        """
                        - call: { Echo: {} }
                          as: call 2
                        - call: { Echo: {} }
                          fails: any
                        """))))
        .extracting(line -> line.replaceFirst(":.*", ""))
        .containsExactly("call 2", "call 3", "call 3");
  }

  @Test
  void messagesMayComeBeforeAFailure() {
    assertThat(
            lines(
                probe(
                    scripted(
                        """
                        - call: { StreamOut: {} }
                          returns: [{ text: a }]
                          fails: UNKNOWN
                          description: no
                        """))))
        .containsExactly(
            "call 1: call tck.probe.ProbeAction.StreamOut by grpc with {}",
            json("call 1: expect the message {'text':'a'}   [ES-05]"),
            "call 1: expect that it fails with status UNKNOWN: no   [ES-05]");
  }

  @Test
  void overHttpThereAreStatusAndBody() {
    assertThat(
            lines(
                probe(
                    scripted(
                        """
                        - http: { verb: GET, path: "/x?y=1", accept: a/b, headers: { X-A: b } }
                          status: 200
                          json: '{"a":1}'
                        - http: { verb: PUT, path: /x, body: "{}" }
                          status: 200
                        - http: { path: /x, contentType: text/plain }
                          fails: any
                        - call: { StreamOut: {} }
                          via: post
                          status: 200
                          lines: ['{}', '1']
                        - call: { Echo: {} }
                          via: grpc-web
                          returns: {}
                          responseHeaders: { X-A: b }
                        """))))
        .containsExactly(
            "call 1: GET /x?y=1, headers {accept=a/b, x-a=b}",
            "call 1: expect HTTP status 200 with the JSON {\"a\":1}   [ES-05]",
            "call 2: PUT /x, headers {content-type=application/json}, with {}",
            "call 2: expect HTTP status 200   [ES-05]",
            "call 3: POST /x, headers {content-type=text/plain}",
            "call 3: expect that it fails with status other than OK   [ES-05]",
            "call 4: call tck.probe.ProbeAction.StreamOut by post with {}",
            "call 4: expect HTTP status 200 with the JSON values {} 1   [ES-05]",
            "call 5: call tck.probe.ProbeAction.Echo by grpc-web with {}",
            "call 5: expect that it returns {} with headers {x-a=b}   [ES-05]");
  }

  @Test
  void aRawCallHasAnyMethodAndAnyBytes() {
    assertThat(
            lines(
                proxied(
                    """
                    - raw: { method: a.B/C, base64: AAE= }
                      fails: UNIMPLEMENTED
                    - wire: [{ in: init }]
                    """)))
        .extracting(line -> line.replaceFirst(" \\{.*}", ""))
        .containsExactly(
            "call 1: call a.B/C by grpc with the bytes 0001",
            "EventSourcedTckModel: on a new stream, expect from the proxy   [ES-05]",
            "call 1: expect that it fails with status UNIMPLEMENTED   [ES-05]");
  }

  @Test
  void reflectionIsCalledLikeAnyOtherMethodAndBelongsToNoEntity() {
    Scenario scenario =
        ThemeText.read(
            proxied(
                    """
                    - call: { ServerReflectionInfo: [{ fileContainingSymbol: a.B }] }
                      returns:
                        - fileDescriptorResponse:
                            fileDescriptorProto: { contains: [{ describes: a.B }] }
                          originalRequest: any
                    """)
                .replaceFirst("(?m)^service: .*$", "# no service"));

    assertThat(((Step.Call) scenario.steps().get(0).step()).method().getFullName())
        .isEqualTo("grpc.reflection.v1alpha.ServerReflection.ServerReflectionInfo");
    assertThat(scenario.services()).isEmpty();
    assertThat(((Step.ExpectMessage) scenario.steps().get(1).step()).message().toString())
        .contains("AMONG_OTHERS", "Describes[fileOrSymbol=a.B]");
  }

  @Test
  void aListIsExpectedToBeFromAmongWhatIsWritten() {
    Scenario scenario =
        ThemeText.read(
            scripted(
                """
                - startProxy: { entities: [] }
                - discovered: { supportedEntityTypes: { among: [a.B, a.C] } }
                """));

    assertThat(((Step.ExpectDiscovery) scenario.steps().get(1).step()).request().toString())
        .contains("FROM_AMONG", "Text[template=a.B]", "Text[template=a.C]");
  }

  @Test
  void whatIsRepeatedIsWrittenOutWithItsNumber() {
    Scenario scenario =
        ThemeText.read(
            direct(
                """
                - init
                - repeat: 3
                  steps:
                    - command: { Process: { actions: [{ emit: { value: "v${n}" } }] } }
                    - reply: { message: "${n}" }
                      save: { "id${n}": reply.commandId }
                - init:
                  on: "${id2}-${id3}"
                """));

    assertThat(scenario.steps())
        .extracting(Step.Planned::number)
        .containsExactly(1, 2, 2, 2, 2, 2, 2, 3);
    assertThat(scenario.steps())
        .filteredOn(planned -> planned.step() instanceof Step.ExpectFrame)
        .extracting(planned -> ((Step.ExpectFrame) planned.step()).saves())
        .containsExactly(
            Map.of("id1", "reply.commandId"),
            Map.of("id2", "reply.commandId"),
            Map.of("id3", "reply.commandId"));
    assertThat(scenario.steps().get(5).step().toString()).contains("v3");
  }

  @Test
  void everyOrderIsAWayOfItsOwn() {
    Step.Either either =
        (Step.Either)
            ThemeText.read(
                    direct(
                        """
                        - init
                        - command: { Process: {} }
                        - anyOrder:
                            - reply: {}
                            - silence:
                              on: b
                            - silence:
                              on: c
                        - command: { Process: {} }
                        """))
                .steps()
                .get(2)
                .step();

    assertThat(either.branches())
        .extracting(Step.Branch::name)
        .containsExactly(
            "order 1, 2, 3",
            "order 1, 3, 2",
            "order 2, 1, 3",
            "order 2, 3, 1",
            "order 3, 1, 2",
            "order 3, 2, 1");
    assertThat(either.branches().get(3).steps())
        .extracting(planned -> ((Step.Expectation) planned.step()).channel().label())
        .containsExactly(
            "EventSourcedTckModel/b", "EventSourcedTckModel/c", "EventSourcedTckModel");
  }

  @Test
  void listsInAnyOrderStayTogether() {
    Step.Either either =
        (Step.Either)
            ThemeText.read(
                    direct(
                        """
                        - init
                        - command: { Process: {} }
                        - anyOrder:
                            - - silence:
                                on: b
                              - silence:
                                on: c
                            - reply: {}
                        """))
                .steps()
                .get(2)
                .step();

    assertThat(either.branches())
        .extracting(
            branch ->
                branch.steps().stream()
                    .map(planned -> ((Step.Expectation) planned.step()).channel().label())
                    .toList())
        .containsExactly(
            List.of("EventSourcedTckModel/b", "EventSourcedTckModel/c", "EventSourcedTckModel"),
            List.of("EventSourcedTckModel", "EventSourcedTckModel/b", "EventSourcedTckModel/c"));
  }

  @Test
  void framesOfOneStreamInAnyOrderCountInThatOrder() {
    Step.Either either =
        (Step.Either)
            ThemeText.read(
                    proxied(
                        """
                        - wire:
                            - in: init
                            - anyOrder:
                                - in: { command: { Process: { actions: [{ fail: {} }] } } }
                                - in: { command: { Process: {} } }
                            - out: { reply: {} }
                            - out: { reply: {} }
                        """))
                .steps()
                .get(1)
                .step();

    assertThat(either.branches())
        .allSatisfy(
            branch ->
                assertThat(branch.steps())
                    .extracting(planned -> ((Step.ExpectFrame) planned.step()).frame())
                    .extracting(frame -> Fields.nested(frame, "command").orElseThrow())
                    .extracting(command -> Fields.nestedValue(command, "id").orElseThrow())
                    .containsExactly(1L, 2L));
  }

  @Test
  void aProxyOfTheScenariosOwnIsToldDescriptorsAndVersion() throws Exception {
    Scenario scenario =
        ThemeText.read(
            probe(
                scripted(
                    """
                    - startProxy:
                        entities:
                          - { serviceName: tck.probe.ProbeLog, entityType: a.B, persistenceId: p }
                          - { serviceName: nobody.Known, entityType: c.D }
                      reachable: false
                    - reconnect
                    - discovered: { proxyName: any, supportedEntityTypes: { contains: [a.B] } }
                    - serving
                    - disconnect
                    - silence: port
                    - silence: reports
                    - reported
                    """)));
    Step.StartProxy start = (Step.StartProxy) scenario.steps().get(0).step();
    EntitySpec spec =
        EntitySpec.parseFrom(Builder.build(start.spec(), new Bindings(Map.of())).toByteString());

    assertThat(start.reachable()).isFalse();
    assertThat(spec.getEntitiesList())
        .extracting(entity -> entity.getServiceName() + " " + entity.getPersistenceId())
        .containsExactly("tck.probe.ProbeLog p", "nobody.Known ");
    assertThat(FileDescriptorSet.parseFrom(spec.getProto()).getFileList())
        .extracting(file -> file.getName().replaceFirst(".*/", ""))
        .containsSubsequence("descriptor.proto", "entity_key.proto", "probe_eventing.proto")
        .doesNotHaveDuplicates();
    assertThat(spec.getServiceInfo().getProtocolMajorVersion()).isZero();
    assertThat(spec.getServiceInfo().getProtocolMinorVersion()).isEqualTo(2);
    assertThat(scenario.services()).isEmpty();
    assertThat(scenario.steps())
        .extracting(planned -> planned.step().getClass().getSimpleName())
        .containsExactly(
            "StartProxy",
            "Reconnect",
            "ExpectDiscovery",
            "ExpectServing",
            "Disconnect",
            "ExpectSilence",
            "ExpectSilence",
            "ExpectReport");
    assertThat(((Step.ExpectSilence) scenario.steps().get(5).step()).channel())
        .isEqualTo(new Channel.OfPort());
  }

  @Test
  void whatIsWrittenOfASpecIsNotCompleted() {
    Step.StartProxy start =
        (Step.StartProxy)
            ThemeText.read(
                    scripted(
                        """
                        - startProxy: { proto: "", serviceInfo: { protocolMajorVersion: 1 } }
                        - reported
                        """))
                .steps()
                .get(0)
                .step();

    assertThat(start.reachable()).isTrue();
    assertThat(Builder.build(start.spec(), new Bindings(Map.of())))
        .hasToString("service_info {\n  protocol_major_version: 1\n}\n");
  }

  @Test
  void savedValuesAreNamedInLaterTexts() {
    List<Step.Planned> steps =
        ThemeText.read(
                proxied(
                    """
                    - wire:
                        - in: init
                        - in: { command: { Process: {} }, metadata: { ce-id: any } }
                          save: { id: command.metadata.ce-id, one: command.payload.value }
                        - in: { command: { Process: {} }, metadata: { ce-id: { not: "${id}" } } }
                        - in: { frame: { command: { payload: { typeUrl: x, value: "${one}" } } } }
                    """))
            .steps();

    assertThat(((Step.ExpectFrame) steps.get(1).step()).saves())
        .isEqualTo(Map.of("id", "command.metadata.ce-id", "one", "command.payload.value"));
    assertThat(steps.get(2).step().toString()).contains("Not[pattern=Text[template=${id}]]");
    assertThat(steps.get(3).step().toString()).contains("Base64Text[template=${one}]");
  }
}

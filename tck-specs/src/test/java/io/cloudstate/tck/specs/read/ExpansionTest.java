package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.direct;
import static io.cloudstate.tck.specs.read.ThemeText.lines;
import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;
import static io.cloudstate.tck.specs.read.ThemeText.theme;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.Side;
import io.cloudstate.tck.specs.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shorthands of scenario files become. */
final class ExpansionTest {

  private static final String MODEL = "cloudstate.tck.model.";
  private static final String TYPE = "type.googleapis.com/" + MODEL;

  /** Double quotes are tiresome in Java. */
  private static String json(String text) {
    return text.replace('\'', '"').replace("MODEL.", MODEL).replace("TYPE/", TYPE);
  }

  private static String init(String suffix, String more) {
    return json(
        "{'init':{"
            + more
            + "'serviceName':'MODEL.EventSourcedTckModel','entityId':'${entity}"
            + suffix
            + "'}}");
  }

  private static String command(int id, String entity, String actions) {
    return json(
        "{'command':{'entityId':'"
            + entity
            + "','id':"
            + id
            + ",'name':'Process','payload':"
            + "{'@type':'TYPE/Request',"
            + actions
            + "'id':'"
            + entity
            + "'}}}");
  }

  private static String reply(int id, String message, String more) {
    return json(
        "{'reply':{'commandId':"
            + id
            + ",'clientAction':{'reply':{'payload':"
            + "{'@type':'TYPE/Response'"
            + message
            + "}}}"
            + more
            + "}}");
  }

  @Test
  void countsCommandsAndFillsWhatTheEntityIs() {
    assertThat(
            lines(
                direct(
                    """
                    - init
                    - command: { Process: { actions: [{ emit: { value: A } }] } }
                    - command: { Process: {} }
                    - reply: { message: A }
                      events: [{ Persisted: { value: A } }]
                    - reply: {}
                    - passivate
                    """)))
        .containsExactly(
            "EventSourcedTckModel: on a new stream, send " + init("", ""),
            "EventSourcedTckModel: send "
                + command(1, "${entity}", json("'actions':[{'emit':{'value':'A'}}],")),
            "EventSourcedTckModel: send " + command(2, "${entity}", ""),
            "EventSourcedTckModel: expect from the service "
                + reply(
                    1,
                    json(",'message':'A'"),
                    json(",'events':[{'@type':'TYPE/Persisted','value':'A'}]"))
                + "   [ES-05]",
            "EventSourcedTckModel: expect from the service " + reply(2, "", "") + "   [ES-05]",
            "EventSourcedTckModel: half-close",
            "EventSourcedTckModel: expect the end with status OK   [ES-05]");
  }

  @Test
  void countsEventsOnFromTheSnapshot() {
    assertThat(
            lines(
                direct(
                    """
                    - init: { snapshot: { snapshotSequence: 5, snapshot: { Persisted: { value: S } } } }
                    - event: { Persisted: { value: A } }
                    - event: { Persisted: { value: B } }
                    - event: { Persisted: { value: C } }
                      sequence: 10
                    - event: { Persisted: { value: D } }
                    - silence
                    """)))
        .containsExactly(
            "EventSourcedTckModel: on a new stream, send "
                + init(
                    "",
                    json(
                        "'snapshot':{'snapshotSequence':5,'snapshot':{'@type':'TYPE/Persisted','value':'S'}},")),
            "EventSourcedTckModel: send " + event(6, "A"),
            "EventSourcedTckModel: send " + event(7, "B"),
            "EventSourcedTckModel: send " + event(10, "C"),
            "EventSourcedTckModel: send " + event(9, "D"),
            "EventSourcedTckModel: expect nothing for a while   [ES-05]");
  }

  private static String event(int sequence, String value) {
    return json(
        "{'event':{'sequence':"
            + sequence
            + ",'payload':{'@type':'TYPE/Persisted','value':'"
            + value
            + "'}}}");
  }

  @Test
  void countsAnewOnAFreshStreamAndApartOnAnotherEntity() {
    assertThat(
            lines(
                direct(
                    """
                    - init
                    - command: { Process: {} }
                    - reply: {}
                    - init: {}
                      on: b
                    - command: { Process: {} }
                      on: b
                    - init
                    - event: { Persisted: { value: A } }
                    - command: { Process: {} }
                      id: 7
                    - command: { Process: {} }
                      entity: other
                    - reply: any
                      on: b
                    """)))
        .satisfies(
            lines -> {
              assertThat(lines.get(3))
                  .isEqualTo("EventSourcedTckModel/b: on a new stream, send " + init("-b", ""));
              assertThat(lines.get(4))
                  .isEqualTo("EventSourcedTckModel/b: send " + command(1, "${entity}-b", ""));
              assertThat(lines.get(6)).isEqualTo("EventSourcedTckModel: send " + event(1, "A"));
              assertThat(lines.get(7)).endsWith(command(7, "${entity}", ""));
              assertThat(lines.get(8)).endsWith(command(8, "other", ""));
              assertThat(lines.get(9))
                  .startsWith("EventSourcedTckModel/b: ")
                  .contains(json("'commandId':1,'clientAction':{'reply':{'payload':'any'}}"));
            });
  }

  @Test
  void aReplyAnswersTheOldestCommandOrTheOneNamed() {
    List<String> lines =
        lines(
            direct(
                """
                - init
                - command: { Process: {} }
                - command: { Process: {} }
                - command: { Process: {} }
                - reply: {}
                  commandId: 2
                - fail: no
                  restart: any
                - fail: any
                """));

    assertThat(lines.get(4)).contains(reply(2, "", ""));
    assertThat(lines.get(5))
        .contains(
            json(
                "{'reply':{'commandId':1,'clientAction':{'failure':"
                    + "{'commandId':'any','description':'no','restart':'any'}}}}"));
    assertThat(lines.get(6))
        .contains(
            json(
                "{'commandId':3,'clientAction':{'failure':{'commandId':'any','description':'any'}}}"));
  }

  @Test
  void forwardsAndEffectsNameServiceMethodAndPayload() {
    List<String> lines =
        lines(
            direct(
                """
                - init
                - command: { Process: {} }
                - forward: { EventSourcedTwo/Call: { id: "${entity}-t" } }
                  events: []
                  snapshot: { Persisted: { value: S } }
                  effects:
                    - { EventSourcedTwo/Call: { id: x }, synchronous: true }
                    - { Process: {}, synchronous: false }
                    - { EventSourcedTwo/Call: {} }
                """));

    String call =
        "'serviceName':'MODEL.EventSourcedTwo','commandName':'Call','payload':{'@type':'TYPE/Request'";
    assertThat(lines.get(2))
        .isEqualTo(
            "EventSourcedTckModel: expect from the service "
                + json(
                    "{'reply':{'commandId':1,'clientAction':{'forward':{"
                        + call
                        + ",'id':'${entity}-t'}}},'events':[],'snapshot':{'@type':'TYPE/Persisted','value':'S'},"
                        + "'sideEffects':[{"
                        + call
                        + ",'id':'x'},'synchronous':true},"
                        + "{'serviceName':'MODEL.EventSourcedTckModel','commandName':'Process',"
                        + "'payload':{'@type':'TYPE/Request'},'synchronous':false},"
                        + "{"
                        + call
                        + "}}]}}")
                + "   [ES-05]");
  }

  private static String value(String theme) {
    return theme
        .replace("EventSourcedTckModel", "valueentity.ValueEntityTckModel")
        .replace("ES-05", "VE-01");
  }

  @Test
  void aValueEntitysReplySaysWhatBecomesOfTheState() {
    List<String> lines =
        lines(
            value(
                direct(
                    """
                    - init
                    - command: { Process: {} }
                    - reply: any
                      update: { Persisted: { value: A } }
                    - command: { Process: {} }
                    - reply: any
                      delete: true
                    - command: { Process: {} }
                    - fail: no
                      delete: {}
                    """)));

    assertThat(lines.get(0)).doesNotContain("\"state\"");
    assertThat(lines.get(2))
        .contains(
            "\"stateAction\":{\"update\":{\"value\":{\"@type\":"
                + "\"type.googleapis.com/cloudstate.tck.model.valueentity.Persisted\","
                + "\"value\":\"A\"}}}");
    assertThat(lines.get(4)).contains("\"stateAction\":{\"delete\":{}}");
    assertThat(lines.get(6)).contains("\"stateAction\":{\"delete\":{}}");
  }

  @Test
  void aValueEntitysInitHasNoStateUnlessOneIsWritten() {
    assertThat(
            lines(
                value(
                    scripted(
                        """
                        - call: { Process: {} }
                          fails: any
                        - serve:
                            - in: init
                            - in: { init: { state: { value: { Persisted: { value: A } } } } }
                        """))))
        .anySatisfy(line -> assertThat(line).contains("\"state\":\"none\""))
        .anySatisfy(line -> assertThat(line).contains("\"state\":{\"value\":{\"@type\""));
  }

  @Test
  void aStreamLevelFailureIsOpenWhereExpectedAndBareWhereSent() {
    assertThat(lines(direct("- init\n- failure: any\n")).get(1))
        .contains(json("{'failure':{'commandId':'any','description':'any','restart':'any'}}"));
    assertThat(lines(direct("- init\n- failure\n")).get(1))
        .isEqualTo(lines(direct("- init\n- failure: any\n")).get(1));
    assertThat(lines(direct("- init\n- failure: { commandId: 3 }\n")).get(1))
        .contains(json("{'failure':{'commandId':3}}"));
    assertThat(lines(scripted("- serve:\n    - in: init\n    - out: { failure: any }\n")).get(1))
        .isEqualTo(json("EventSourcedTckModel: send {'failure':{}}"));
  }

  @Test
  void rawFramesCountToo() {
    List<String> lines =
        lines(
            direct(
                """
                - send: { init: { entityId: e, snapshot: { snapshotSequence: 3 } } }
                - event: { Persisted: { value: A } }
                - send: { command: { id: 4, payload: { typeUrl: t, value: AAE= } } }
                - command: { Process: {} }
                - expect: { reply: { commandId: 4, clientAction: any } }
                - reply: {}
                """));

    assertThat(lines)
        .satisfies(
            all -> {
              assertThat(all.get(0))
                  .isEqualTo(
                      json(
                          "EventSourcedTckModel: on a new stream, send"
                              + " {'init':{'entityId':'e','snapshot':{'snapshotSequence':3}}}"));
              assertThat(all.get(1)).endsWith(event(4, "A"));
              assertThat(all.get(2))
                  .endsWith(json("{'command':{'id':4,'payload':{'typeUrl':'t','value':'AAE='}}}"));
              assertThat(all.get(3)).endsWith(command(5, "${entity}", ""));
              assertThat(all.get(4))
                  .contains(json("{'reply':{'commandId':4,'clientAction':'any'}}"));
              assertThat(all.get(5)).contains(reply(5, "", ""));
            });
  }

  @Test
  void theOutcomeOfACallIsJudgedAfterTheWireThatFollowsIt() {
    assertThat(
            lines(
                proxied(
                    """
                    - call: { Process: { actions: [{ emit: { value: A } }] } }
                      returns: { message: A }
                    - wire:
                        - in: init
                        - in: { command: { Process: { actions: [{ emit: { value: A } }] } } }
                        - out: { reply: { message: A }, events: [{ Persisted: { value: A } }] }
                        - in: halfClose
                        - out: { end: OK }
                    - call: { Process: {} }
                      via: post
                      fails: UNKNOWN
                      description: no
                    - http: { path: /x, body: "{" }
                      status: 400
                    - reported
                    """)))
        .extracting(line -> line.replaceFirst(" \\{.*}", " {…}"))
        .containsExactly(
            "call 1: call cloudstate.tck.model.EventSourcedTckModel.Process by grpc with {…}",
            "EventSourcedTckModel: on a new stream, expect from the proxy {…}   [ES-05]",
            "EventSourcedTckModel: expect from the proxy {…}   [ES-05]",
            "EventSourcedTckModel: expect from the service {…}   [ES-05]",
            "EventSourcedTckModel: expect that the proxy half-closes   [ES-05]",
            "EventSourcedTckModel: expect the end with status OK   [ES-05]",
            "call 1: expect that it returns {…}   [ES-05]",
            "call 2: call cloudstate.tck.model.EventSourcedTckModel.Process by post with {…}",
            "call 2: expect that it fails with status UNKNOWN: no   [ES-05]",
            "call 3: POST /x, headers {…}, with {",
            "call 3: expect HTTP status 400   [ES-05]",
            "expect that the proxy calls reportError   [ES-05]");
  }

  @Test
  void aNamedCallMayEndLaterAndEveryStepKeepsItsNumber() {
    Scenario scenario =
        ThemeText.read(
            proxied(
                """
                - call: { Process: {} }
                  as: a
                  on: b
                - call: { Call: {} }
                  on: EventSourcedTwo/t
                  returns: {}
                - wire: [{ in: init, on: b }]
                - silence: a
                - return: a
                  fails: any
                """));

    assertThat(scenario.steps()).extracting(Step.Planned::number).containsExactly(1, 2, 3, 2, 4, 5);
    assertThat(scenario.services())
        .containsExactly(
            "cloudstate.tck.model.EventSourcedTckModel", "cloudstate.tck.model.EventSourcedTwo");
    assertThat(((Step.ExpectSilence) scenario.steps().get(4).step()).channel())
        .isEqualTo(new Channel.OfCall("a"));
    assertThat(((Step.ExpectOutcome) scenario.steps().get(5).step()).channel())
        .isEqualTo(new Channel.OfCall("a"));
    assertThat(((Step.ExpectFrame) scenario.steps().get(2).step()).channel())
        .isEqualTo(
            new Channel.OfEntity(
                EntityType.EVENT_SOURCED,
                "cloudstate.tck.model.EventSourcedTckModel",
                "${entity}-b"));
  }

  @Test
  void servingIsExpectingWhatComesInAndSendingWhatGoesOut() {
    assertThat(
            lines(
                scripted(
                    """
                    - call: { Process: {} }
                      fails: any
                    - serve:
                        - in: init
                        - in: { command: { Process: {} } }
                        - out: { fail: no, restart: true }
                        - out: { frame: {} }
                        - out: { end: INTERNAL }
                        - either:
                            cancels: [{ in: cancel }]
                            drops: [{ in: dropped }]
                    """)))
        .contains(
            json(
                "EventSourcedTckModel: send {'reply':{'commandId':1,'clientAction':"
                    + "{'failure':{'commandId':1,'description':'no','restart':true}}}}"),
            "EventSourcedTckModel: send {}",
            "EventSourcedTckModel: end the stream with status INTERNAL",
            "either: cancels",
            "    EventSourcedTckModel: expect that the proxy cancels   [ES-05]",
            "either: drops",
            "    EventSourcedTckModel: expect that the proxy half-closes, cancels or resets   [ES-05]")
        .endsWith("call 1: expect that it fails with status other than OK   [ES-05]");
  }

  @Test
  void eachWayCountsFromTheSamePoint() {
    Step.Either either =
        (Step.Either)
            ThemeText.read(
                    direct(
                        """
                        - init
                        - command: { Process: {} }
                        - either:
                            answers: [reply: {}]
                            fails: [{ fail: any, proves: ES-05 }]
                            breaks: [failure: any]
                        """))
                .steps()
                .get(2)
                .step();

    assertThat(either.branches())
        .extracting(Step.Branch::name)
        .containsExactly("answers", "fails", "breaks");
    assertThat(either.branches())
        .allSatisfy(
            branch ->
                assertThat(branch.steps()).extracting(Step.Planned::number).containsExactly(3));
  }

  @Test
  void anExpectationProvesWhatItSaysElseTheFirstVerified() {
    Scenario scenario =
        ThemeText.read(
            theme(
                "direct", "[ES-05, ES-16]", "- init\n- silence\n- passivate:\n  proves: ES-16\n"));

    assertThat(scenario.steps())
        .filteredOn(planned -> planned.step() instanceof Step.Expectation)
        .extracting(planned -> ((Step.Expectation) planned.step()).proves())
        .containsExactly("ES-05", "ES-16");
  }

  @Test
  void discoveryIsACallWhoseAnswerTheRulesJudge() {
    assertThat(
            lines(
                direct(
                    """
                    - discover: { protocolMajorVersion: 1, proxyName: x }
                      as: other
                    - discover
                    - spec: links
                    - spec: same-as-first
                      of: other
                    - reportError: { message: bad }
                    """)))
        .containsExactly(
            json(
                "other: call cloudstate.EntityDiscovery.discover by protocol with"
                    + " {'protocolMajorVersion':1,'proxyName':'x'}"),
            "discover 2: call cloudstate.EntityDiscovery.discover by protocol with {}",
            "discover 2: expect of the spec: links   [ES-05]",
            "other: expect of the spec: same-as-first   [ES-05]",
            json(
                "reportError 3: call cloudstate.EntityDiscovery.reportError by protocol with {'message':'bad'}"),
            "reportError 3: expect that it returns {}   [ES-05]");
  }

  @Test
  void otherEntityTypesHaveTheirOwnFrames() {
    String text =
        direct("- init\n- command: { ProcessStreamed: {} }\n- reply: any\n")
            .replace(
                "cloudstate.tck.model.EventSourcedTckModel",
                "cloudstate.tck.model.crdt.CrdtTckModel");

    assertThat(lines(text).get(1)).contains("\"streamed\":true", "crdt.StreamedRequest");
    assertThat(((Step.Send) ThemeText.read(text).steps().get(0).step()).frame().type())
        .isEqualTo(EntityType.CRDT.frames(Side.IN));
  }

  @Test
  void theHashTellsWhetherAnythingThatMattersChanged() {
    String text = direct("- init\n- silence\n");

    assertThat(ThemeText.read(text).hash())
        .isEqualTo(ThemeText.read(text.replace("One", "Another title")).hash())
        .isNotEqualTo(ThemeText.read(text.replace("ES-05", "ES-06")).hash())
        .isNotEqualTo(ThemeText.read(text.replace("silence", "end: OK")).hash())
        .isNotEqualTo(
            ThemeText.read(text.replace("EventSourcedTckModel", "EventSourcedTwo")).hash());
  }
}

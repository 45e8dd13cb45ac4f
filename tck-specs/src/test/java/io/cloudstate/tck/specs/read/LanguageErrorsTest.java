package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.direct;
import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;

import io.cloudstate.tck.specs.read.ReaderErrorsTest.Wrong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same of what only CRDTs, actions, streams, HTTP and proxies of a scenario's own say. */
final class LanguageErrorsTest {

  private static final String COMMAND = "- command: { Process: {} }\n";
  private static final String UNARY = "- command: { ProcessUnary: {} }\n";
  private static final String STREAM = "- call: { Stream: [] }\n  as: a\n";
  private static final String START = "- startProxy: { entities: [] }\n";

  private static Wrong wrong(String what, String text, String... parts) {
    return ReaderErrorsTest.wrong(what, text, parts);
  }

  private static Stream<Wrong> all(UnaryOperator<String> theme, Wrong... wrongs) {
    return Stream.of(wrongs)
        .map(wrong -> new Wrong(wrong.what(), theme.apply(wrong.text()), wrong.parts()));
  }

  static Stream<Wrong> crdts() {
    return all(
        steps -> ThemeText.of("CrdtTckModel", direct(steps)),
        wrong(
            "event of a CRDT",
            "- event: »{ Persisted: {} }\n",
            "\"event\" does not fit here: cloudstate.tck.model.crdt.CrdtTckModel is of type"
                + " cloudstate.crdt.Crdt, whose CrdtStreamIn has no event."),
        wrong(
            "payload for a CRDT",
            "- »payload: {}\n",
            "\"payload\" is for actions; cloudstate.tck.model.crdt.CrdtTckModel is none."),
        wrong(
            "rpc for a CRDT",
            "- send: {}\n  rpc: »handleUnary\n",
            "\"rpc\" is for actions; cloudstate.tck.model.crdt.CrdtTckModel is none."),
        wrong(
            "state sent",
            "- init: { »state: {} }\n",
            "Unknown field \"state\"",
            "Known here: delta"),
        wrong(
            "two types in one delta",
            "- delta: { flag: {}, »vote: {} }\n",
            "\"vote\" excludes \"flag\", which stands here already."),
        wrong(
            "one field by two names",
            "- init: { entityId: a, »entity_id: b }\n",
            "\"entityId\" excludes \"entityId\", which stands here already."),
        wrong(
            "negative increment",
            "- delta: { gcounter: { increment: »-1 } }\n",
            "Expected a whole number from 0, found -1"),
        wrong(
            "end of a stream in a first reply",
            COMMAND + "- reply: {}\n  endStream: »true\n",
            "\"endStream\" does not fit here:",
            "whose CrdtReply has no end_stream."),
        wrong(
            "state action of a streamed message",
            COMMAND + "- reply: any\n  streamedTo: 1\n  consistency: »ALL\n",
            "\"consistency\" does not fit here:",
            "whose CrdtStreamedMessage has no state_action."),
        wrong(
            "two ids",
            COMMAND + "- reply: any\n  streamedTo: 1\n  commandId: »1\n",
            "\"streamedTo\" names the command already."),
        wrong(
            "streamed to no command",
            "- reply: »{}\n  streamedTo: 1\n",
            "The type of this reply is not known here"),
        wrong(
            "metadata of a failure",
            COMMAND + "- fail: a\n  »metadata: {}\n",
            "Unknown word \"metadata\"."),
        wrong(
            "client action of a cancellation",
            "- cancelled: 1\n  »commandId: 1\n",
            "Unknown word \"commandId\". Known here: cancelled, change, consistency, delete, effects"),
        wrong(
            "unknown consistency",
            COMMAND + "- reply: any\n  consistency: »MOST\n",
            "Unknown value MOST.",
            "Known here: ALL, LOCAL, MAJORITY."),
        wrong(
            "two changes",
            COMMAND + "- reply: any\n  change: { from: {}, to: {} }\n  delete: »true\n",
            "A reply has one state action: write one of [change, delete]."),
        wrong(
            "change of nothing",
            COMMAND + "- reply: any\n  change: »{ to: { flag: {} } }\n",
            "\"from\" is missing here; found [to]."),
        wrong(
            "change to nothing",
            COMMAND + "- reply: any\n  change: { from: { flag: {} }, to: »{} }\n",
            "Expected a map with one entry, the CRDT's type; found []."),
        wrong(
            "change to another type",
            COMMAND + "- reply: any\n  change: { from: { flag: {} }, to: »{ vote: {} } }\n",
            "A CRDT stays of one type; this is another than in \"from\": flag."),
        wrong(
            "state with a removal",
            COMMAND
                + "- reply: any\n  change: { from: { orset: { »removed: [a] } }, to: { orset: {} } }\n",
            "\"removed\" is for changes; a state is written with all that it holds under \"added\"."),
        wrong(
            "state with an update deep down",
            COMMAND
                + "- reply: any\n  change: { from: {}, to: { ormap: { added: ["
                + "{ key: a, delta: { ormap: { »updated: [] } } }] } } }\n",
            "\"updated\" is for changes"),
        wrong(
            "state with an entry of no type",
            COMMAND
                + "- reply: any\n  change: { from: {}, to: { ormap: { added: [»{ key: a }] } } }\n",
            "\"delta\" is missing here; found [key]."),
        wrong(
            "state that is left open",
            COMMAND
                + "- reply: any\n  change: { from: {}, to: { gcounter: { increment: »any } } }\n",
            "A state is written out; nothing in it is left open."));
  }

  static Stream<Wrong> crdtsElsewhere() {
    String value =
        direct("- init\n").replace("EventSourcedTckModel", "valueentity.ValueEntityTckModel");
    String init = "- serve: [{ in: { init: { delta: { flag: {} }, state: »{ flag: {} } } } }]\n";
    String changed =
        """
        - serve:
            - in: init
            - in: { command: { Process: {} } }
            - out: { reply: {}, change: »{ from: {}, to: { flag: {} } } }
        """;
    return Stream.of(
        wrong(
            "crdt of another service",
            direct("- init\n").replace("topology:", "crdt: »ORSet\n    topology:"),
            "\"crdt\" is for services that are CRDTs; cloudstate.tck.model.EventSourcedTckModel is of"
                + " type cloudstate.eventsourced.EventSourced."),
        wrong(
            "crdt of no service",
            direct("- init\n")
                .replaceFirst("(?m)^service: .*$", "# no service")
                .replace("topology:", "crdt: »ORSet\n    topology:"),
            "\"crdt\" is for services that are CRDTs; this scenario has no service."),
        wrong(
            "unknown crdt",
            ThemeText.of("CrdtTckModel", direct("- init\n"))
                .replace("topology:", "crdt: »OrSets\n    topology:"),
            "Unknown CRDT OrSets. Did you mean \"ORSet\"?",
            "Known here: Flag, GCounter, GSet, LWWRegister, ORMap, ORSet, PNCounter, Vote."),
        wrong(
            "change of a value entity",
            value.replace(
                "- init\n",
                "- init\n      " + COMMAND.strip() + "\n      - reply: any\n        change: »{}\n"),
            "\"change\" is for CRDTs; cloudstate.tck.model.valueentity.ValueEntityTckModel is of type"
                + " cloudstate.valueentity.ValueEntity."),
        wrong(
            "consistency of a value entity",
            value.replace(
                "- init\n",
                "- init\n      "
                    + COMMAND.strip()
                    + "\n      - reply: any\n        consistency: »ALL\n"),
            "\"consistency\" is for CRDTs; cloudstate.tck.model.valueentity.ValueEntityTckModel"),
        wrong(
            "change of an event sourced entity",
            direct(COMMAND + "- reply: any\n  change: »{}\n"),
            "\"change\" does not fit here:",
            "whose EventSourcedReply has no state_action."),
        wrong(
            "delta to a value entity",
            value.replace("- init\n", "- delta: »{}\n"),
            "\"delta\" does not fit here:",
            "whose ValueEntityStreamIn has no delta."),
        wrong(
            "two states in an init",
            ThemeText.of("CrdtTckModel", scripted(init)),
            "An init has one state: write \"state\" or \"delta\"."),
        wrong(
            "change that is sent",
            ThemeText.of("CrdtTckModel", scripted(changed)),
            "\"change\" can only be expected, not sent; write \"update\"."),
        wrong(
            "end of a call that its reply has ended",
            ThemeText.of(
                "ActionTckModel",
                scripted(
                    """
                    - serve:
                        - in: { command: { ProcessUnary: {} } }
                        - out: { reply: {} }
                    - »serve:
                        - out: { end: INTERNAL }
                    """)),
            "The call has ended with its reply."));
  }

  static Stream<Wrong> actions() {
    return all(
        steps -> ThemeText.of("ActionTckModel", direct(steps)),
        wrong(
            "init of an action",
            "- »init\n",
            "\"init\" is for entities; cloudstate.tck.model.action.ActionTckModel is an action."),
        wrong(
            "cancellation of an action",
            "- »cancelled: 1\n",
            "\"cancelled\" is for entities; cloudstate.tck.model.action.ActionTckModel is an action."),
        wrong(
            "events of an action",
            UNARY + "- reply: {}\n  events: »[]\n",
            "\"events\" does not fit here: cloudstate.tck.model.action.ActionTckModel is of type"
                + " cloudstate.action.ActionProtocol, whose ActionResponse has no events."),
        wrong(
            "command id of an action",
            UNARY + "- nothing:\n  commandId: »1\n",
            "whose ActionResponse has no command_id."),
        wrong(
            "command with an id",
            "- command: { ProcessUnary: {} }\n  id: »1\n",
            "whose ActionCommand has no id."),
        wrong(
            "command where the client streams",
            "- command: »{ ProcessStreamed: {} }\n",
            "The client of ProcessStreamed streams: write \"open\" with the method's name"),
        wrong(
            "open where it does not",
            "- open: »ProcessUnary\n",
            "The client of ProcessUnary does not stream: write \"command\""),
        wrong(
            "open of an unknown method",
            "- open: »ProcessStreams\n",
            "Unknown method",
            "ProcessStreamed\"?"),
        wrong(
            "payload after a unary command",
            UNARY + "- »payload: {}\n",
            "The call to ActionTckModel above takes one message and has it"),
        wrong(
            "payload of an unknown method",
            "- send: { name: x }\n  rpc: handleStreamed\n- »payload: {}\n",
            "The frame that opened this call names no known method; write whole frames."),
        wrong(
            "reply of an unknown method",
            "- send: { name: x }\n  rpc: handleUnary\n- reply: »{}\n",
            "The type of this reply is not known here"),
        wrong(
            "reply before any call",
            "- »nothing\n",
            "No call to ActionTckModel was opened above",
            "\"command\", \"open\", or a frame with its \"rpc\""),
        wrong(
            "raw frame before any call",
            "- »send: {}\n",
            "No call to ActionTckModel was opened above"),
        wrong(
            "call to another channel",
            UNARY + "- »failure:\n  on: x\n",
            "No call to ActionTckModel/x was opened above"),
        wrong(
            "unknown rpc",
            "- send: {}\n  rpc: »handleStream\n",
            "Unknown rpc handleStream. Did you mean \"handleStreamed\"?",
            "Known here: handleStreamed, handleStreamedIn, handleStreamedOut, handleUnary."),
        wrong(
            "rpc of what is expected",
            UNARY + "- expect: {}\n  »rpc: handleUnary\n",
            "Unknown word \"rpc\".",
            "Known here: expect, on, proves, save."),
        wrong(
            "answer after ways that differ",
            """
            - command: { ProcessUnary: {} }
            - nothing
            - either:
                a: [silence, command: { ProcessUnary: {} }]
                b: [silence, command: { ProcessStreamedOut: {} }]
            - »nothing
            """,
            "No call to ActionTckModel was opened above"),
        wrong(
            "effect with two calls",
            UNARY + "- reply: {}\n  effects: [»{ ActionTwo/Call: {}, a/b: {}, metadata: {} }]\n",
            "Expected one Service/Method"),
        wrong(
            "metadata of two kinds",
            "- command: { ProcessUnary: {} }\n  metadata: { k: »{ bytes: AA==, not: a } }\n",
            "one entry, \"bytes\" or \"not\"; found [bytes, not]."),
        wrong(
            "metadata of no kind",
            "- command: { ProcessUnary: {} }\n  metadata: { k: { »byte: AA== } }\n",
            "Unknown word \"byte\". Did you mean \"bytes\"?"),
        wrong(
            "metadata that is no base64",
            "- command: { ProcessUnary: {} }\n  metadata: { k: { bytes: »\"*\" } }\n",
            "Expected base64, found \"*\""),
        wrong(
            "metadata sent that is left open",
            "- command: { ProcessUnary: {} }\n  metadata: { a: b, k: »{ not: a } }\n",
            "\"any\" and its like can only be expected, not sent"));
  }

  static Stream<Wrong> values() {
    return all(
        steps -> direct(steps),
        wrong(
            "unknown primitive",
            "- event: { \"@type\": »p.cloudstate.io/sting, value: A }\n",
            "No message type is known for the type url p.cloudstate.io/sting. Did you mean \"string\"?",
            "Known here: bool, bytes, double"),
        wrong(
            "JSON that is none",
            COMMAND + "- reply: {}\n  events: [{ json: »\"{\" }]\n",
            "Expected JSON as text, found \"{\""),
        wrong(
            "JSON sent",
            "- event: »{ json: '{}' }\n",
            "\"any\" and its like can only be expected, not sent"),
        wrong(
            "no list and no \"contains\"",
            "- send: { command: { metadata: { k: v }, payload: { Request: { actions: »{ contain: [] } } } } }\n",
            "Expected a list, found a map: { contain: [] }"),
        wrong(
            "a word beside \"contains\"",
            "- send: { command: { payload: { Request: { actions: { contains: [], »or: 1 } } } } }\n",
            "Unknown word \"or\". Known here: contains."),
        wrong(
            "a word beside \"among\"",
            "- send: { command: { payload: { Request: { actions: { among: [], »or: 1 } } } } }\n",
            "Unknown word \"or\". Known here: among."),
        wrong(
            "\"among\" sent",
            "- send: { command: { payload: { Request: { actions: »{ among: [{}] } } } } }\n",
            "\"any\" and its like can only be expected, not sent"));
  }

  static Stream<Wrong> saved() {
    return all(
        steps -> direct(COMMAND + steps),
        wrong(
            "saved of what is sent",
            "- init: {}\n  save: »{ a: init.entityId }\n",
            "Only what is received can be saved."),
        wrong(
            "saved under no name",
            "- reply: {}\n  save: { »a-b: reply.commandId }\n",
            "A value is saved under a name of letters and digits other than entity, kib, mib; found"
                + " \"a-b\"."),
        wrong(
            "saved under a name that is taken",
            "- reply: {}\n  save: { »entity: reply.commandId }\n",
            "found \"entity\"."),
        wrong(
            "saved from an unknown field",
            "- reply: {}\n  save: { a: »\"reply.evens[0].typeUrl\" }\n",
            "Unknown field \"evens\" of cloudstate.eventsourced.EventSourcedReply. Did you mean"
                + " \"events\"?",
            "Known here: clientAction, commandId"),
        wrong(
            "saved from no single value",
            "- reply: {}\n  save: { a: »\"reply.events[0]\" }\n",
            "\"events\" is a message; say which of its values."),
        wrong(
            "saved from a list",
            "- reply: {}\n  save: { a: »\"reply.events.value\" }\n",
            "\"events\" is a list; say which element, as in events[0]."),
        wrong(
            "value that nothing saved",
            "- reply: { message: »\"a ${enity}\" }\n",
            "No value is saved above as \"enity\". Did you mean \"entity\"? Known here: entity, kib, mib."),
        wrong(
            "value that is saved below",
            "- reply: { message: »\"${id}\" }\n- failure:\n  save: { id: failure.commandId }\n",
            "No value is saved above as \"id\"."),
        wrong(
            "number where nothing repeats",
            "- reply: { message: »\"${n}\" }\n",
            "No value is saved above as \"n\"."));
  }

  static Stream<Wrong> repeated() {
    return all(
        steps -> direct(steps),
        wrong(
            "once",
            "- repeat: »1\n  steps: [silence]\n",
            "Expected a number from 2 to 1000, found 1."),
        wrong(
            "too often",
            "- repeat: »1001\n  steps: [silence]\n",
            "Expected a number from 2 to 1000, found 1001."),
        wrong("no steps", "- »repeat: 2\n", "\"steps\" is missing here; found [repeat]."),
        wrong(
            "within a way",
            "- either:\n    a: [silence]\n    b: [»{ repeat: 2, steps: [silence] }]\n",
            "\"repeat\" stands only among the scenario's own steps."),
        wrong(
            "too many for any order",
            "- anyOrder: »[silence, silence, silence, silence]\n",
            "Expected two or three steps; found 4."),
        wrong(
            "act in any order",
            "- anyOrder: »[silence, cancel]\n",
            "The way \"order 2, 1\" must begin with something to expect."),
        wrong(
            "nothing together in any order",
            "- anyOrder: »[silence, []]\n",
            "Expected a step or a list of steps; found an empty list."),
        wrong(
            "call's name where none can be", "- silence: »reports\n", "No call is named reports."));
  }

  static Stream<Wrong> calls() {
    return all(
        steps -> ThemeText.of("ProbeAction", scripted(steps)),
        wrong(
            "name that means something else",
            "- call: { Echo: {} }\n  as: »port\n",
            "A call cannot be named \"port\"."),
        wrong(
            "name that another has by itself",
            "- call: { Echo: {} }\n  fails: any\n- call: { Echo: {} }\n  as: »call 1\n",
            "A call named \"call 1\" stands above already."),
        wrong(
            "a list for one request",
            "- call: { Echo: »[{}] }\n  returns: {}\n",
            "The client of Echo sends one message: expected a map, found a list: [{  }]"),
        wrong(
            "one request for a stream",
            "- call: { StreamIn: »{} }\n  returns: {}\n",
            "The client of StreamIn sends a stream: expected a list of messages, found a map"),
        wrong(
            "a list for one response",
            "- call: { Echo: {} }\n  returns: »[{}]\n",
            "Echo returns one message: expected a map, found a list: [{  }]"),
        wrong(
            "one response for a stream",
            "- call: { StreamOut: {} }\n  returns: »{}\n",
            "StreamOut returns a stream: expected a list of messages, found a map"),
        wrong(
            "open where the client does not stream",
            "- call: { StreamOut: {} }\n  open: »true\n  returns: []\n",
            "The client of StreamOut does not stream, so nothing stays open."),
        wrong(
            "HTTP where the client streams",
            "- call: { StreamIn: [] }\n  via: »http\n  status: 200\n",
            "The client of StreamIn streams, which it can by grpc only, not by http."),
        wrong(
            "gRPC-Web where the client streams",
            "- call: { Stream: [] }\n  via: »grpc-web\n  returns: []\n",
            "The client of Stream streams, which it can by grpc only, not by grpc-web."),
        wrong(
            "HTTP binding that is not there",
            "- call: { StreamOut: {} }\n  via: »http\n  status: 200\n",
            "StreamOut has no HTTP binding; call it by post"),
        wrong(
            "messages over HTTP",
            "- call: { StreamOut: {} }\n  via: post\n  returns: »[]\n",
            "A stream comes over HTTP as lines; write \"status\" and \"lines\"."),
        wrong(
            "HTTP status over gRPC",
            "- call: { Echo: {} }\n  status: »200\n",
            "A gRPC call has no HTTP status"),
        wrong(
            "no HTTP status",
            "- call: { Echo: {} }\n  via: post\n  status: »20\n",
            "Expected an HTTP status from 100 to 599, found 20."),
        wrong(
            "JSON over gRPC",
            "- call: { Echo: {} }\n  returns: {}\n  json: »'{}'\n",
            "JSON is compared beside an HTTP \"status\""),
        wrong(
            "JSON that is none",
            "- call: { Echo: {} }\n  via: post\n  status: 200\n  json: »'{'\n",
            "Expected JSON as text, found \"{\""),
        wrong(
            "two bodies",
            "- call: { Echo: {} }\n  via: post\n  status: 200\n  json: '{}'\n  lines: »[]\n",
            "One body has one form"),
        wrong(
            "response headers of a failure",
            "- call: { Echo: {} }\n  fails: any\n  responseHeaders: »{ a: b }\n",
            "Response headers are compared beside \"returns\" only."),
        wrong(
            "response headers of a stream",
            "- call: { StreamOut: {} }\n  returns: []\n  responseHeaders: »{ a: b }\n",
            "where one message is returned, not a stream"),
        wrong(
            "half an outcome of a named call",
            "- »call: { Echo: {} }\n  as: a\n  description: no\n",
            "Say how the call ends with one of returns, fails or status; found []."),
        wrong(
            "one response and a failure",
            "- »call: { Echo: {} }\n  returns: {}\n  fails: any\n",
            "found [returns, fails]."),
        wrong(
            "send to a call that is closed",
            STREAM + "- send: {}\n  to: »a\n",
            "The client's side of a is closed; make its call with \"open: true\"."),
        wrong(
            "send to a call that does not stream",
            "- call: { StreamOut: {} }\n  as: a\n- send: {}\n  to: »a\n",
            "The client of a does not stream."),
        wrong("half-close of no call", "- halfClose: »a\n", "No call is named a."),
        wrong(
            "cancellation of no call",
            STREAM + "- cancel: »b\n",
            "No call is named b.",
            "Known here: a."),
        wrong(
            "half-close of a call that is closed",
            STREAM + "- halfClose: »a\n",
            "The client's side of a is closed"),
        wrong(
            "unknown field of a message",
            STREAM + "- receive: { »txt: a }\n  from: a\n",
            "Unknown field \"txt\" of tck.probe.Note. Did you mean \"text\"?"),
        wrong(
            "message of a call that does not stream",
            "- call: { Echo: {} }\n  as: a\n- receive: {}\n  from: »a\n",
            "No messages are streamed to the client of a; say how it ends with \"return\"."),
        wrong(
            "message of a raw call",
            "- raw: { method: a.B/C, base64: AA== }\n  as: a\n- receive: {}\n  from: »a\n",
            "No messages are streamed to the client of a"),
        wrong(
            "receive from nobody",
            STREAM + "- »receive: {}\n",
            "\"from\" is missing here; found [receive]."),
        wrong(
            "raw call of no method",
            "- raw: { method: »a.B.C, base64: AA== }\n  fails: any\n",
            "Expected package.Service/Method, found a.B.C."),
        wrong(
            "raw call without base64",
            "- raw: { method: a.B/C, base64: »\"*\" }\n  fails: any\n",
            "Expected base64, found \"*\""),
        wrong(
            "what a raw call returns",
            "- raw: { method: a.B/C, base64: AA== }\n  »returns: {}\n",
            "Unknown word \"returns\".",
            "fails"),
        wrong(
            "path without a slash",
            "- http: { path: »x }\n  status: 200\n",
            "Expected a path that begins with \"/\", found x."),
        wrong(
            "request that is left open",
            "- call: { StreamIn: [{}, { text: »any }] }\n  returns: {}\n",
            "\"any\" and its like can only be expected, not sent"));
  }

  static Stream<Wrong> ownProxies() {
    return Stream.concat(
        all(
            steps -> scripted(steps),
            wrong(
                "after other steps",
                "- reported\n- »startProxy: {}\n",
                "A proxy of the scenario's own comes first: start it in the first step."),
            wrong(
                "two",
                START + "- »startProxy: {}\n",
                "A scenario has one proxy of its own; it is started above already."),
            wrong(
                "within a way",
                "- either:\n    »a: [startProxy: {}]\n    b: [reported]\n",
                "The way \"a\" must begin with something to expect."),
            wrong(
                "unknown field of the spec",
                "- startProxy: { entities: [{ »service: x }] }\n",
                "Unknown field \"service\" of cloudstate.Entity. Known here: entityType",
                "serviceName"),
            wrong(
                "spec that is left open",
                "- startProxy: { entities: [{ serviceName: »any }] }\n",
                "\"any\" and its like can only be expected, not sent"),
            wrong(
                "reachable or not",
                "- startProxy: {}\n  reachable: »maybe\n",
                "Expected true or false, found maybe"),
            wrong(
                "none started",
                "- »disconnect\n",
                "\"disconnect\" is about a proxy of the scenario's own; start one with \"startProxy\" in"
                    + " the first step"),
            wrong("discovery of none", "- »discovered: {}\n", "\"discovered\" is about a proxy"),
            wrong("silence of none", "- silence: »port\n", "\"silence: port\" is about a proxy"),
            wrong(
                "discovery without its words",
                START + "- »discovered\n",
                "Expected a map, found a single value: \"\""),
            wrong(
                "place for what has none",
                START + "- serving:\n  »on: b\n",
                "Unknown word \"on\". Known here: proves, serving.")),
        all(
            steps -> proxied(steps),
            wrong(
                "in a proxied scenario",
                "- »startProxy: {}\n",
                "Only a scripted scenario has a proxy of its own.")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "crdts",
    "crdtsElsewhere",
    "actions",
    "values",
    "saved",
    "repeated",
    "calls",
    "ownProxies"
  })
  void saysWhereAndWhat(Wrong wrong) {
    ReaderErrorsTest.assertSaid(wrong);
  }
}

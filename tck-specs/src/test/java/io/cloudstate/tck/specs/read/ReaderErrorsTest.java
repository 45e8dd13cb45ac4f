package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.direct;
import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;
import static io.cloudstate.tck.specs.read.ThemeText.theme;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever writes a scenario wrong is told where, what was found, and what is known there. */
final class ReaderErrorsTest {

  /** Stands in the texts just before the place that the message must name. */
  private static final char HERE = '»';

  private static final String COMMAND = "- command: { Process: {} }\n";
  private static final String VALUE_COMMAND = "- { command: { Call: {} }, on: ValueEntityTwo }\n";

  /**
   * A text that cannot be read.
   *
   * @param text with one mark at the place of the problem
   * @param parts of the message
   */
  record Wrong(String what, String text, List<String> parts) {

    @Override
    public String toString() {
      return what;
    }
  }

  static Wrong wrong(String what, String text, String... parts) {
    return new Wrong(what, text, List.of(parts));
  }

  static Stream<Wrong> files() {
    return Stream.of(
        wrong(
            "not YAML",
            "theme: [t\nscenarios»: }",
            "Not YAML: while parsing a flow sequence, expected"),
        wrong("empty", "»", "The file is empty."),
        wrong("a comment only", "»# nothing\n", "The file is empty."),
        wrong(
            "second document", "theme: t\nscenarios: []\n---\n»theme: u\n", "second YAML document"),
        wrong("a list", "»- theme: t\n", "Expected a map, found a list: [{ theme: t }]"),
        wrong(
            "duplicate key", "theme: t\n»theme: u\n", "\"theme\" stands here for the second time"),
        wrong(
            "alias",
            "theme: &name t\nservice: »*name\nscenarios: []\n",
            "aliases are not read here; write the value out"),
        wrong(
            "unknown theme word",
            "theme: t\n»scenario: []\n",
            "Unknown word \"scenario\". Did you mean \"scenarios\"?",
            "Known here: scenarios, service, theme."),
        wrong("no theme", "»scenarios: []\n", "\"theme\" is missing here; found [scenarios]"),
        wrong("no scenarios", "»theme: t\n", "\"scenarios\" is missing here; found [theme]"),
        wrong(
            "scenarios not a list", "theme: t\nscenarios: »x\n", "Expected a list, found a single"),
        wrong(
            "unknown service",
            "theme: t\nservice: »EventSourcedTckModl\nscenarios: []\n",
            "Unknown service \"EventSourcedTckModl\". Did you mean \"EventSourcedTckModel\"?",
            "CrdtTwo"));
  }

  static Stream<Wrong> scenarios() {
    String good = direct("- init\n" + COMMAND + "- reply: {}\n");
    return Stream.of(
        wrong(
            "unknown scenario word",
            good.replace("title:", "»titel:"),
            "Unknown word \"titel\". Did you mean \"title\"?"),
        wrong(
            "no title",
            good.replace("    title: One\n", "").replace("id:", "»id:"),
            "\"title\" is missing"),
        wrong(
            "bad id",
            good.replace("t/one", "»t/One"),
            "Expected an id like t/what-it-shows, found t/One."),
        wrong("id of another theme", good.replace("t/one", "»u/one"), "Expected an id like t/what"),
        wrong(
            "same id twice",
            good + good.substring(good.indexOf("  - id")).replace("t/one", "»t/one"),
            "The id t/one is taken already, at theme.yaml:4:9."),
        wrong(
            "alias that is another's id",
            good
                + good.substring(good.indexOf("  - id"))
                    .replace("t/one", "t/two\n    aliases: [»t/one]"),
            "The id t/one is taken already, at theme.yaml:4:9."),
        wrong(
            "unknown topology",
            good.replace("direct", "»proxid"),
            "Unknown topology proxid. Did you mean \"proxied\"? Known here: direct, proxied, scripted."),
        wrong(
            "unknown requirement",
            good.replace("ES-05", "»ES-50"),
            "Unknown requirement ES-50. Did you mean",
            "ES-05"),
        wrong("no requirement", good.replace("[ES-05]", "»[]"), "at least one requirement"),
        wrong(
            "the same requirement twice",
            good.replace("[ES-05]", "[ES-05, »ES-05]"),
            "ES-05 stands here for the second time."),
        wrong(
            "verified but not proven",
            good.replace("[ES-05]", "»[ES-05, ES-06]"),
            "No expectation of the scenario proves ES-06, which it says it verifies."),
        wrong(
            "steps not a list",
            good.substring(0, good.indexOf("- init")).stripTrailing() + " »init",
            "Expected a list"),
        wrong(
            "another service",
            good.replace("topology:", "service: »Nobody\n    topology:"),
            "Unknown service \"Nobody\"."));
  }

  static Stream<Wrong> directSteps() {
    return Stream.of(
            wrong(
                "unknown step",
                "- »comand: { Process: {} }\n",
                "Unknown step \"comand\" in a direct scenario. Did you mean \"command\"?",
                "Known here: anyOrder, cancel, cancelled, command, deleted"),
            wrong("unknown word as step", "- »pasivate\n", "Did you mean \"passivate\"?"),
            wrong(
                "step of another topology",
                "- »call: { Process: {} }\n",
                "Unknown step \"call\" in a direct"),
            wrong("wire in direct", "- »wire: []\n", "Unknown step \"wire\" in a direct scenario"),
            wrong("empty step", "-» \n", "Unknown step \"\""),
            wrong("step is a list", "- »[init]\n", "Expected a map, found a list: [init]"),
            wrong(
                "two frames in one step",
                "- »command: { Process: {} }\n  init: {}\n",
                "One frame at a time: found [command, init] in one step."),
            wrong(
                "unknown modifier",
                COMMAND + "- reply: {}\n  »event: []\n",
                "Unknown word \"event\". Did you mean \"events\"?",
                "Known here: change, commandId, consistency, delete, effects, endStream, events, metadata, on"),
            wrong(
                "state action of an event sourced entity",
                COMMAND + "- reply: {}\n  delete: »true\n",
                "\"delete\" does not fit here: cloudstate.tck.model.EventSourcedTckModel is of"
                    + " type cloudstate.eventsourced.EventSourced"),
            wrong(
                "events of a value entity",
                VALUE_COMMAND + "- { reply: {}, events: »[], on: ValueEntityTwo }\n",
                "\"events\" does not fit here"),
            wrong(
                "event of a value entity",
                "- { event: »{ Persisted: {} }, on: ValueEntityTwo }\n",
                "\"event\" does not fit here"),
            wrong(
                "two state actions",
                VALUE_COMMAND + "- { reply: {}, update: any, delete: »true, on: ValueEntityTwo }\n",
                "A reply has one state action: write one of [update, delete]."),
            wrong(
                "deletion of nothing",
                VALUE_COMMAND + "- { reply: {}, delete: »false, on: ValueEntityTwo }\n",
                "Where nothing is deleted, leave \"delete\" out."),
            wrong(
                "unknown field",
                "- init: { »snapshots: {} }\n",
                "Unknown field \"snapshots\" of cloudstate.eventsourced.EventSourcedInit. Did you mean \"snapshot\"?",
                "entityId"),
            wrong(
                "unknown field deep down",
                "- command: { Process: { actions: [{ emit: { »val: A } }] } }\n",
                "Unknown field \"val\" of cloudstate.tck.model.Emit. Did you mean \"value\"?"),
            wrong(
                "unknown message type",
                "- event: { »Persited: { value: A } }\n",
                "Unknown message type \"Persited\". Did you mean \"Persisted\"?",
                "Known here:"),
            wrong(
                "unknown type url",
                "- event: { \"@type\": »example.com/Nothing }\n",
                "No message type is known for the type url example.com/Nothing."),
            wrong("event that is a list", "- event: »[A]\n", "Expected a map, found a list: [A]"),
            wrong("event without payload", "- »event\n", "\"event\" needs more than the word"),
            wrong(
                "event without payload on an entity",
                "- »event:\n  on: b\n",
                "\"event\" needs more than the word"),
            wrong(
                "two payloads",
                "- event: »{ Persisted: {}, Response: {} }\n",
                "one entry, a message type's simple name; found [Persisted, Response]"),
            wrong(
                "unknown method",
                "- command: { »Proces: {} }\n",
                "Unknown method \"Proces\" of cloudstate.tck.model.EventSourcedTckModel. Did you mean \"Process\"?",
                "write the whole frame"),
            wrong(
                "two methods",
                "- command: »{ Process: {}, Call: {} }\n",
                "one entry, the method's name; found"),
            wrong(
                "sequence that is no number",
                "- event: { Persisted: {} }\n  sequence: »first\n",
                "Expected a whole number, found first"),
            wrong(
                "field that is no number",
                "- send: { command: { id: »one } }\n",
                "Expected a whole number, found one"),
            wrong(
                "number out of range",
                "- discover: { protocolMajorVersion: »99999999999 }\n",
                "Expected a whole number that fits 32 bits, found 99999999999"),
            wrong(
                "no boolean",
                "- command: { Process: { actions: [{ effect: { synchronous: »yes } }] } }\n",
                "Expected true or false, found yes"),
            wrong(
                "no boolean in an effect",
                COMMAND
                    + "- reply: {}\n  effects: [{ EventSourcedTwo/Call: {}, synchronous: »1 }]\n",
                "Expected true or false, found 1"),
            wrong(
                "no base64",
                "- send: { command: { payload: { typeUrl: t, value: »\"*\" } } }\n",
                "Expected base64, found \"*\""),
            wrong(
                "a list for a message",
                "- send: { command: »[] }\n",
                "Expected a map, found a list: []"),
            wrong(
                "a value for a list",
                COMMAND + "- reply: {}\n  events: »{ Persisted: {} }\n",
                "Expected a list, found a map: { Persisted: {"),
            wrong(
                "reply without command",
                "- »reply: {}\n",
                "No command waits for an answer here",
                "commandId"),
            wrong(
                "reply after the command is answered",
                COMMAND + "- reply: {}\n- »reply: {}\n",
                "No command waits"),
            wrong(
                "reply of unknown type",
                "- reply: »{}\n  commandId: 7\n",
                "The type of this reply is not known here; write the whole frame"),
            wrong(
                "forward to no method",
                COMMAND + "- forward: { »EventSourcedTwo: {} }\n",
                "Expected Service/Method, found \"EventSourcedTwo\""),
            wrong(
                "forward to an unknown service",
                COMMAND + "- forward: { »EventSourcedTow/Call: {} }\n",
                "Unknown service \"EventSourcedTow\". Did you mean \"EventSourcedTwo\"?"),
            wrong(
                "two calls in one effect",
                COMMAND + "- reply: {}\n  effects: [»{ EventSourcedTwo/Call: {}, Process: {} }]\n",
                "Expected one Service/Method and perhaps \"synchronous\""),
            wrong(
                "failure that is a text",
                "- failure: »oops\n",
                "Expected a map, found a single value: oops"),
            wrong(
                "unknown status",
                "- end: »Ok\n",
                "Unknown status Ok. Did you mean \"OK\"?",
                "error"),
            wrong("end without status", "- »end\n", "Unknown status \"\"", "OK"),
            wrong(
                "unknown entity",
                "- init: {}\n  on: »EventSourcedTow/b\n",
                "Unknown service \"EventSourcedTow\". Did you mean \"EventSourcedTwo\"?"),
            wrong("silence of an unknown call", "- silence: »a\n", "No call is named a."),
            wrong(
                "spec before discovery",
                "- »spec: links\n",
                "Nothing was discovered before this step."),
            wrong(
                "unknown rule",
                "- discover\n- spec: »link\n",
                "Unknown rule link. Did you mean \"links\"?",
                "listed-once"),
            wrong(
                "spec of an unknown call",
                "- discover\n- spec: links\n  of: »first\n",
                "No discovery is named \"first\". Known here: discover 1."),
            wrong(
                "spec of a report",
                "- discover\n- reportError: {}\n  as: report\n- spec: links\n  of: »report\n",
                "No discovery is named \"report\". Known here: discover 1."),
            wrong(
                "call's name taken",
                "- discover: {}\n  as: x\n- reportError: {}\n  as: »x\n",
                "A call named \"x\" stands above already."),
            wrong(
                "proves what is not verified",
                COMMAND + "- reply: {}\n  proves: »ES-06\n",
                "The scenario does not verify ES-06.",
                "Known here: ES-05."),
            wrong(
                "unknown word of passivate",
                "- passivate\n- passivate:\n  »of: b\n",
                "Unknown word \"of\". Did you mean \"on\"?"),
            wrong(
                "unknown word of send",
                "- send: {}\n  »onn: b\n",
                "Unknown word \"onn\". Did you mean \"on\"? Known here: on, proves, rpc, save, send."),
            wrong(
                "send of a text", "- send: »init\n", "Expected a map, found a single value: init"))
        .map(wrong -> new Wrong(wrong.what, direct(wrong.text), wrong.parts));
  }

  static Stream<Wrong> choices() {
    return Stream.of(
            wrong(
                "one way",
                COMMAND + "- either: »{ a: [reply: {}] }\n",
                "Expected two ways or more",
                "[a]"),
            wrong(
                "ways as a list", COMMAND + "- either: »[a, b]\n", "Expected a map, found a list"),
            wrong(
                "same ways",
                COMMAND + "- either:\n    a: [reply: {}]\n    »b: [reply: {}]\n",
                "The way \"b\" is the same as one before it."),
            wrong(
                "way that begins with an act",
                COMMAND
                    + "- either:\n    a: [reply: {}, command: { Process: {} }, reply: {}]\n    »b: [command: { Process: {} }, reply: {}, reply: {}]\n",
                "The way \"b\" must begin with something to expect."),
            wrong(
                "empty way",
                COMMAND + "- reply: {}\n- either:\n    a: [end: OK]\n    »b: []\n",
                "The way \"b\" must begin with something to expect."),
            wrong(
                "ways that leave different commands open",
                COMMAND + "- either:\n    a: [reply: {}]\n    »b: [silence]\n- silence\n",
                "The ways leave different commands open",
                "let each go on to the scenario's end"),
            wrong(
                "a word beside either",
                COMMAND + "- either: { a: [reply: {}], b: [failure: any] }\n  »on: b\n",
                "Unknown word \"on\". Known here: either."))
        .map(wrong -> new Wrong(wrong.what, direct(wrong.text), wrong.parts));
  }

  static Stream<Wrong> clientSteps() {
    return Stream.of(
        wrong(
            "step of direct",
            proxied("- »command: { Process: {} }\n"),
            "Unknown step \"command\" in a proxied scenario.",
            "call"),
        wrong(
            "wire in scripted",
            scripted("- »wire: []\n"),
            "A scripted scenario says \"serve\", not \"wire\"."),
        wrong(
            "serve in proxied",
            proxied("- »serve: []\n"),
            "A proxied scenario says \"wire\", not \"serve\"."),
        wrong(
            "call without outcome",
            proxied("- »call: { Process: {} }\n"),
            "Say how the call ends with one of returns, fails or status; found []."),
        wrong(
            "call with two outcomes",
            proxied("- »call: { Process: {} }\n  returns: {}\n  fails: any\n"),
            "found [returns, fails]"),
        wrong(
            "unknown method",
            proxied("- call: { »Call: {} }\n  returns: {}\n"),
            "Unknown method \"Call\""),
        wrong(
            "unknown way",
            proxied("- call: { Process: {} }\n  via: »rest\n  returns: {}\n"),
            "Unknown way to call rest.",
            "Known here: grpc, grpc-web, http, post."),
        wrong(
            "unknown code",
            proxied("- call: { Process: {} }\n  fails: »UNKNWON\n"),
            "Unknown status UNKNWON. Did you mean \"UNKNOWN\"?"),
        wrong(
            "description of a success",
            proxied("- call: { Process: {} }\n  returns: {}\n  description: »x\n"),
            "Only a call that fails has a description."),
        wrong(
            "unknown field of the answer",
            proxied("- call: { Process: {} }\n  returns: { »msg: A }\n"),
            "Unknown field \"msg\" of cloudstate.tck.model.Response."),
        wrong(
            "name taken",
            proxied("- call: { Process: {} }\n  as: a\n- call: { Process: {} }\n  as: »a\n"),
            "A call named \"a\" stands above already."),
        wrong(
            "return of an unknown call",
            proxied("- return: »a\n  returns: {}\n"),
            "No call is named a."),
        wrong(
            "what an HTTP request returns",
            proxied("- http: { path: /x }\n  as: a\n  status: 404\n- return: a\n  returns: »{}\n"),
            "has no type; say its HTTP status"),
        wrong(
            "status that is no number",
            proxied("- http: { path: /x }\n  status: »Bad\n"),
            "Expected a whole number, found Bad"),
        wrong(
            "HTTP request without path",
            proxied("- http: »{ verb: GET }\n  status: 404\n"),
            "\"path\" is missing here; found [verb]."),
        wrong(
            "neither in nor out",
            proxied("- wire: [»{ command: { Process: {} } }]\n"),
            "Expected either \"in\" or \"out\"",
            "found [command]"),
        wrong(
            "both in and out",
            proxied("- wire:\n    - »in: init\n      out: { reply: {} }\n"),
            "found [in, out]"),
        wrong(
            "wire item that is a word",
            proxied("- wire: [»init]\n"),
            "Expected a map, found a single value: init"),
        wrong(
            "unknown frame in",
            proxied("- wire: [{ in: »comand }]\n"),
            "Unknown frame \"comand\". Did you mean \"command\"?",
            "halfClose"),
        wrong(
            "unknown frame out",
            proxied("- wire: [{ out: »{ replay: {} } }]\n"),
            "Unknown frame \"replay\". Did you mean \"reply\"?",
            "end"),
        wrong(
            "frame that lacks its content",
            proxied("- wire: [{ in: »command }]\n"),
            "\"command\" needs more than the word",
            "command: "),
        wrong(
            "cancel by the service",
            proxied("- wire: [{ out: »cancel }]\n"),
            "Unknown frame \"cancel\".",
            "end"),
        wrong(
            "modifier outside the frame",
            proxied(
                "- wire:\n    - in: init\n    - in: { command: { Process: {} } }\n    - out: { reply: {} }\n      »events: []\n"),
            "Unknown word \"events\".",
            "Known here: on, out, proves, save."),
        wrong(
            "unknown entity on the wire",
            proxied("- wire: [{ in: init, on: »Nobody/x }]\n"),
            "Unknown service \"Nobody\"."),
        wrong(
            "silence of an unknown call",
            proxied("- call: { Process: {} }\n  as: a\n- silence: »b\n"),
            "No call is named b.",
            "Known here: a."),
        wrong(
            "only one way on the wire",
            proxied("- wire: [{ either: »{ a: [{ in: dropped }] } }]\n"),
            "Expected two ways or more"),
        wrong(
            "way that serves",
            scripted(
                "- serve:\n    - in: init\n    - either: { a: [{ in: dropped }], »b: [{ out: { end: OK } }] }\n"),
            "must begin with something to expect"),
        wrong(
            "a failure sent that is any text",
            scripted(
                "- serve:\n    - in: init\n    - in: { command: { Process: {} } }\n    - out: { fail: A, restart: »any }\n"),
            "\"any\" and its like can only be expected, not sent"),
        wrong(
            "a value sent that is left open",
            direct("- init: { entityId: »any }\n"),
            "\"any\" and its like can only be expected, not sent"));
  }

  static Stream<Wrong> withoutService() {
    return Stream.of(
            wrong(
                "no entity",
                "- »init\n",
                "The theme names no service; say which entity is meant with \"on\"."),
            wrong(
                "half an entity",
                "- init: {}\n  on: »b\n",
                "The theme names no service; write Service/b."))
        .map(
            wrong ->
                new Wrong(
                    wrong.what,
                    direct(wrong.text).replaceFirst("(?m)^service: .*$", "# no service"),
                    wrong.parts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"files", "scenarios", "directSteps", "choices", "clientSteps", "withoutService"})
  void saysWhereAndWhat(Wrong wrong) {
    assertSaid(wrong);
  }

  /** The one problem is told, at the mark, in these words. */
  static void assertSaid(Wrong wrong) {
    int at = wrong.text.indexOf(HERE);
    String before = wrong.text.substring(0, at);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = at - before.lastIndexOf('\n');
    String text = before + wrong.text.substring(at + 1);

    SpecException thrown =
        catchThrowableOfType(SpecException.class, () -> Specs.load(ThemeText.FILE, text));

    assertThat(thrown).as(text).isNotNull();
    assertThat(thrown.problems()).hasSize(1);
    assertThat(thrown.problems().get(0).message()).contains(wrong.parts).doesNotContain("\n");
    assertThat(thrown).hasMessageStartingWith("theme.yaml:" + line + ":" + column + ": ");
  }

  @Test
  void saysOneProblemOfEachScenario() {
    String one = direct("- inti\n");
    String two = one.substring(one.indexOf("  - id")).replace("t/one", "t/two");

    assertThatThrownBy(() -> Specs.load(ThemeText.FILE, one + two))
        .hasMessageContainingAll("theme.yaml:9:9: Unknown step", "theme.yaml:15:9: Unknown step");
  }

  @Test
  void knowsWhatIsGood() {
    assertThat(ThemeText.read(theme("direct", "[ES-05]", "- init\n- silence\n")).steps())
        .hasSize(2);
  }
}

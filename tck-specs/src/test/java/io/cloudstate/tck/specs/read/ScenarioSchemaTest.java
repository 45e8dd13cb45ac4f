package io.cloudstate.tck.specs.read;

import static io.cloudstate.tck.specs.read.ThemeText.direct;
import static io.cloudstate.tck.specs.read.ThemeText.proxied;
import static io.cloudstate.tck.specs.read.ThemeText.scripted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cloudstate.tck.specs.ModelService;
import io.cloudstate.tck.specs.SpecRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors use says the same as the reader. */
final class ScenarioSchemaTest {

  private static final String FOLDER = "/io/cloudstate/tck/specs/";
  private static final String COMMAND = "- command: { Process: {} }\n";
  private static final String CALL = "- call: { Process: {} }\n";
  private static final String UNKNOWN = "zzzzzz";

  private static final String SCHEMA_TEXT = Objects.requireNonNull(text("scenarios.schema.json"));
  private static final String SAMPLE = Objects.requireNonNull(text("read/sample.yaml"));
  private static final JsonNode JSON = JsonMapper.shared().readTree(SCHEMA_TEXT);
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA_TEXT);

  private static @Nullable String text(String name) {
    try (InputStream stream = ScenarioSchemaTest.class.getResourceAsStream(FOLDER + name)) {
      return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new IllegalStateException(name, unreadable);
    }
  }

  private static List<Error> errors(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML);
  }

  /**
   * A place where the reader knows some words.
   *
   * @param text in which an unknown word stands at that place
   * @param words what the schema has there
   */
  private record Place(String name, String text, Set<String> words) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Place place(String name, String text, Set<String> words) {
    return new Place(name, text.replace("?", UNKNOWN), words);
  }

  static Stream<Place> places() {
    return Stream.of(filePlaces(), directPlaces(), clientPlaces(), wirePlaces())
        .flatMap(places -> places);
  }

  private static Stream<Place> filePlaces() {
    String good = direct("- init\n");
    return Stream.of(
        place("theme", "?: x\n" + good, properties(JSON)),
        place("scenario", good.replace("title", "?"), properties(definition("scenario"))),
        place(
            "disputed",
            good.replace("topology:", "disputed: { ?: x }\n    topology:"),
            properties(definition("scenario").at("/properties/disputed"))),
        place(
            "topology",
            good.replace("direct", "?"),
            values(definition("scenario").at("/properties/topology"))),
        place(
            "crdt",
            crdt(good).replace("topology:", "crdt: ?\n    topology:"),
            values(definition("crdt"))));
  }

  private static Stream<Place> directPlaces() {
    return Stream.of(
        place("direct step", direct("- ?\n"), and(choices("directStep"), "repeat", "service")),
        place("init", direct("- init: {}\n  ?: 1\n"), step("init")),
        place("event", direct("- event: {}\n  ?: 1\n"), step("event")),
        place("command", direct("- command: {}\n  ?: 1\n"), step("command")),
        place("delta", direct("- delta: {}\n  ?: 1\n"), step("delta")),
        place("deleted", direct("- deleted: {}\n  ?: 1\n"), step("deleted")),
        place("streamCancelled", direct("- streamCancelled: 1\n  ?: 1\n"), step("streamCancelled")),
        place("open", direct("- open: x\n  ?: 1\n"), step("open")),
        place("payload", direct("- payload: {}\n  ?: 1\n"), step("payload")),
        place("send", direct("- send: {}\n  ?: 1\n"), step("send")),
        place("rpc", direct("- send: {}\n  rpc: ?\n  on: ActionTwo\n"), values(definition("rpc"))),
        place("reply", direct(COMMAND + "- reply: {}\n  ?: 1\n"), step("reply")),
        place("forward", direct(COMMAND + "- forward: {}\n  ?: 1\n"), step("forward")),
        place("fail", direct(COMMAND + "- fail: a\n  ?: 1\n"), step("fail")),
        place("nothing", direct(COMMAND + "- nothing:\n  ?: 1\n"), step("nothing")),
        place("cancelled", direct("- cancelled: 1\n  ?: 1\n"), step("cancelled")),
        place("failure", direct("- failure: any\n  ?: 1\n"), step("failure")),
        place("expect", direct("- expect: {}\n  ?: 1\n"), step("expect")),
        place(
            "change",
            crdt(direct(COMMAND + "- reply: any\n  change: { ?: 1 }\n")),
            properties(definition("answer").at("/properties/change"))),
        place(
            "consistency",
            crdt(direct(COMMAND + "- reply: any\n  consistency: ?\n")),
            values(definition("answer").at("/properties/consistency"))),
        place("halfClose", direct("- halfClose:\n  ?: 1\n"), step("halfClose")),
        place("cancel", direct("- cancel:\n  ?: 1\n"), step("cancel")),
        place("end", direct("- end: OK\n  ?: 1\n"), step("end")),
        place("end's status", direct("- end: ?\n"), values(definition("codeOrError"))),
        place("passivate", direct("- passivate:\n  ?: 1\n"), step("passivate")),
        place("silence", direct("- silence:\n  ?: 1\n"), step("silence")),
        place("either", direct("- either: {}\n  ?: 1\n"), properties(definition("either"))),
        place("anyOrder", direct("- anyOrder: []\n  ?: 1\n"), properties(definition("anyOrder"))),
        place("repeat", direct("- repeat: 2\n  ?: 1\n"), properties(definition("repeat"))),
        place("discover", direct("- discover:\n  ?: 1\n"), step("discover")),
        place("reportError", direct("- reportError:\n  ?: 1\n"), step("reportError")),
        place("service", direct("- service: killed\n  ?: 1\n"), step("service")),
        place(
            "fate of a service",
            direct("- service: ?\n"),
            values(definition("step.service").at("/properties/service"))),
        place("spec", direct("- discover\n- spec: links\n  ?: 1\n"), step("spec")),
        place("rule", direct("- discover\n- spec: ?\n"), values(definition("rule"))));
  }

  private static Stream<Place> clientPlaces() {
    String streams = "- call: { StreamIn: [] }\n  on: ProbeAction\n  as: a\n  open: true\n";
    String started = "- startProxy: {}\n";
    return Stream.of(
        place(
            "client's step",
            proxied("- ?\n"),
            and(
                both(choices("proxiedStep"), choices("scriptedStep")),
                "repeat",
                "service",
                "proxy")),
        place("call", proxied(CALL + "  ?: 1\n"), client("call")),
        place(
            "via",
            proxied(CALL + "  via: ?\n"),
            values(definition("client.call").at("/properties/via"))),
        place("fails", proxied(CALL + "  fails: ?\n"), values(definition("codeOrAny"))),
        place("raw", proxied("- raw: {}\n  ?: 1\n"), client("raw")),
        place(
            "raw request",
            proxied("- raw: { ?: 1 }\n"),
            properties(definition("client.raw").at("/properties/raw"))),
        place("http", proxied("- http: {}\n  ?: 1\n"), client("http")),
        place(
            "http request",
            proxied("- http: { ?: 1 }\n"),
            properties(definition("client.http").at("/properties/http"))),
        place("client's send", proxied(streams + "- send: {}\n  ?: 1\n"), client("send")),
        place("receive", proxied(streams + "- receive: {}\n  ?: 1\n"), client("receive")),
        place("client's half-close", proxied("- halfClose: a\n  ?: 1\n"), client("halfClose")),
        place("client's cancel", proxied("- cancel: a\n  ?: 1\n"), client("cancel")),
        place("return", proxied(CALL + "  as: a\n- return: a\n  ?: 1\n"), client("return")),
        place("reported", proxied("- reported:\n  ?: 1\n"), client("reported")),
        place("startProxy", scripted("- startProxy: {}\n  ?: 1\n"), client("startProxy")),
        place("disconnect", scripted(started + "- disconnect:\n  ?: 1\n"), client("disconnect")),
        place("reconnect", scripted(started + "- reconnect:\n  ?: 1\n"), client("reconnect")),
        place("answer", scripted(started + "- answer:\n  ?: 1\n"), client("answer")),
        place("discovered", scripted(started + "- discovered: {}\n  ?: 1\n"), client("discovered")),
        place("serving", scripted(started + "- serving:\n  ?: 1\n"), client("serving")),
        place("proxy", proxied("- proxy: killed\n  ?: 1\n"), client("proxy")),
        place(
            "fate of a proxy",
            proxied("- proxy: ?\n"),
            values(definition("client.proxy").at("/properties/proxy"))),
        place(
            "fate of a service behind a proxy",
            proxied("- service: ?\n"),
            values(definition("client.service").at("/properties/service"))),
        place("wire", proxied("- wire: []\n  ?: 1\n"), client("wire")),
        place("serve", scripted("- serve: []\n  ?: 1\n"), client("serve")));
  }

  private static Stream<Place> wirePlaces() {
    String served = "- serve:\n    - in: init\n    - in: { command: { Process: {} } }\n    - ";
    return Stream.of(
        place("in", proxied("- wire: [{ in: ? }]\n"), choices("in")),
        place("out", proxied("- wire: [{ out: ? }]\n"), choices("out.proxied")),
        place("out served", scripted("- serve: [{ out: ? }]\n"), choices("out.scripted")),
        place(
            "beside in",
            proxied("- wire: [{ in: init, ?: 1 }]\n"),
            properties(definition("wireItem").at("/oneOf/0"))),
        place(
            "beside out",
            scripted("- serve: [{ out: { end: OK }, ?: 1 }]\n"),
            properties(definition("serveItem").at("/oneOf/1"))),
        place(
            "end served", scripted("- serve: [{ out: { end: ? } }]\n"), values(definition("code"))),
        place("init frame", proxied("- wire: [{ in: { init: {}, ?: 1 } }]\n"), frame("init")),
        place("event frame", proxied("- wire: [{ in: { event: {}, ?: 1 } }]\n"), frame("event")),
        place(
            "command frame",
            proxied("- wire: [{ in: { command: {}, ?: 1 } }]\n"),
            frame("command")),
        place("delta frame", proxied("- wire: [{ in: { delta: {}, ?: 1 } }]\n"), frame("delta")),
        place("open frame", proxied("- wire: [{ in: { open: x, ?: 1 } }]\n"), frame("open")),
        place(
            "payload frame",
            proxied("- wire: [{ in: { payload: {}, ?: 1 } }]\n"),
            frame("payload")),
        place("raw frame in", proxied("- wire: [{ in: { frame: {}, ?: 1 } }]\n"), frame("in")),
        place("raw frame out", proxied("- wire: [{ out: { frame: {}, ?: 1 } }]\n"), frame("out")),
        place("reply frame", scripted(served + "out: { reply: {}, ?: 1 }\n"), frame("reply")),
        place("forward frame", scripted(served + "out: { forward: {}, ?: 1 }\n"), frame("forward")),
        place("fail frame", scripted(served + "out: { fail: a, ?: 1 }\n"), frame("fail")),
        place("nothing frame", scripted(served + "out: { nothing: , ?: 1 }\n"), frame("nothing")),
        place(
            "cancelled frame",
            scripted(served + "out: { cancelled: 1, ?: 1 }\n"),
            frame("cancelled")),
        place(
            "failure frame", scripted(served + "out: { failure: any, ?: 1 }\n"), frame("failure")));
  }

  private static String crdt(String text) {
    return text.replace("EventSourcedTckModel", "crdt.CrdtTckModel");
  }

  private static Set<String> and(Set<String> words, String... more) {
    return both(words, Set.of(more));
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return all;
  }

  private static JsonNode definition(String name) {
    JsonNode found = JSON.path("$defs").path(name);
    assertThat(found.isObject()).as(name).isTrue();
    return found;
  }

  /** What a reference leads to. */
  private static JsonNode target(JsonNode node) {
    return node.path("$ref")
        .asStringOpt()
        .map(reference -> JSON.at(reference.substring(1)))
        .orElse(node);
  }

  /** Its own and those of its parts. */
  private static Set<String> properties(JsonNode object) {
    Set<String> names = new TreeSet<>(object.path("properties").propertyNames());
    object.path("allOf").forEach(part -> names.addAll(properties(target(part))));
    return names;
  }

  private static Set<String> step(String word) {
    return properties(definition("step." + word));
  }

  private static Set<String> client(String word) {
    return properties(definition("client." + word));
  }

  private static Set<String> frame(String word) {
    return properties(definition("frame." + word));
  }

  /** The values of an enumeration, or of several. */
  private static Set<String> values(JsonNode enumeration) {
    Set<String> values = new TreeSet<>();
    enumeration.path("enum").forEach(value -> values.add(value.stringValue()));
    enumeration.path("const").asStringOpt().ifPresent(values::add);
    enumeration.path("anyOf").forEach(one -> values.addAll(values(target(one))));
    return values;
  }

  /** What each of the choices requires. */
  private static Set<String> choices(String name) {
    Set<String> words = new TreeSet<>();
    for (JsonNode choice : definition(name).path("oneOf")) {
      required(target(choice)).ifPresent(words::add);
    }
    return words;
  }

  private static Optional<String> required(JsonNode object) {
    Optional<String> own = object.path("required").path(0).asStringOpt();
    return own.isPresent() || object.path("allOf").isEmpty()
        ? own
        : required(target(object.path("allOf").path(0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void knowsTheWordsThatTheReaderKnows(Place place) {
    SpecException thrown =
        catchThrowableOfType(SpecException.class, () -> Specs.load(ThemeText.FILE, place.text));

    String message = Objects.requireNonNull(thrown.getMessage());
    assertThat(message).contains(UNKNOWN).contains("Known here: ");
    String known = message.substring(message.indexOf("Known here: ") + "Known here: ".length());
    assertThat(place.words)
        .containsExactlyInAnyOrder(known.substring(0, known.indexOf('.')).split(", "));
    assertThat(errors(place.text)).isNotEmpty();
  }

  @Test
  void knowsTheModelsServicesAndTheRules() {
    Set<String> services = new TreeSet<>();
    ModelService.all()
        .forEach(
            service -> {
              services.add(service.fullName());
              services.add(service.descriptor().getName());
            });

    assertThat(values(definition("service"))).isEqualTo(services);
    assertThat(values(definition("rule"))).containsExactlyInAnyOrderElementsOf(SpecRule.words());
  }

  @Test
  void theReaderAndTheSchemaAcceptEveryWordTheyKnow() {
    assertThat(Specs.load("sample.yaml", SAMPLE).scenarios()).hasSize(10);
    assertThat(errors(SAMPLE)).isEmpty();
  }

  @Test
  void theSampleSaysEveryWord() {
    Set<String> words = new TreeSet<>(properties(definition("scenario")));
    JSON.path("$defs")
        .propertyStream()
        .filter(
            definition -> definition.getKey().matches("(word|step|client|frame|either|any|re).*"))
        .forEach(definition -> words.addAll(properties(definition.getValue())));

    assertThat(words)
        .hasSizeGreaterThan(70)
        .allSatisfy(word -> assertThat(SAMPLE).containsPattern("[ \\[]" + word + "[:\n,]"));
  }

  static Stream<String> wrongs() {
    return Arrays.asList(
        direct("- fail: a\n  restart: maybe\n"),
        direct("- reply: {}\n  commandId: x\n"),
        direct("- command: { Process: {}, Call: {} }\n"),
        direct("- event\n"),
        direct("- end\n"),
        direct("- forward: { Call: {} }\n"),
        direct("- reply: {}\n  effects: [{}]\n"),
        direct("- reply: {}\n  events: { Persisted: {} }\n"),
        direct("- init\n- command: { Process: {} }\n- reply: {}\n  delete: false\n")
            .replace("EventSourcedTckModel", "valueentity.ValueEntityTckModel"),
        direct("- init\n- command: { Process: {} }\n- reply: {}\n  update: [A]\n")
            .replace("EventSourcedTckModel", "valueentity.ValueEntityTckModel"),
        direct("- either: { a: [silence] }\n"),
        direct("- either: { a: [silence], b: [] }\n"),
        direct("- init: {}\n  command: { Process: {} }\n"),
        direct("- init\n").replace("t/one", "one"),
        direct("- init\n").replace("[ES-05]", "[]"),
        direct("- init\n").replace("[ES-05]", "[ES-05, ES-05]"),
        direct("- init\n").replace("[ES-05]", "[es5]"),
        direct("- init\n").replace("    title: One\n", ""),
        direct("- init\n").replace("EventSourcedTckModel", "Nobody"),
        proxied(CALL + "  fails: any\n- wire: [{ out: { unknown: 15 } }]\n"),
        scripted(CALL + "  fails: any\n- serve: [{ out: { unknown: x } }]\n"),
        proxied(CALL),
        proxied(CALL + "  returns: {}\n  fails: any\n"),
        proxied(CALL + "  returns: {}\n  description: x\n"),
        proxied(CALL + "  via: rest\n  returns: {}\n"),
        proxied(CALL + "  returns: {}\n  json: '{}'\n"),
        proxied(CALL + "  fails: any\n  responseHeaders: { a: b }\n"),
        proxied(CALL + "  via: post\n  status: 200\n  json: '{}'\n  lines: []\n"),
        proxied(CALL + "  via: post\n  status: 99\n"),
        proxied(CALL + "  via: post\n  status: 200\n  returns: {}\n"),
        proxied(CALL + "  as: a\n  description: x\n"),
        proxied("- http: { path: /x }\n"),
        proxied("- http: { path: x }\n  status: 404\n"),
        proxied("- http: { verb: GET }\n  status: 404\n"),
        proxied("- http: { path: /x }\n  status: 404\n  returns: {}\n"),
        proxied("- raw: { method: x, base64: AA== }\n  fails: any\n"),
        proxied("- raw: { method: x/y, base64: AA== }\n"),
        proxied("- raw: { method: x/y, base64: AA== }\n  returns: {}\n"),
        proxied("- send: {}\n"),
        proxied("- receive: {}\n"),
        proxied("- halfClose\n"),
        proxied("- startProxy: {}\n"),
        proxied("- anyOrder: [{ in: init }]\n"),
        scripted("- service: killed\n"),
        direct("- proxy: killed\n"),
        direct("- service: held back\n"),
        proxied("- proxy: paused\n"),
        proxied("- either: { a: [silence, { service: killed }], b: [silence] }\n"),
        proxied("- repeat: 2\n  steps: [{ service: killed }, { service: started }]\n"),
        scripted("- startProxy\n"),
        scripted("- discovered\n"),
        direct("- repeat: 1\n  steps: [init]\n"),
        direct("- repeat: 2\n  steps: []\n"),
        direct("- anyOrder: [init]\n"),
        direct("- anyOrder: [silence, []]\n"),
        direct("- either: { a: [silence], b: [{ repeat: 2, steps: [silence] }] }\n"),
        direct("- delta: x\n"),
        direct("- streamCancelled\n"),
        direct("- init\n").replace("topology:", "crdt: ORSets\n    topology:"),
        direct("- init\n- failure: any\n  save: { a-b: failure.description }\n"),
        direct("- command: { Process: {} }\n  metadata: { k: { bites: AA== } }\n"),
        proxied("- serve: []\n"),
        proxied("- wire: [init]\n"),
        proxied("- wire: [{ in: init, out: { reply: {} } }]\n"),
        proxied("- wire: [{ out: cancel }]\n"),
        proxied("- wire: [{ in: command }]\n"),
        proxied("- init\n"),
        scripted("- wire: []\n"),
        scripted("- serve: [{ out: { end: error } }]\n"))
        .stream();
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void refusesWhatTheReaderRefuses(String wrong) {
    assertThat(errors(wrong)).isNotEmpty();
    assertThat(catchThrowableOfType(SpecException.class, () -> Specs.load(ThemeText.FILE, wrong)))
        .isNotNull();
  }

  static List<String> themes() {
    return Specs.THEMES;
  }

  @ParameterizedTest
  @MethodSource("themes")
  void theKitsOwnFilesFit(String theme) {
    String yaml = text("scenarios/" + theme + ".yaml");
    assumeTrue(yaml != null, "the scenarios are not there yet");

    assertThat(errors(yaml)).isEmpty();
  }
}

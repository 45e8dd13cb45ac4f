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
    String good = direct("- init\n");
    String served = "- serve:\n    - in: init\n    - in: { command: { Process: {} } }\n    - ";
    return Stream.of(
        place("theme", "?: x\n" + good, properties(JSON)),
        place("scenario", good.replace("title", "?"), properties(definition("scenario"))),
        place(
            "topology",
            good.replace("direct", "?"),
            values(definition("scenario").at("/properties/topology"))),
        place("direct step", direct("- ?\n"), choices("directStep")),
        place("init", direct("- init\n  ?: 1\n".replace("init\n", "init: {}\n")), step("init")),
        place("event", direct("- event: {}\n  ?: 1\n"), step("event")),
        place("command", direct("- command: {}\n  ?: 1\n"), step("command")),
        place("send", direct("- send: {}\n  ?: 1\n"), step("send")),
        place("reply", direct(COMMAND + "- reply: {}\n  ?: 1\n"), step("reply")),
        place("forward", direct(COMMAND + "- forward: {}\n  ?: 1\n"), step("forward")),
        place("fail", direct(COMMAND + "- fail: a\n  ?: 1\n"), step("fail")),
        place("failure", direct("- failure: any\n  ?: 1\n"), step("failure")),
        place("expect", direct("- expect: {}\n  ?: 1\n"), step("expect")),
        place("halfClose", direct("- halfClose:\n  ?: 1\n"), step("halfClose")),
        place("cancel", direct("- cancel:\n  ?: 1\n"), step("cancel")),
        place("end", direct("- end: OK\n  ?: 1\n"), step("end")),
        place("end's status", direct("- end: ?\n"), values(definition("codeOrError"))),
        place("passivate", direct("- passivate:\n  ?: 1\n"), step("passivate")),
        place("silence", direct("- silence:\n  ?: 1\n"), step("silence")),
        place("either", direct("- either: {}\n  ?: 1\n"), step("either")),
        place("discover", direct("- discover:\n  ?: 1\n"), step("discover")),
        place("reportError", direct("- reportError:\n  ?: 1\n"), step("reportError")),
        place("spec", direct("- discover\n- spec: links\n  ?: 1\n"), step("spec")),
        place("rule", direct("- discover\n- spec: ?\n"), values(definition("rule"))),
        place("call", proxied(CALL + "  ?: 1\n"), step("call")),
        place(
            "via",
            proxied(CALL + "  via: ?\n"),
            values(definition("step.call").at("/properties/via"))),
        place("fails", proxied(CALL + "  fails: ?\n"), values(definition("codeOrAny"))),
        place("http", proxied("- http: {}\n  ?: 1\n"), step("http")),
        place(
            "request",
            proxied("- http: { ?: 1 }\n"),
            properties(definition("step.http").at("/properties/http"))),
        place("return", proxied(CALL + "  as: a\n- return: a\n  ?: 1\n"), step("return")),
        place("reported", proxied("- reported:\n  ?: 1\n"), step("reported")),
        place("wire", proxied("- wire: []\n  ?: 1\n"), step("wire")),
        place("serve", scripted("- serve: []\n  ?: 1\n"), step("serve")),
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
        place("event frame", proxied("- wire: [{ in: { event: {}, ?: 1 } }]\n"), frame("event")),
        place(
            "command frame",
            proxied("- wire: [{ in: { command: {}, ?: 1 } }]\n"),
            frame("command")),
        place("raw frame", proxied("- wire: [{ in: { frame: {}, ?: 1 } }]\n"), frame("frame")),
        place("reply frame", scripted(served + "out: { reply: {}, ?: 1 }\n"), frame("reply")),
        place("forward frame", scripted(served + "out: { forward: {}, ?: 1 }\n"), frame("forward")),
        place("fail frame", scripted(served + "out: { fail: a, ?: 1 }\n"), frame("fail")),
        place(
            "failure frame", scripted(served + "out: { failure: any, ?: 1 }\n"), frame("failure")));
  }

  private static JsonNode definition(String name) {
    JsonNode found = JSON.path("$defs").path(name);
    assertThat(found.isObject()).as(name).isTrue();
    return found;
  }

  private static Set<String> properties(JsonNode object) {
    return new TreeSet<>(object.path("properties").propertyNames());
  }

  private static Set<String> step(String word) {
    return properties(definition("step." + word));
  }

  private static Set<String> frame(String word) {
    return properties(definition("frame." + word));
  }

  private static Set<String> values(JsonNode enumeration) {
    Set<String> values = new TreeSet<>();
    enumeration.path("enum").forEach(value -> values.add(value.stringValue()));
    return values;
  }

  /** What each of the choices requires. */
  private static Set<String> choices(String name) {
    Set<String> words = new TreeSet<>();
    for (JsonNode choice : definition(name).path("oneOf")) {
      String reference = choice.path("$ref").asString("");
      JsonNode target = reference.isEmpty() ? choice : JSON.at(reference.substring(1));
      target.path("required").path(0).asStringOpt().ifPresent(words::add);
    }
    return words;
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
    assertThat(Specs.load("sample.yaml", SAMPLE).scenarios()).hasSize(4);
    assertThat(errors(SAMPLE)).isEmpty();
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
        direct("- init\n- command: { Process: {} }\n- reply: {}\n  update: A\n")
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
        proxied(CALL),
        proxied(CALL + "  returns: {}\n  fails: any\n"),
        proxied(CALL + "  returns: {}\n  description: x\n"),
        proxied(CALL + "  via: rest\n  returns: {}\n"),
        proxied("- http: { path: /x }\n"),
        proxied("- http: { verb: GET }\n  status: 404\n"),
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

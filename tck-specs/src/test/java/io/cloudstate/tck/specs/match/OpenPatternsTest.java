package io.cloudstate.tck.specs.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import io.cloudstate.tck.protocol.EntityProto;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.MetadataEntry;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.Reply;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.reflection.FileDescriptorResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Patterns that leave something open, and what they still tell apart. */
final class OpenPatternsTest {

  private static final Types TYPES =
      Types.of(List.of(EntityProto.getDescriptor(), EventsourcedProto.getDescriptor()));
  private static final Bindings BINDINGS =
      new Bindings(Map.of("entity", "e1", "saved", "AAE=", "id", "x1"));

  private static List<Difference> match(Pattern pattern, Message actual) {
    return Matcher.match(pattern, actual, TYPES, BINDINGS);
  }

  private static Pattern.Fields one(Descriptor type, String field, Pattern pattern) {
    return new Pattern.Fields(
        type, Map.of(Objects.requireNonNull(type.findFieldByName(field)), pattern));
  }

  private static Pattern text(String template) {
    return new Pattern.Text(template);
  }

  private static Pattern.Fields types(Pattern.Order order, Pattern... items) {
    return one(
        ProxyInfo.getDescriptor(),
        "supported_entity_types",
        new Pattern.Items(List.of(items), order));
  }

  private static Message types(String... names) {
    return ProxyInfo.newBuilder().addAllSupportedEntityTypes(Arrays.asList(names)).build();
  }

  @Test
  void inAnyOrderThereAreAsManyValues() {
    Pattern ab = types(Pattern.Order.ANY, text("a"), text("b"));

    assertThat(match(ab, types("a", "b"))).isEmpty();
    assertThat(match(ab, types("b", "a"))).isEmpty();
    assertThat(match(ab, types("b", "c")))
        .containsExactly(new Difference("supportedEntityTypes[1]", "\"a\"", "\"c\""));
    assertThat(match(ab, types("b")))
        .containsExactly(new Difference("supportedEntityTypes", "\"a\"", "nothing"));
    assertThat(match(ab, types("a", "a", "b")))
        .containsExactly(new Difference("supportedEntityTypes[1]", "nothing", "\"a\""));
    assertThat(match(ab, types("c", "d"))).hasSize(4);
  }

  @Test
  void amongOthersThereAreAtLeastTheseValues() {
    Pattern ab = types(Pattern.Order.AMONG_OTHERS, text("a"), text("b"));

    assertThat(match(ab, types("x", "b", "a"))).isEmpty();
    assertThat(match(ab, types("x", "b")))
        .containsExactly(new Difference("supportedEntityTypes", "\"a\"", "nothing"));
    assertThat(match(types(Pattern.Order.AMONG_OTHERS, text("a"), text("a")), types("a", "b")))
        .hasSize(1);
  }

  @Test
  void fromAmongTheseThereIsAtLeastOneValueAndNoOther() {
    Pattern ab = types(Pattern.Order.FROM_AMONG, text("a"), text("b"));

    assertThat(match(ab, types("b", "a"))).isEmpty();
    assertThat(match(ab, types("b"))).isEmpty();
    assertThat(match(ab, types("b", "x")))
        .containsExactly(
            new Difference("supportedEntityTypes[1]", "{\"(one of)\":[\"a\",\"b\"]}", "\"x\""));
    assertThat(match(ab, types()))
        .containsExactly(
            new Difference("supportedEntityTypes", "{\"(from among)\":[\"a\",\"b\"]}", "nothing"));
  }

  /** Each order of patterns and values that overlap finds the one way in which all have one. */
  @Test
  void aPatternLeavesToTheOthersWhatOnlyTheyCanTake() {
    Pattern any = new Pattern.Anything();
    Pattern notA = new Pattern.Not(text("a"));
    for (Pattern.Order order : List.of(Pattern.Order.ANY, Pattern.Order.AMONG_OTHERS)) {
      assertThat(match(types(order, any, notA, text("b")), types("b", "c", "a"))).isEmpty();
      assertThat(match(types(order, notA, any, text("b")), types("a", "b", "c"))).isEmpty();
      assertThat(match(types(order, any, notA, text("b")), types("b", "a", "a"))).isNotEmpty();
    }
  }

  private static Pattern.Fields metadata(String key, Pattern value) {
    return one(Reply.getDescriptor(), "metadata", new Pattern.Entries(Map.of(key, value)));
  }

  private static MetadataEntry entry(String key, String value) {
    return MetadataEntry.newBuilder().setKey(key).setStringValue(value).build();
  }

  private static Message reply(MetadataEntry... entries) {
    return Reply.newBuilder()
        .setMetadata(Metadata.newBuilder().addAllEntries(Arrays.asList(entries)))
        .build();
  }

  @Test
  void entriesOfMetadataAreFoundByTheirKeyAmongOthers() {
    Message reply = reply(entry("x", "1"), entry("Ce-Id", "7"), entry("ce-id", "8"));

    assertThat(match(metadata("ce-ID", text("7")), reply)).isEmpty();
    assertThat(match(metadata("ce-id", text("8")), reply))
        .containsExactly(new Difference("metadata.ce-id", "\"8\"", "\"7\""));
    assertThat(match(metadata("ce-type", new Pattern.Anything()), reply))
        .containsExactly(new Difference("metadata.ce-type", "\"any\"", "nothing"));
    assertThat(match(metadata("ce-id", new Pattern.Anything()), Reply.getDefaultInstance()))
        .extracting(Difference::path)
        .containsExactly("metadata");
  }

  @Test
  void anEntryIsOneOfSeveralOrNotAnother() {
    Pattern oneOf = metadata("k", new Pattern.OneOf(List.of(text("a"), text("${entity}"))));
    Pattern not = metadata("k", new Pattern.Not(text("${id}")));

    assertThat(match(oneOf, reply(entry("k", "e1")))).isEmpty();
    assertThat(match(oneOf, reply(entry("k", "b"))))
        .containsExactly(new Difference("metadata.k", "{\"(one of)\":[\"a\",\"e1\"]}", "\"b\""));
    assertThat(match(not, reply(entry("k", "x2")))).isEmpty();
    assertThat(match(not, reply(entry("k", "x1"))))
        .containsExactly(new Difference("metadata.k", "{\"(not)\":\"x1\"}", "\"x1\""));
    assertThat(match(not, reply(entry("other", "x2")))).hasSize(1);
  }

  @Test
  void bytesOfAnEntryAreNotItsText() {
    ByteString bytes = ByteString.copyFrom(new byte[] {0, 1});
    Message reply = reply(MetadataEntry.newBuilder().setKey("k").setBytesValue(bytes).build());

    for (Pattern same : List.of(new Pattern.Scalar(bytes), new Pattern.Base64Text("${saved}"))) {
      assertThat(match(metadata("k", same), reply)).isEmpty();
      assertThat(match(metadata("k", same), reply(entry("k", "AAE=")))).hasSize(1);
      Message built = Builder.build(metadata("k", same), BINDINGS);
      assertThat(built.toByteString()).isEqualTo(reply.toByteString());
    }
    assertThat(match(metadata("k", text("AAE=")), reply)).hasSize(1);
    assertThat(Builder.build(metadata("k", text("${entity}")), BINDINGS).toByteString())
        .isEqualTo(reply(entry("k", "e1")).toByteString());
  }

  @Test
  void aFileIsDescribedByItsNameOrWhatItDeclares() {
    Message file =
        FileDescriptorResponse.newBuilder()
            .addFileDescriptorProto(EventsourcedProto.getDescriptor().toProto().toByteString())
            .build();

    for (String name :
        List.of(
            EventsourcedProto.getDescriptor().getName(),
            "cloudstate.tck.model.EventSourcedTckModel",
            "cloudstate.tck.model.Response")) {
      assertThat(match(describes(name), file)).as(name).isEmpty();
    }
    for (String name : List.of("EventSourcedTckModel", "cloudstate.tck.model", "entity.proto")) {
      assertThat(match(describes(name), file)).as(name).hasSize(1);
    }
    Message garbage =
        FileDescriptorResponse.newBuilder()
            .addFileDescriptorProto(ByteString.copyFromUtf8("garbage"))
            .build();
    assertThat(match(describes("a.B"), garbage))
        .containsExactly(
            new Difference(
                "fileDescriptorProto[0]", "\"the descriptor of a.B\"", "\"Z2FyYmFnZQ==\""));
  }

  private static Pattern describes(String name) {
    return one(
        FileDescriptorResponse.getDescriptor(),
        "file_descriptor_proto",
        new Pattern.Items(List.of(new Pattern.Describes(name))));
  }

  private static Message json(String typeUrl, String json) {
    ByteString text = ByteString.copyFromUtf8(json);
    ByteString field = ByteString.copyFrom(new byte[] {10, (byte) text.size()});
    return payload(typeUrl, field.concat(text));
  }

  private static Message payload(String typeUrl, ByteString value) {
    return Reply.newBuilder()
        .setPayload(Any.newBuilder().setTypeUrl(typeUrl).setValue(value))
        .build();
  }

  @Test
  void jsonIsOfAnyJsonTypeAndSaysWhatIsNamedInAnyLayout() {
    Pattern pattern =
        one(
            Reply.getDescriptor(),
            "payload",
            new Pattern.Json("{ \"id\": \"${entity}\", \"n\": [1] }"));

    assertThat(match(pattern, json("json.cloudstate.io/T", "{\"n\":[1],\"id\":\"e1\"}"))).isEmpty();
    assertThat(
            match(
                pattern, json("json.cloudstate.io/T", "{\"n\":[1],\"id\":\"e1\",\"type\":\"T\"}")))
        .as("a member of the library's own")
        .isEmpty();
    assertThat(match(pattern, json("json.cloudstate.io/T", "{\"id\":\"e1\"}"))).hasSize(1);
    assertThat(match(pattern, json("json.cloudstate.io/T", "[]"))).hasSize(1);
    assertThat(match(pattern, json("json.cloudstate.io/T", "{\"n\":[2],\"id\":\"e1\"}")))
        .containsExactly(
            new Difference(
                "payload.value", "{ \"id\": \"e1\", \"n\": [1] }", "{\"n\":[2],\"id\":\"e1\"}"));
    assertThat(match(pattern, json("json.cloudstate.io/T", "{"))).hasSize(1);
    assertThat(match(pattern, json("type.googleapis.com/T", "{\"n\":[1],\"id\":\"e1\"}")))
        .containsExactly(
            new Difference(
                "payload.typeUrl", "\"json.cloudstate.io/…\"", "\"type.googleapis.com/T\""));
    assertThat(
            match(pattern, payload("json.cloudstate.io/T", ByteString.copyFromUtf8("{\"n\":1}"))))
        .extracting(Difference::actual)
        .containsExactly("bytes \"eyJuIjoxfQ==\"");
  }

  static List<String> primitives() {
    return Primitives.names();
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void aPrimitiveIsTheFirstFieldAndADefaultOneIsEmpty(String name) {
    String typeUrl = Primitives.HOST + name;
    Descriptor type = TYPES.ofUrl(typeUrl).orElseThrow();
    Pattern payload =
        one(
            Reply.getDescriptor(),
            "payload",
            new Pattern.Packed(typeUrl, new Pattern.Fields(type, new LinkedHashMap<>())));

    assertThat(match(payload, payload(typeUrl, ByteString.EMPTY))).isEmpty();
    assertThat(type.findFieldByNumber(1).getType().name()).isEqualToIgnoringCase(name);
    assertThat(match(payload, payload("p.cloudstate.io/other", ByteString.EMPTY))).hasSize(1);
  }

  @Test
  void aTextIsAPrimitiveString() {
    Pattern payload = one(Reply.getDescriptor(), "payload", Primitives.text("${entity}"));
    Message e1 = payload("p.cloudstate.io/string", ByteString.copyFromUtf8("\n\2e1"));

    assertThat(match(payload, e1)).isEmpty();
    assertThat(Builder.build((Pattern.Fields) payload, BINDINGS).toByteString())
        .isEqualTo(e1.toByteString());
    assertThat(match(payload, payload("p.cloudstate.io/string", ByteString.copyFromUtf8("\n\2e2"))))
        .containsExactly(new Difference("payload.value", "\"e1\"", "\"e2\""));
  }

  @Test
  void nobodyIsShownMegabytes() {
    String mib = Bindings.ofEntity("e").resolve("${mib}");
    ByteString bytes = ByteString.copyFromUtf8(mib);
    Show show = new Show(TYPES, new Bindings(Map.of("mib", mib)));
    Pattern.Fields text = one(EntitySpec.getDescriptor(), "proto", new Pattern.Scalar(bytes));

    for (String shown :
        List.of(
            show.message(entry("k", mib)),
            show.message(EntitySpec.newBuilder().setProto(bytes).build()),
            show.pattern(text("${mib}")),
            show.pattern(text),
            show.pattern(new Pattern.Json("\"${mib}\"")),
            show.pattern(new Pattern.Base64Text("${mib}")),
            show.bytes(bytes))) {
      assertThat(shown).hasSizeLessThan(2200);
    }
    assertThat(show.message(entry("k", mib))).contains("m… (1048576 characters)");
    assertThat(show.message(entry("k", "m".repeat(2000)))).contains("m\"").doesNotContain("…");
  }

  @Test
  void whatIsOpenIsNotSent() {
    for (Pattern open :
        List.of(
            new Pattern.Anything(),
            new Pattern.Blank(),
            new Pattern.Json("{}"),
            new Pattern.OneOf(List.of(text("a"))),
            new Pattern.Not(text("a")))) {
      assertThatThrownBy(() -> Builder.build(one(Reply.getDescriptor(), "payload", open), BINDINGS))
          .hasMessageContaining("cloudstate.Reply.payload is left open");
    }
  }
}

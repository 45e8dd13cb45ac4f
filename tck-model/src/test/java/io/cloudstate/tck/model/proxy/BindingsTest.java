package io.cloudstate.tck.model.proxy;

import static io.cloudstate.tck.model.proxy.ProxyUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Any;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.cloudstate.tck.protocol.ClientAction;
import io.cloudstate.tck.protocol.Command;
import io.cloudstate.tck.protocol.EntityKeyProto;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.LegacyEntityKeyProto;
import io.cloudstate.tck.protocol.Reply;
import java.net.http.HttpResponse;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP bindings of every kind, on a service whose commands and replies are the same message. */
final class BindingsTest {
  private static final String SERVICE = "probe.Probe";

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET  | /ask/a/b?text=t&big_number=9007199254740993 |                       | a-b | {"left":"a","right":"b","text":"t","bigNumber":"9007199254740993","inner":null}
          GET  | /ask/a/b?bigNumber=2&inner.text=deep        |                       | a-b | {"left":"a","right":"b","text":"","bigNumber":"2","inner":{"text":"deep"}}
          GET  | /also/a/b                                   |                       | a-b | {"left":"a","right":"b","text":"","bigNumber":"0","inner":null}
          PUT  | /put/a/b                                    | {"text":"deep"}       | a-b | {"text":"deep"}
          POST | /probe.Probe/Plain                          | {"left":"a"}          | a-  | {"left":"a","right":"","text":"","bigNumber":"0","inner":null}
          """)
  void transcodes(String method, String path, String body, String entityId, String answered) {
    try (ProxyUnderTest proxy = ProxyUnderTest.start(spec())) {
      Future<HttpResponse<String>> call = proxy.http(method, path, body == null ? "" : body);
      ScriptedFunction.Stream stream = proxy.function().stream();
      Command command = stream.command();
      assertThat(command.getEntityId()).isEqualTo(entityId);
      Any echo = command.getPayload();
      stream.reply(
          1, ClientAction.newBuilder().setReply(Reply.newBuilder().setPayload(echo)).build());
      HttpResponse<String> answer = await(call);
      assertThat(answer.statusCode()).isEqualTo(200);
      // A message field that is not set has presence, so it is not printed.
      assertThat(answer.body()).isEqualTo(answered.replace(",\"inner\":null", ""));
    }
  }

  private static EntitySpec spec() {
    FieldOptions key =
        FieldOptions.newBuilder().setExtension(EntityKeyProto.entityKey, true).build();
    FieldOptions legacyKey =
        FieldOptions.newBuilder().setExtension(LegacyEntityKeyProto.legacyEntityKey, true).build();
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("probe.proto")
            .setPackage("probe")
            .setSyntax("proto3")
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("Ask")
                    .addField(
                        field("left", 1, FieldDescriptorProto.Type.TYPE_STRING).setOptions(key))
                    .addField(
                        field("right", 2, FieldDescriptorProto.Type.TYPE_STRING)
                            .setOptions(legacyKey))
                    .addField(field("text", 3, FieldDescriptorProto.Type.TYPE_STRING))
                    .addField(field("big_number", 4, FieldDescriptorProto.Type.TYPE_INT64))
                    .addField(
                        field("inner", 5, FieldDescriptorProto.Type.TYPE_MESSAGE)
                            .setTypeName(".probe.Inner")))
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("Inner")
                    .addField(field("text", 1, FieldDescriptorProto.Type.TYPE_STRING)))
            .addService(
                ServiceDescriptorProto.newBuilder()
                    .setName("Probe")
                    .addMethod(
                        method(
                            "Get",
                            HttpRule.newBuilder()
                                .setGet("/ask/{left}/{right}")
                                .addAdditionalBindings(
                                    HttpRule.newBuilder().setGet("/also/{left}/{right}"))))
                    .addMethod(
                        method(
                            "Put",
                            HttpRule.newBuilder()
                                .setPut("/put/{left}/{right}")
                                .setBody("inner")
                                .setResponseBody("inner")))
                    .addMethod(
                        method("Plain", HttpRule.newBuilder()).toBuilder().clearOptions().build()))
            .build();
    return ScriptedFunction.spec().toBuilder()
        .clearEntities()
        .addEntities(ScriptedFunction.entity(SERVICE))
        .setProto(FileDescriptorSet.newBuilder().addFile(file).build().toByteString())
        .build();
  }

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
        .setType(type);
  }

  private static MethodDescriptorProto method(String name, HttpRule.Builder rule) {
    return MethodDescriptorProto.newBuilder()
        .setName(name)
        .setInputType(".probe.Ask")
        .setOutputType(".probe.Ask")
        .setOptions(MethodOptions.newBuilder().setExtension(AnnotationsProto.http, rule.build()))
        .build();
  }
}

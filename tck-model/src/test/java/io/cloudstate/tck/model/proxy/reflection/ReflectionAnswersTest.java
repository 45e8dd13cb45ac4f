package io.cloudstate.tck.model.proxy.reflection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.model.EventsourcedProto;
import io.cloudstate.tck.protocol.model.crdt.CrdtProto;
import io.grpc.Status;
import io.grpc.reflection.v1.ExtensionRequest;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReflectionAnswersTest {
  private static final String SERVICE = "cloudstate.tck.model.EventSourcedTckModel";
  private static final String FILE = EventsourcedProto.getDescriptor().getName();

  private final ReflectionAnswers answers = answers();

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "no.such.Service"})
  void listsWhateverTheArgument(String argument) {
    assertThat(list(answers, argument)).containsExactly(SERVICE);
  }

  @ParameterizedTest
  @CsvSource({
    "cloudstate.tck.model.EventSourcedTckModel, EventsourcedProto",
    "cloudstate.tck.model.EventSourcedTckModel.Process, EventsourcedProto",
    "cloudstate.tck.model.Response, EventsourcedProto",
    "cloudstate.tck.model.crdt.UpdateWriteConsistency, CrdtProto",
    "google.protobuf.FieldDescriptorProto.Type, DescriptorProtos",
    "google.api.HttpRule, HttpProto",
    "cloudstate.entity_key, EntityKeyProto",
  })
  void findsFilesBySymbol(String symbol, String outerClass) throws Exception {
    FileDescriptorProto file = files(answers.to(symbol(symbol))).get(0);
    String declared = file.getOptions().getJavaOuterClassname();
    assertThat(declared).isEqualTo(outerClass);
  }

  @Test
  void givesAFileWithAllItsImportsEachOnce() throws Exception {
    List<String> names = new ArrayList<>();
    for (FileDescriptorProto file : files(answers.to(name(FILE)))) {
      names.add(file.getName());
    }
    assertThat(names)
        .startsWith(FILE)
        .doesNotHaveDuplicates()
        .contains("google/api/annotations.proto", "google/protobuf/descriptor.proto")
        .doesNotContain(CrdtProto.getDescriptor().getName());
    assertThat(answers.to(name("google/api/http.proto")).hasFileDescriptorResponse()).isTrue();
  }

  @Test
  void findsExtensions() throws Exception {
    ExtensionRequest key =
        ExtensionRequest.newBuilder()
            .setContainingType("google.protobuf.FieldOptions")
            .setExtensionNumber(1080)
            .build();
    assertThat(
            files(
                    answers.to(
                        ServerReflectionRequest.newBuilder()
                            .setFileContainingExtension(key)
                            .build()))
                .get(0)
                .getExtension(0)
                .getNumber())
        .isEqualTo(1080);
    assertThat(numbers("google.protobuf.FieldOptions").getAllExtensionNumbersResponse())
        .satisfies(found -> assertThat(found.getExtensionNumberList()).contains(1080).isSorted());
    assertThat(numbers("google.api.HttpRule").getAllExtensionNumbersResponse().getBaseTypeName())
        .isEqualTo("google.api.HttpRule");
    assertThat(code(numbers(SERVICE))).isEqualTo(Status.Code.NOT_FOUND);
  }

  @Test
  void doesNotKnowWhatIsNotThere() {
    assertThat(code(answers.to(symbol("no.Symbol")))).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(code(answers.to(name("no.proto")))).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(code(answers.to(ServerReflectionRequest.getDefaultInstance())))
        .isEqualTo(Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void repeatsTheRequest() {
    ServerReflectionRequest request = symbol("no.Symbol").toBuilder().setHost("h").build();
    ServerReflectionResponse answer = answers.to(request);
    assertThat(answer.getOriginalRequest()).isEqualTo(request);
    assertThat(answer.getValidHost()).isEqualTo("h");
  }

  @Test
  void defectsShow() {
    assertThat(list(answers(ProxyDefect.REFLECTION_LIST_ARGUMENT_READ), "*")).isEmpty();
    assertThat(list(answers(ProxyDefect.REFLECTION_LIST_ARGUMENT_READ), SERVICE))
        .containsExactly(SERVICE);
    assertThat(code(answers(ProxyDefect.REFLECTION_FILE_NAMES_UNKNOWN).to(name(FILE))))
        .isEqualTo(Status.Code.NOT_FOUND);
    ReflectionAnswers services = answers(ProxyDefect.REFLECTION_KNOWS_SERVICES_ONLY);
    assertThat(services.to(symbol(SERVICE)).hasFileDescriptorResponse()).isTrue();
    assertThat(services.to(symbol(SERVICE + ".Process")).hasErrorResponse()).isTrue();
    assertThat(services.to(symbol("cloudstate.tck.model.Response")).hasErrorResponse()).isTrue();
    assertThat(code(answers(ProxyDefect.REFLECTION_UNKNOWN_IS_INTERNAL).to(symbol("no.Symbol"))))
        .isEqualTo(Status.Code.INTERNAL);
  }

  private static ReflectionAnswers answers(ProxyDefect... defects) {
    return new ReflectionAnswers(
        List.of(SERVICE),
        List.of(EventsourcedProto.getDescriptor(), CrdtProto.getDescriptor()),
        Set.of(defects));
  }

  private static List<String> list(ReflectionAnswers answers, String argument) {
    return answers
        .to(ServerReflectionRequest.newBuilder().setListServices(argument).build())
        .getListServicesResponse()
        .getServiceList()
        .stream()
        .map(ServiceResponse::getName)
        .toList();
  }

  private ServerReflectionResponse numbers(String message) {
    return answers.to(
        ServerReflectionRequest.newBuilder().setAllExtensionNumbersOfType(message).build());
  }

  private static ServerReflectionRequest symbol(String symbol) {
    return ServerReflectionRequest.newBuilder().setFileContainingSymbol(symbol).build();
  }

  private static ServerReflectionRequest name(String name) {
    return ServerReflectionRequest.newBuilder().setFileByFilename(name).build();
  }

  private static List<FileDescriptorProto> files(ServerReflectionResponse answer)
      throws InvalidProtocolBufferException {
    List<FileDescriptorProto> files = new ArrayList<>();
    for (ByteString file : answer.getFileDescriptorResponse().getFileDescriptorProtoList()) {
      files.add(FileDescriptorProto.parseFrom(file));
    }
    return files;
  }

  private static Status.Code code(ServerReflectionResponse answer) {
    assertThat(answer.hasErrorResponse()).as("%s", answer).isTrue();
    return Status.fromCodeValue(answer.getErrorResponse().getErrorCode()).getCode();
  }
}

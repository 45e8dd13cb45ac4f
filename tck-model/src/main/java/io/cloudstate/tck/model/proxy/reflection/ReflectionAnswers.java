package io.cloudstate.tck.model.proxy.reflection;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.grpc.Status;
import io.grpc.reflection.v1.ErrorResponse;
import io.grpc.reflection.v1.ExtensionNumberResponse;
import io.grpc.reflection.v1.ExtensionRequest;
import io.grpc.reflection.v1.FileDescriptorResponse;
import io.grpc.reflection.v1.ListServiceResponse;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers the questions of one reflection client; pure. */
final class ReflectionAnswers {
  private final List<String> services;
  private final DescriptorIndex index;
  private final Set<ProxyDefect> defects;

  /**
   * @param services full names of the services to list
   * @param files what may be asked for, beside what these import
   * @param defects the bugs to imitate
   */
  ReflectionAnswers(
      List<String> services, Collection<FileDescriptor> files, Set<ProxyDefect> defects) {
    this.services = services;
    this.index = new DescriptorIndex(files);
    this.defects = defects;
  }

  ServerReflectionResponse to(ServerReflectionRequest request) {
    ServerReflectionResponse.Builder response =
        ServerReflectionResponse.newBuilder()
            .setValidHost(request.getHost())
            .setOriginalRequest(request);
    switch (request.getMessageRequestCase()) {
      case LIST_SERVICES -> response.setListServicesResponse(list(request.getListServices()));
      case FILE_BY_FILENAME ->
          answer(
              response,
              has(ProxyDefect.REFLECTION_FILE_NAMES_UNKNOWN)
                  ? Optional.empty()
                  : index.named(request.getFileByFilename()),
              "file " + request.getFileByFilename());
      case FILE_CONTAINING_SYMBOL ->
          answer(
              response,
              declaring(request.getFileContainingSymbol()),
              "symbol " + request.getFileContainingSymbol());
      case FILE_CONTAINING_EXTENSION -> {
        ExtensionRequest extension = request.getFileContainingExtension();
        answer(
            response,
            index.extending(extension.getContainingType(), extension.getExtensionNumber()),
            "extension %d of %s"
                .formatted(extension.getExtensionNumber(), extension.getContainingType()));
      }
      case ALL_EXTENSION_NUMBERS_OF_TYPE ->
          numbers(response, request.getAllExtensionNumbersOfType());
      case MESSAGEREQUEST_NOT_SET ->
          response.setErrorResponse(
              error(Status.Code.INVALID_ARGUMENT, "the request asks for nothing"));
    }
    return response.build();
  }

  private ListServiceResponse list(String argument) {
    ListServiceResponse.Builder list = ListServiceResponse.newBuilder();
    services.stream()
        .filter(name -> !has(ProxyDefect.REFLECTION_LIST_ARGUMENT_READ) || name.equals(argument))
        .forEach(name -> list.addService(ServiceResponse.newBuilder().setName(name)));
    return list.build();
  }

  private Optional<FileDescriptor> declaring(String symbol) {
    Optional<FileDescriptor> file = index.declaring(symbol);
    return has(ProxyDefect.REFLECTION_KNOWS_SERVICES_ONLY)
        ? file.filter(found -> found.findServiceByName(simple(symbol)) != null)
        : file;
  }

  private static String simple(String symbol) {
    return symbol.substring(symbol.lastIndexOf('.') + 1);
  }

  private void numbers(ServerReflectionResponse.Builder response, String message) {
    Map<Integer, FileDescriptor> extensions = index.extensionsOf(message);
    boolean known =
        index.declaring(message).map(file -> message(file, message)).orElse(!extensions.isEmpty());
    if (known) {
      response.setAllExtensionNumbersResponse(
          ExtensionNumberResponse.newBuilder()
              .setBaseTypeName(message)
              .addAllExtensionNumber(extensions.keySet()));
    } else {
      response.setErrorResponse(error(Status.Code.NOT_FOUND, "there is no message " + message));
    }
  }

  private static boolean message(FileDescriptor file, String name) {
    return file.getMessageTypes().stream().anyMatch(type -> holds(type, name));
  }

  private static boolean holds(Descriptor type, String name) {
    return type.getFullName().equals(name)
        || type.getNestedTypes().stream().anyMatch(nested -> holds(nested, name));
  }

  private void answer(
      ServerReflectionResponse.Builder response, Optional<FileDescriptor> file, String what) {
    if (file.isEmpty()) {
      response.setErrorResponse(
          error(
              has(ProxyDefect.REFLECTION_UNKNOWN_IS_INTERNAL)
                  ? Status.Code.INTERNAL
                  : Status.Code.NOT_FOUND,
              "there is no " + what));
      return;
    }
    FileDescriptorResponse.Builder files = FileDescriptorResponse.newBuilder();
    DescriptorIndex.withImports(file.get())
        .forEach(each -> files.addFileDescriptorProto(each.toProto().toByteString()));
    response.setFileDescriptorResponse(files);
  }

  private static ErrorResponse error(Status.Code code, String message) {
    return ErrorResponse.newBuilder().setErrorCode(code.value()).setErrorMessage(message).build();
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}

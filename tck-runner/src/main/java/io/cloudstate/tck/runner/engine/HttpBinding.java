package io.cloudstate.tck.runner.engine;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A method call as an HTTP request with a JSON body. */
record HttpBinding(String verb, String path, String contentType, String body) {

  private static final String JSON = "application/json";
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

  /** {@code POST /<service>/<method>}. */
  static HttpBinding post(MethodDescriptor method, Message request) {
    return new HttpBinding(
        "POST",
        "/" + method.getService().getFullName() + "/" + method.getName(),
        JSON,
        json(request));
  }

  /**
   * The method's {@code google.api.http} binding, which for the model service is a POST with the
   * whole message as body.
   *
   * @throws IllegalArgumentException if the method has none such
   */
  static HttpBinding of(MethodDescriptor method, Message request) {
    HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
    if (rule.getPost().isEmpty() || !rule.getBody().equals("*")) {
      throw new IllegalArgumentException(
          method.getFullName() + " has no POST binding with body \"*\".");
    }
    Message.Builder rest = request.toBuilder();
    Matcher variable = VARIABLE.matcher(rule.getPost());
    String path =
        variable.replaceAll(
            found -> {
              FieldDescriptor field = method.getInputType().findFieldByName(found.group(1));
              Object value = request.getField(field);
              rest.clearField(field);
              return Matcher.quoteReplacement(encode(value.toString()));
            });
    return new HttpBinding("POST", path, JSON, json(rest.build()));
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String json(Message message) {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(message);
    } catch (InvalidProtocolBufferException unknownAny) {
      throw new IllegalArgumentException(unknownAny);
    }
  }
}

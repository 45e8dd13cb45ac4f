package io.cloudstate.tck.runner.engine;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.cloudstate.tck.specs.Step;
import io.cloudstate.tck.specs.match.Bindings;
import io.cloudstate.tck.specs.match.Builder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP request.
 *
 * @param path with its query, percent-encoded
 * @param headers the content type among them
 * @param body empty for none
 */
record HttpBinding(String verb, String path, Map<String, String> headers, String body) {

  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

  /** {@code POST /<service>/<method>}. */
  static HttpBinding post(Step.Call call, Bindings bindings) {
    MethodDescriptor method = call.method();
    return new HttpBinding(
        "POST",
        "/" + method.getService().getFullName() + "/" + method.getName(),
        headers(call, bindings),
        json(request(call, bindings)));
  }

  private static Message request(Step.Call call, Bindings bindings) {
    return Builder.build(call.requests().get(0), bindings);
  }

  private static Map<String, String> headers(Step.Call call, Bindings bindings) {
    Map<String, String> headers = new HashMap<>(JSON);
    call.headers().forEach((name, value) -> headers.put(name, bindings.resolve(value)));
    return headers;
  }

  /**
   * The method's {@code google.api.http} binding, which for the model service is a POST with the
   * whole message as body.
   *
   * @throws IllegalArgumentException if the method has none such
   */
  static HttpBinding annotated(Step.Call call, Bindings bindings) {
    MethodDescriptor method = call.method();
    Message request = request(call, bindings);
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
    return new HttpBinding("POST", path, headers(call, bindings), json(rest.build()));
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

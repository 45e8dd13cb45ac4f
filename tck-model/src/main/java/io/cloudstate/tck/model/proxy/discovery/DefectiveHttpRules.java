package io.cloudstate.tck.model.proxy.discovery;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import java.util.Set;

/** Bugs in the reading of HTTP rules, imitated by rewriting the rules; pure. */
final class DefectiveHttpRules {
  private final Set<ProxyDefect> defects;

  /**
   * @param defects the bugs to imitate; without those of HTTP rules, all files stay as they are
   */
  DefectiveHttpRules(Set<ProxyDefect> defects) {
    this.defects = defects;
  }

  /**
   * A file as a proxy with these bugs sees it.
   *
   * @param file a file, parsed with an extension registry that knows {@code google.api.http}
   * @return the file itself, or one with other rules
   */
  FileDescriptorProto in(FileDescriptorProto file) {
    if (!has(ProxyDefect.HTTP_ADDITIONAL_BINDINGS_MISSING)
        && !has(ProxyDefect.HTTP_FIRST_ADDITIONAL_BINDING_ONLY)
        && !has(ProxyDefect.HTTP_BODY_FIELD_AS_WHOLE)
        && !has(ProxyDefect.HTTP_RESPONSE_BODY_WHOLE)) {
      return file;
    }
    FileDescriptorProto.Builder rewritten = file.toBuilder();
    for (ServiceDescriptorProto.Builder service : rewritten.getServiceBuilderList()) {
      for (MethodDescriptorProto.Builder method : service.getMethodBuilderList()) {
        MethodOptions options = method.getOptions();
        if (options.hasExtension(AnnotationsProto.http)) {
          method.setOptions(
              options.toBuilder()
                  .setExtension(
                      AnnotationsProto.http,
                      rewritten(options.getExtension(AnnotationsProto.http))));
        }
      }
    }
    return rewritten.build();
  }

  private HttpRule rewritten(HttpRule rule) {
    HttpRule.Builder rewritten = rule.toBuilder();
    rewritten.getAdditionalBindingsBuilderList().forEach(this::rewrite);
    rewrite(rewritten);
    if (has(ProxyDefect.HTTP_ADDITIONAL_BINDINGS_MISSING)) {
      rewritten.clearAdditionalBindings();
    }
    if (has(ProxyDefect.HTTP_FIRST_ADDITIONAL_BINDING_ONLY)) {
      while (rewritten.getAdditionalBindingsCount() > 1) {
        rewritten.removeAdditionalBindings(rewritten.getAdditionalBindingsCount() - 1);
      }
    }
    return rewritten.build();
  }

  private void rewrite(HttpRule.Builder rule) {
    if (has(ProxyDefect.HTTP_BODY_FIELD_AS_WHOLE) && !rule.getBody().isEmpty()) {
      rule.setBody("*");
    }
    if (has(ProxyDefect.HTTP_RESPONSE_BODY_WHOLE)) {
      rule.clearResponseBody();
    }
  }

  private boolean has(ProxyDefect defect) {
    return defects.contains(defect);
  }
}

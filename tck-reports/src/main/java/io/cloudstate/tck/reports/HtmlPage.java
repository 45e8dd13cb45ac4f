package io.cloudstate.tck.reports;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateSequenceModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * One page with all the evidence. It asks nothing of any server, and its content security policy
 * allows exactly its own style and script and no markup made from text, so that text of a candidate
 * stays text even if an escape were forgotten.
 */
final class HtmlPage {

  private record Page(
      HtmlView view,
      String policy,
      TemplateModel style,
      TemplateModel script,
      TemplateModel blocks) {}

  private HtmlPage() {}

  static void render(HtmlView view, List<byte[]> blocks, Writer out) throws IOException {
    String style = resource("report.css");
    String script = resource("report.js");
    String policy =
        ("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none';"
                + " form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
            .formatted(hash(style), hash(script));
    try {
      RecordWrapper wrapper = new RecordWrapper();
      Page page =
          new Page(
              view,
              policy,
              HTMLOutputFormat.INSTANCE.fromMarkup(style),
              HTMLOutputFormat.INSTANCE.fromMarkup(script),
              new Blocks(blocks));
      if (wrapper.wrap(page) instanceof TemplateHashModel root) {
        configuration(wrapper).getTemplate("report.ftlh").process(root, out);
      }
    } catch (TemplateException e) {
      throw new IllegalStateException("The report's own template is wrong: " + e.getMessage(), e);
    }
  }

  /** Turns each block into text only when it is written. */
  private record Blocks(List<byte[]> blocks) implements TemplateSequenceModel {

    @Override
    public TemplateModel get(int index) throws TemplateModelException {
      return HTMLOutputFormat.INSTANCE.fromMarkup(
          Base64.getEncoder().encodeToString(blocks.get(index)));
    }

    @Override
    public int size() {
      return blocks.size();
    }
  }

  private static Configuration configuration(RecordWrapper wrapper) {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(HtmlPage.class, "");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setObjectWrapper(wrapper);
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return configuration;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The kit is incomplete: its resource %s is missing.".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(String text) {
    try {
      return "sha256-"
          + Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-256")
                      .digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}

package io.cloudstate.tck.reports.html;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * Fills in the templates of all pages: what they show passes through {@link RecordWrapper} and is
 * escaped, and a page's content security policy names its own style and script by their digests.
 */
public final class HtmlTemplates {

  private final Class<?> owner;

  /**
   * The templates of some pages.
   *
   * @param owner stands where they are
   */
  public HtmlTemplates(Class<?> owner) {
    this.owner = owner;
  }

  /** The style that all pages build on. */
  public static String style() throws IOException {
    return new HtmlTemplates(HtmlTemplates.class).resource("report.css");
  }

  /** Renders one page. */
  public void render(String template, Record root, Writer out) throws IOException {
    RecordWrapper wrapper = new RecordWrapper();
    try {
      if (wrapper.wrap(root) instanceof TemplateHashModel model) {
        configuration(wrapper).getTemplate(template).process(model, out);
      }
    } catch (TemplateException e) {
      throw new IllegalStateException(
          "The kit's own template %s is wrong: %s".formatted(template, e.getMessage()), e);
    }
  }

  /** Text of the kit's own that goes into a page as it is. */
  public static TemplateModel ours(String text) {
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(text);
    } catch (TemplateModelException e) {
      throw new IllegalStateException("Markup is taken as it is", e);
    }
  }

  /** A file of the kit's own, as text. */
  public String resource(String name) throws IOException {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The kit is incomplete: its resource %s is missing.".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As a content security policy names what it allows. */
  public static String digest(String text) {
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

  private Configuration configuration(RecordWrapper wrapper) {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(owner, "");
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
}

package io.cloudstate.tck.reports.html;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateSequenceModel;
import java.io.IOException;
import java.io.Writer;
import java.util.Base64;
import java.util.List;

/**
 * One page with all the evidence. It asks nothing of any server, and its content security policy
 * allows exactly its own style and script and no markup made from text, so that text of a candidate
 * stays text even if an escape were forgotten.
 */
final class HtmlPage {

  private static final HtmlTemplates TEMPLATES = new HtmlTemplates(HtmlPage.class);

  private record Page(
      HtmlView view,
      String policy,
      TemplateModel style,
      TemplateModel script,
      TemplateModel blocks) {}

  private HtmlPage() {}

  static void render(HtmlView view, List<byte[]> blocks, Writer out) throws IOException {
    String style = HtmlTemplates.style();
    String script = TEMPLATES.resource("report.js");
    String policy =
        ("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none';"
                + " form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'")
            .formatted(HtmlTemplates.digest(style), HtmlTemplates.digest(script));
    TEMPLATES.render(
        "report.ftlh",
        new Page(
            view,
            policy,
            HtmlTemplates.ours(style),
            HtmlTemplates.ours(script),
            new Blocks(blocks)),
        out);
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
}

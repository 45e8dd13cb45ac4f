package io.cloudstate.tck.reports.reference;

import io.cloudstate.tck.reports.html.HtmlTemplates;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the reference as pages that open from disk: the requirements, a page for each theme, and
 * the known bugs. They hold no script and ask nothing of any server.
 */
public final class ReferencePages {

  private static final HtmlTemplates TEMPLATES = new HtmlTemplates(ReferencePages.class);

  private record Index(Reference reference, String title) {}

  private record ThemePage(Reference reference, String title, Reference.Theme theme) {}

  private ReferencePages() {}

  /**
   * Writes them into a directory, which is created if it is missing.
   *
   * @return the files, the first page first
   * @throws IOException if one cannot be written
   */
  public static List<Path> write(Reference reference, Path dir) throws IOException {
    Files.createDirectories(dir);
    List<Path> files = new ArrayList<>();
    files.add(
        page(
            dir.resolve("index.html"),
            "reference-index.ftlh",
            new Index(reference, "Requirements")));
    for (Reference.Theme theme : reference.themes()) {
      files.add(
          page(
              dir.resolve(theme.name() + ".html"),
              "reference-theme.ftlh",
              new ThemePage(reference, "Scenarios: " + theme.name(), theme)));
    }
    files.add(
        page(
            dir.resolve("defects.html"),
            "reference-defects.ftlh",
            new Index(reference, "Known bugs")));
    return List.copyOf(files);
  }

  private static Path page(Path file, String template, Record root) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      TEMPLATES.render(template, root, out);
      return file;
    }
  }
}

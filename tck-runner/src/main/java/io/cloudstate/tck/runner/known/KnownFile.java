package io.cloudstate.tck.runner.known;

import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.read.Node;
import io.cloudstate.tck.specs.read.SpecException;
import io.cloudstate.tck.specs.read.YamlReader;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * A file of known failures: a map with the list {@code known}, each entry with {@code scenario},
 * {@code requirement} or {@code path} or both, {@code reason}, and if wanted {@code link} and
 * {@code expires}.
 */
public final class KnownFile {

  private static final String HEAD =
      """
      # Failures that are known: each is shown, and does not gate as long as it fails as described.
      # scenario: an id, or a pattern with *; requirement and/or path: the mismatch expected; reason;
      # link and expires (last day, as 2027-01-31): optional. Kept up to date by: tck known --update
      """;
  private static final Set<String> WORDS =
      Set.of("scenario", "requirement", "path", "reason", "link", "expires");
  private static final Pattern LINK = Pattern.compile("https?://[\\x21-\\x7e&&[^<>\"`\\\\|]]+");

  private KnownFile() {}

  /**
   * Reads one.
   *
   * @param file its name in messages
   * @throws SpecException with all that is wrong in it, each at its place
   */
  public static List<KnownEntry> read(String file, String text, Catalogue catalogue) {
    Node.Mapping root = YamlReader.read(file, text).mapping();
    root.onlyKeys(Set.of("known"));
    List<KnownEntry> entries = new ArrayList<>();
    List<SpecException.Problem> problems = new ArrayList<>();
    for (Node node : root.get("known").sequence().items()) {
      try {
        entries.add(entry(node.mapping(), catalogue));
      } catch (SpecException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    return List.copyOf(entries);
  }

  private static KnownEntry entry(Node.Mapping node, Catalogue catalogue) {
    node.onlyKeys(WORDS);
    Optional<Node> requirement = node.find("requirement");
    Optional<Node> path = node.find("path");
    if (requirement.isEmpty() && path.isEmpty()) {
      throw node.error(
          "Say how it fails: \"requirement\", such as ES-06, or \"path\", as a report shows it, or both.");
    }
    requirement
        .filter(id -> catalogue.find(id.text()).isEmpty())
        .ifPresent(
            id -> {
              throw id.error(
                  "No requirement has the id \"" + id.text() + "\"; the report lists them all.");
            });
    return new KnownEntry(
        node.place(),
        filled(node.get("scenario")),
        requirement.map(KnownFile::filled),
        path.map(KnownFile::filled),
        filled(node.get("reason")),
        node.find("link").map(KnownFile::link),
        node.find("expires").map(KnownFile::date));
  }

  private static String filled(Node node) {
    if (node.text().isBlank()) {
      throw node.error("This is empty.");
    }
    return node.text();
  }

  private static String link(Node node) {
    if (!LINK.matcher(node.text()).matches()) {
      throw node.error(
          "Expected a link that begins with https:// or http://, found \"" + node.text() + "\".");
    }
    return node.text();
  }

  private static LocalDate date(Node node) {
    try {
      return LocalDate.parse(node.text());
    } catch (DateTimeParseException other) {
      throw node.error("Expected a day such as 2027-01-31, found \"" + node.text() + "\".");
    }
  }

  /** The text of a file with these entries. */
  public static String write(List<KnownEntry> entries) {
    List<Map<String, String>> known = new ArrayList<>();
    for (KnownEntry entry : entries) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("scenario", entry.scenario());
      entry.requirement().ifPresent(value -> fields.put("requirement", value));
      entry.path().ifPresent(value -> fields.put("path", value));
      fields.put("reason", entry.reason());
      entry.link().ifPresent(value -> fields.put("link", value));
      entry.expires().ifPresent(value -> fields.put("expires", value.toString()));
      known.add(fields);
    }
    // All that is not ASCII is escaped: a path may come from a candidate.
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setUseUnicodeEncoding(false)
            .setSplitLines(false)
            .build();
    YAMLMapper yaml =
        YAMLMapper.builder(YAMLFactory.builder().dumperOptions(settings).build())
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    return HEAD + yaml.writeValueAsString(Map.of("known", known));
  }
}

package io.cloudstate.tck.protocol.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The archive for candidate authors is whole. It runs after packaging, when the archive exists. */
final class ProtocolsZipIT {
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:public )?\"([^\"]+)\";");
  private static final List<String> GOOGLE =
      List.of("google/api/annotations.proto", "google/api/http.proto");

  private final SortedMap<String, String> entries = new TreeMap<>();

  @BeforeEach
  void readTheArchive() throws IOException {
    Path path =
        Path.of(
            Objects.requireNonNull(
                System.getProperty("protocols.zip"),
                "The system property protocols.zip must name the archive: run this by mvn verify"));
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          byte[] bytes = zip.getInputStream(entry).readAllBytes();
          entries.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Test
  void holdsEveryProtoAsWrittenAndNothingElse() {
    SortedMap<String, String> own = new TreeMap<>(entries);
    own.remove("README.txt");
    GOOGLE.forEach(name -> own.remove("proto/" + name));
    SortedMap<String, String> written = new TreeMap<>();
    SchemaFiles.written().forEach((name, text) -> written.put("proto/" + name, text));
    assertThat(own.keySet()).containsExactlyElementsOf(written.keySet());
    assertThat(own).isEqualTo(written);
  }

  @Test
  void holdsWhateverItsProtosImportExceptWhatComesWithProtoc() {
    entries.forEach(
        (name, text) ->
            assertThat(IMPORT.matcher(text).results().map(ProtocolsZipIT::imported))
                .as("imports of " + name)
                .allMatch(
                    file ->
                        file.startsWith("google/protobuf/")
                            || entries.containsKey("proto/" + file)));
    assertThat(entries.keySet()).containsAll(GOOGLE.stream().map(name -> "proto/" + name).toList());
  }

  @Test
  void readmeSaysWhatToImplementAndWhereToListen() {
    String readme = entries.getOrDefault("README.txt", "");
    assertThat(readme).contains("HOST", "PORT", "java_package").doesNotContain("${");
    for (FileDescriptor file : SchemaFiles.compiled()) {
      for (ServiceDescriptor service : file.getServices()) {
        String name = service.getFullName().replaceFirst("^cloudstate\\.tck\\.model\\.", "");
        assertThat(readme).as("mention of " + service.getFullName()).contains(name);
      }
    }
  }

  private static String imported(MatchResult match) {
    return match.group(1);
  }
}

package io.cloudstate.tck.runner.known;

import io.cloudstate.tck.specs.Catalogue;
import io.cloudstate.tck.specs.read.Place;
import io.cloudstate.tck.specs.read.SpecException;
import io.cloudstate.tck.specs.read.Specs;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads files of known failures, and writes what was read. */
public final class KnownFileFuzz {

  private static final Catalogue CATALOGUE = Specs.load().catalogue();

  private KnownFileFuzz() {}

  /** One file. */
  public static void fuzzerTestOneInput(byte[] data) {
    List<KnownEntry> entries;
    try {
      entries = read(new String(data, StandardCharsets.UTF_8));
    } catch (SpecException refused) {
      return;
    }
    if (!placeless(read(KnownFile.write(entries))).equals(placeless(entries))) {
      throw new AssertionError("What was written is not what is read: " + entries);
    }
  }

  private static List<KnownEntry> read(String text) {
    return KnownFile.read("known.yaml", text, CATALOGUE);
  }

  private static List<KnownEntry> placeless(List<KnownEntry> entries) {
    Place nowhere = new Place("known.yaml", 1, 1);
    return entries.stream()
        .map(
            entry ->
                new KnownEntry(
                    nowhere,
                    entry.scenario(),
                    entry.requirement(),
                    entry.path(),
                    entry.reason(),
                    entry.link(),
                    entry.expires()))
        .toList();
  }
}

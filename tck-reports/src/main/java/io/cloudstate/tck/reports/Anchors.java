package io.cloudstate.tck.reports;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives out fragment ids that are plain, readable and unique within one page. */
final class Anchors {

  private final Set<String> taken = new HashSet<>();

  String take(String prefix, String name) {
    String base =
        prefix
            + VisibleText.cut(name, 80)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    String anchor = base;
    for (int i = 2; !taken.add(anchor); i++) {
      anchor = base + "-" + i;
    }
    return anchor;
  }
}

package io.cloudstate.tck.reports.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gives out fragment ids that are plain, readable and unique within one page. */
public final class Anchors {

  private final Set<String> taken = new HashSet<>();

  /** An id that begins with the prefix and goes on with what is plain in the name. */
  public String take(String prefix, String name) {
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

package io.cloudstate.tck.reports.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A part of the fragment of the page's address, by which the page shows some scenarios only. */
public final class PageFilter {

  private PageFilter() {}

  /** Those of which this holds. */
  public static String of(String name, String value) {
    return name + "=" + encoded(value);
  }

  /** As the page's own script writes it. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}

package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.html.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of a site show, decided and put into words before the templates lay it out.
 *
 * @param extent how much the site holds, in words
 * @param mixed that the runs are not of one scenario set, or null where they are
 * @param unnamed which candidates name no library, and how they would, or null where all do
 * @param sets the scenario sets
 * @param withProxies whether there is more than one proxy, so that it matters which
 * @param profiles the parts of the protocol that a library may claim
 */
record SiteView(
    String extent,
    @Nullable String mixed,
    @Nullable String unnamed,
    List<String> sets,
    String protocol,
    boolean withProxies,
    List<String> profiles,
    List<Row> libraries,
    List<Area> areas,
    List<String> columnsOfProxies,
    List<ProxyRow> proxies,
    List<History> histories,
    String kitVersion) {

  /**
   * The latest run of a library in a version, with a proxy.
   *
   * @param number how many scenarios passed that the library has a part in
   * @param partial whether it is of a part only
   * @param of of how many, in words
   * @param profiles one for each of the profiles of the site
   */
  record Row(
      String anchor,
      String name,
      String version,
      String runtime,
      String proxy,
      String set,
      String tone,
      String word,
      String detail,
      boolean partial,
      int number,
      String of,
      String counts,
      List<Share> shares,
      List<Mark> profiles,
      @Nullable Trend trend,
      String started,
      String report) {}

  /**
   * A verdict on something small.
   *
   * @param mark one character
   * @param report where it is shown
   */
  record Mark(String tone, String mark, String word, String detail, String report) {}

  /**
   * A small chart of how many scenarios passed.
   *
   * @param points of its line
   * @param words the same for who does not see it
   */
  record Trend(String points, String x, String y, String tone, String words) {}

  /**
   * An area of requirements.
   *
   * @param cells one for each row of the libraries
   */
  record Area(String name, String anchor, List<Cell> cells, List<Requirement> requirements) {}

  /**
   * What a library does of an area.
   *
   * @param counts of its scenarios in words
   */
  record Cell(
      String tone,
      String mark,
      String word,
      String counts,
      String detail,
      String report,
      String who) {}

  /** A requirement, and a mark for each row of the libraries. */
  record Requirement(
      String id, String anchor, String level, String subject, String text, List<Mark> marks) {}

  /** A proxy, and what came of it with each library; null where they were not run together. */
  record ProxyRow(String name, List<Pair> pairs) {}

  /**
   * A library with a proxy.
   *
   * @param report of the latest run, or null where there is none
   */
  record Pair(String tone, String word, String counts, @Nullable String report) {}

  /** All runs of a library, the latest first. */
  record History(String library, String anchor, List<Past> runs) {}

  /** One run. */
  record Past(
      String started,
      String version,
      String proxy,
      String set,
      String tone,
      String word,
      String counts,
      String report) {}
}

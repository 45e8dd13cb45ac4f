package io.cloudstate.tck.reports.site;

import io.cloudstate.tck.reports.document.ProfileResult;
import io.cloudstate.tck.reports.document.RequirementInfo;
import io.cloudstate.tck.reports.document.ResultDocument;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.Tally;
import io.cloudstate.tck.reports.html.PageFilter;
import io.cloudstate.tck.reports.html.Share;
import io.cloudstate.tck.reports.text.Anchors;
import io.cloudstate.tck.reports.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what the pages of a site show. */
final class SiteViews {

  private static final Comparator<SiteRun> EARLIER =
      Comparator.comparing(SiteRun::started).thenComparing(run -> run.document().header().runId());

  private final List<SiteRun> runs;
  private final List<SiteRun> latest;
  private final SiteAreas areas;
  private final boolean withProxies;
  private final Set<String> sets;
  private final Anchors anchors = new Anchors();

  SiteViews(List<SiteRun> given) {
    this.runs = given.stream().sorted(EARLIER).toList();
    this.latest = latest(runs);
    this.areas = SiteAreas.of(runs);
    this.withProxies = runs.stream().map(SiteRun::proxy).distinct().count() > 1;
    this.sets = sets(runs);
  }

  /** The scenario sets of these runs. */
  static Set<String> sets(List<SiteRun> runs) {
    return runs.stream()
        .map(run -> run.document().header().scenarioSet())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The runs that speak for their subjects. */
  List<SiteRun> latest() {
    return latest;
  }

  /** All runs, the earliest first. */
  List<SiteRun> runs() {
    return runs;
  }

  /** The requirements by area. */
  SiteAreas areas() {
    return areas;
  }

  private static List<SiteRun> latest(List<SiteRun> runs) {
    Map<SiteRun.Subject, SiteRun> bySubject = new LinkedHashMap<>();
    runs.forEach(run -> bySubject.put(run.subject(), run));
    return bySubject.values().stream()
        .sorted(
            Comparator.comparing(
                    (SiteRun run) -> run.library().name(), String.CASE_INSENSITIVE_ORDER)
                .thenComparing(SiteRun::library, Library.NEWER_FIRST)
                .thenComparing(EARLIER.reversed()))
        .toList();
  }

  SiteView view(String kitVersion) {
    List<String> profiles =
        latest.stream()
            .flatMap(run -> profiles(run).stream())
            .map(ProfileResult::profile)
            .distinct()
            .toList();
    List<SiteView.Row> rows = latest.stream().map(run -> row(run, profiles)).toList();
    return new SiteView(
        extent(),
        mixed(),
        unnamed(),
        List.copyOf(sets),
        runs.stream()
            .map(run -> run.document().header().protocolVersion())
            .distinct()
            .collect(Collectors.joining(", ")),
        withProxies,
        profiles,
        rows,
        areas.all().entrySet().stream().map(area -> area(area.getKey(), area.getValue())).toList(),
        withProxies ? libraries() : List.of(),
        withProxies ? proxies() : List.of(),
        histories(),
        kitVersion);
  }

  private String extent() {
    long libraries = runs.stream().map(run -> run.library().name()).distinct().count();
    long proxies = runs.stream().map(SiteRun::proxy).distinct().count();
    return "%s, %s, %s"
        .formatted(
            count(libraries, "library", "libraries"),
            count(proxies, "proxy", "proxies"),
            count(runs.size(), "run", "runs"));
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  private @Nullable String mixed() {
    return sets.size() < 2
        ? null
        : "These runs are of %d different scenario sets, so their figures cannot be compared as they stand."
            .formatted(sets.size());
  }

  private @Nullable String unnamed() {
    List<String> names =
        latest.stream()
            .map(SiteRun::library)
            .filter(library -> !library.named())
            .map(Library::name)
            .distinct()
            .toList();
    return names.isEmpty()
        ? null
        : "Shown by command, image or address, since no library is named: %s. A candidate names it in its answer to discovery, by `support_library_name` and `support_library_version` of the `ServiceInfo`."
            .formatted(String.join(", ", names));
  }

  private SiteView.Row row(SiteRun run, List<String> profiles) {
    ResultDocument document = run.document();
    RunHeader header = document.header();
    RunFooter.Counts counts = Tally.of(run.ofLibrary());
    int missing = missing(document);
    return new SiteView.Row(
        anchors.take("l-", run.library().name() + " " + run.library().version()),
        run.library().name(),
        run.library().version(),
        run.library().runtime(),
        run.proxy(),
        header.scenarioSet(),
        run.verdict().tone().key(),
        run.verdict().word(),
        run.verdict().detail(),
        run.verdict().partial(),
        counts.passed() + counts.warned(),
        missing == 0 ? "of " + counts.total() : "so far",
        Tally.inWords(counts),
        Share.of(counts, counts.total() + missing),
        profiles.stream().map(profile -> profile(run, profile)).toList(),
        trend(run.subject()),
        Durations.dayAndTime(header.startedAt()),
        run.report(""));
  }

  /** How many scenarios of the set the run does not hold. */
  private static int missing(ResultDocument document) {
    Integer all = document.header().inSet();
    int planned = document.header().planned();
    return Math.max(
        0, (all == null ? planned : Math.max(all, planned)) - document.scenarios().size());
  }

  private static List<ProfileResult> profiles(SiteRun run) {
    RunFooter footer = run.document().footer();
    return footer == null ? List.of() : footer.profiles();
  }

  private static SiteView.Mark profile(SiteRun run, String name) {
    return profiles(run).stream()
        .filter(profile -> profile.profile().equals(name))
        .findFirst()
        .map(profile -> mark(profile, run.report("profiles")))
        .orElse(
            mark(
                LibraryVerdict.Tone.OPEN,
                "not shown",
                "The run says nothing of it.",
                run.report("")));
  }

  private static SiteView.Mark mark(ProfileResult result, String report) {
    LibraryVerdict.Tone tone =
        switch (result.state()) {
          case CONFORMS -> LibraryVerdict.Tone.GOOD;
          case FAILS -> LibraryVerdict.Tone.BAD;
          case ABSENT -> LibraryVerdict.Tone.QUIET;
          case NOT_SHOWN -> LibraryVerdict.Tone.OPEN;
        };
    return mark(tone, result.words(), result.detail(), report);
  }

  private static SiteView.Mark mark(
      LibraryVerdict.Tone tone, String word, String detail, String report) {
    return new SiteView.Mark(tone.key(), sign(tone), word, detail, report);
  }

  private static String sign(LibraryVerdict.Tone tone) {
    return switch (tone) {
      case GOOD, PART -> "✓";
      case BAD -> "✕";
      case OPEN -> "?";
      case QUIET -> "–";
    };
  }

  private SiteView.@Nullable Trend trend(SiteRun.Subject subject) {
    List<SiteRun> of = runs.stream().filter(run -> run.subject().equals(subject)).toList();
    return of.size() < 2
        ? null
        : SiteTrend.of(
            of.stream().map(SiteViews::passed).toList(), of.get(of.size() - 1).verdict().tone());
  }

  private static int passed(SiteRun run) {
    RunFooter.Counts counts = Tally.of(run.ofLibrary());
    return counts.passed() + counts.warned();
  }

  private SiteView.Area area(String name, List<RequirementInfo> requirements) {
    return new SiteView.Area(
        name,
        anchors.take("a-", name),
        latest.stream().map(run -> cell(run, name, requirements)).toList(),
        requirements.stream().map(this::requirement).toList());
  }

  private SiteView.Cell cell(SiteRun run, String area, List<RequirementInfo> requirements) {
    AreaVerdict verdict = AreaVerdict.of(run, requirements);
    return new SiteView.Cell(
        verdict.state().tone().key(),
        sign(verdict.state().tone()),
        verdict.state().word(),
        verdict.counts().total() == 0 ? "" : Tally.inWords(verdict.counts()),
        verdict.detail(),
        run.report(areas.filter(verdict, area)),
        run.library().name() + " " + run.library().version());
  }

  private SiteView.Requirement requirement(RequirementInfo requirement) {
    return new SiteView.Requirement(
        requirement.id(),
        anchors.take("r-", requirement.id()),
        requirement.levelInWords(),
        requirement.subject(),
        requirement.text(),
        latest.stream().map(run -> mark(run, requirement)).toList());
  }

  private static SiteView.Mark mark(SiteRun run, RequirementInfo requirement) {
    String report =
        run.report(
            (requirement.bindsProxyAlone() ? "" : PageFilter.of("judged", "candidate") + "&")
                + PageFilter.of("requirement", requirement.id()));
    Holding holding = run.holding(requirement);
    return switch (holding) {
      case HELD -> mark(LibraryVerdict.Tone.GOOD, holding.word(), "", report);
      case VIOLATED ->
          requirement.isMust()
              ? mark(LibraryVerdict.Tone.BAD, holding.word(), "", report)
              : new SiteView.Mark(LibraryVerdict.Tone.OPEN.key(), "!", holding.word(), "", report);
      case NOT_SHOWN -> mark(LibraryVerdict.Tone.OPEN, holding.word(), "", report);
      case NOT_VERIFIED, UNSUPPORTED -> mark(LibraryVerdict.Tone.QUIET, holding.word(), "", report);
    };
  }

  private List<String> libraries() {
    return latest.stream().map(SiteViews::versioned).distinct().toList();
  }

  private static String versioned(SiteRun run) {
    return (run.library().name() + " " + run.library().version()).strip();
  }

  private List<SiteView.ProxyRow> proxies() {
    return latest.stream()
        .map(SiteRun::proxy)
        .distinct()
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .map(
            proxy ->
                new SiteView.ProxyRow(
                    proxy, libraries().stream().map(library -> pair(proxy, library)).toList()))
        .toList();
  }

  private SiteView.Pair pair(String proxy, String library) {
    return latest.stream()
        .filter(run -> run.proxy().equals(proxy) && versioned(run).equals(library))
        .findFirst()
        .map(
            run ->
                new SiteView.Pair(
                    run.verdict().tone().key(),
                    run.verdict().word(),
                    Tally.inWords(run.document().counts()),
                    run.report("")))
        .orElse(new SiteView.Pair(LibraryVerdict.Tone.QUIET.key(), "not run", "", null));
  }

  private List<SiteView.History> histories() {
    Map<String, List<SiteRun>> byLibrary = new LinkedHashMap<>();
    for (SiteRun run : latest) {
      byLibrary.put(run.library().name(), new ArrayList<>());
    }
    for (int i = runs.size() - 1; i >= 0; i--) {
      SiteRun run = runs.get(i);
      byLibrary.computeIfAbsent(run.library().name(), none -> new ArrayList<>()).add(run);
    }
    return byLibrary.entrySet().stream()
        .map(
            library ->
                new SiteView.History(
                    library.getKey(),
                    anchors.take("h-", library.getKey()),
                    library.getValue().stream().map(SiteViews::past).toList()))
        .toList();
  }

  private static SiteView.Past past(SiteRun run) {
    RunHeader header = run.document().header();
    return new SiteView.Past(
        Durations.dayAndTime(header.startedAt()),
        run.library().version(),
        run.proxy(),
        header.scenarioSet(),
        run.verdict().tone().key(),
        run.verdict().word(),
        Tally.inWords(run.document().counts()),
        run.report(""));
  }
}

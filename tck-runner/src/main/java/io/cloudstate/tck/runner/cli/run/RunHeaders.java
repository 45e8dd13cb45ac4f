package io.cloudstate.tck.runner.cli.run;

import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.reports.document.Fact;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.TargetInfo;
import io.cloudstate.tck.runner.cli.scenarios.KitVersion;
import io.cloudstate.tck.runner.deploy.Deployment;
import io.cloudstate.tck.runner.deploy.Discovery;
import io.cloudstate.tck.runner.deploy.Target;
import io.cloudstate.tck.runner.report.ResultMapping;
import io.cloudstate.tck.specs.ScenarioSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What a report says first: what is run, against what, how and where. */
final class RunHeaders {

  private static final int LAST_LINES = 15;

  private RunHeaders() {}

  /**
   * That of a run that begins now.
   *
   * @param planned how many scenarios are to run
   */
  static RunHeader of(RunSettings settings, ScenarioSet set, int planned, Deployment pair) {
    return of(settings, set, planned, service(pair), proxy(settings, pair));
  }

  /**
   * That of a run in which neither side was reached.
   *
   * @param why what was in the way
   */
  static RunHeader ofNothing(RunSettings settings, ScenarioSet set, int planned, String why) {
    List<Fact> none = List.of(new Fact("not reached", why));
    return of(settings, set, planned, none, none);
  }

  private static RunHeader of(
      RunSettings settings, ScenarioSet set, int planned, List<Fact> service, List<Fact> proxy) {
    return new RunHeader(
        UUID.randomUUID().toString(),
        KitVersion.kit(),
        KitVersion.scenarios(set),
        set.catalogue().protocolVersion(),
        Instant.now().toString(),
        settings.commandLine(),
        settings.seed(),
        settings.timeoutScale(),
        settings.jobs(),
        new TargetInfo(settings.service().text(), service),
        new TargetInfo(settings.proxy().text(), proxy),
        "%s %s, Java %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors()),
        List.of(),
        ResultMapping.requirements(set.catalogue()),
        planned,
        set.scenarios().size(),
        settings.scenarioFile().orElse(null));
  }

  private static List<Fact> proxy(RunSettings settings, Deployment pair) {
    if (settings.proxy() instanceof Target.Embedded) {
      return List.of(new Fact("proxy", "the kit's reference proxy " + KitVersion.kit()));
    }
    List<Fact> facts = new ArrayList<>();
    pair.noProxy().ifPresent(why -> facts.add(new Fact("not used", why)));
    pair.proxyFacts().forEach((name, value) -> add(facts, name, value));
    return facts;
  }

  private static List<Fact> service(Deployment pair) {
    Discovery discovery = pair.discovery();
    ServiceInfo info = discovery.spec().getServiceInfo();
    List<Fact> facts = new ArrayList<>();
    discovery
        .problem()
        .ifPresent(
            problem -> {
              add(facts, TargetInfo.PROBLEM, problem);
              add(
                  facts,
                  "process",
                  pair.serviceFailure().isEmpty() ? "" : pair.silence().orElse(""));
              add(
                  facts,
                  TargetInfo.LAST_LINES,
                  String.join("\n", pair.serviceLog().last(LAST_LINES)));
            });
    add(facts, "service", info.getServiceName() + " " + info.getServiceVersion());
    add(facts, "runtime", info.getServiceRuntime());
    add(
        facts,
        "support library",
        info.getSupportLibraryName() + " " + info.getSupportLibraryVersion());
    if (discovery.problem().isEmpty()) {
      add(facts, "protocol version", version(info));
    }
    add(facts, "announces", announced(discovery.services()));
    pair.serviceFacts().forEach((name, value) -> add(facts, name, value));
    return facts;
  }

  /** Wherever the list has to be cut, the number still tells how long it is. */
  private static String announced(List<String> services) {
    return services.isEmpty()
        ? ""
        : "%d %s: %s"
            .formatted(
                services.size(),
                services.size() == 1 ? "service" : "services",
                String.join(", ", services));
  }

  /** On the wire a version that was not announced is 0.0, which there never was. */
  private static String version(ServiceInfo info) {
    String version = info.getProtocolMajorVersion() + "." + info.getProtocolMinorVersion();
    return version.equals("0.0") ? "none announced" : version;
  }

  private static void add(List<Fact> facts, String name, String value) {
    if (!value.isBlank()) {
      facts.add(new Fact(name, value.strip()));
    }
  }
}

package io.cloudstate.tck.runner.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.SpecRule;
import io.cloudstate.tck.specs.match.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds of every discovery, be the service what it may. */
public final class DiscoveryRules {

  private static final Map<SpecRule, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put(SpecRule.LINKS, "DIS-04");
    RULES.put(SpecRule.DESCRIBED, "DIS-05");
    RULES.put(SpecRule.LISTED_ONCE, "DIS-05");
    RULES.put(SpecRule.KNOWN_TYPES, "DIS-06");
    RULES.put(SpecRule.PROTOCOL_VERSION, "DIS-09");
  }

  private DiscoveryRules() {}

  /** What a proxy's question violates. */
  public static List<Violation> of(Happening.Discovered question) {
    ProxyInfo info;
    try {
      info = ProxyInfo.parseFrom(question.request());
    } catch (InvalidProtocolBufferException otherBytes) {
      return List.of(new Violation("DIS-01", Blame.PROXY, "bytes that are no ProxyInfo"));
    }
    List<Violation> found = new ArrayList<>();
    if (info.getProtocolMajorVersion() != 0 || info.getProtocolMinorVersion() != 2) {
      found.add(
          new Violation(
              "DIS-01",
              Blame.PROXY,
              "protocol version "
                  + info.getProtocolMajorVersion()
                  + "."
                  + info.getProtocolMinorVersion()
                  + " where 0.2 belongs"));
    }
    if (info.getProxyName().isBlank() || info.getProxyVersion().isBlank()) {
      found.add(new Violation("DIS-01", Blame.PROXY, "a proxy without name or version"));
    }
    List<String> known = Arrays.stream(EntityType.values()).map(EntityType::protocol).toList();
    info.getSupportedEntityTypesList().stream()
        .filter(type -> !known.contains(type))
        .findFirst()
        .ifPresent(
            type ->
                found.add(new Violation("DIS-02", Blame.PROXY, "an unknown entity type, " + type)));
    return found;
  }

  /** What a service's answer violates. */
  public static List<Violation> of(Happening.Returned answer) {
    List<Violation> found = new ArrayList<>();
    RULES.forEach(
        (rule, requirement) -> {
          Optional<Difference> difference = SpecRules.check(rule, answer, Optional.empty());
          difference.ifPresent(
              differs ->
                  found.add(
                      new Violation(
                          requirement,
                          Blame.CANDIDATE,
                          differs.path()
                              + ": "
                              + differs.actual()
                              + " where "
                              + differs.expected()
                              + " belongs")));
        });
    return found;
  }
}

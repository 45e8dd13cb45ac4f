package io.cloudstate.tck.runner.judge;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.runner.trace.Happening;
import io.cloudstate.tck.specs.EntityType;
import io.cloudstate.tck.specs.SpecRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What holds of every discovery, be the service what it may. */
public final class DiscoveryRules {

  private static final List<Proving> RULES =
      List.of(
          new Proving(SpecRule.LINKS, "DIS-04"),
          new Proving(SpecRule.DESCRIBED, "DIS-05"),
          new Proving(SpecRule.LISTED_ONCE, "DIS-05"),
          new Proving(SpecRule.KNOWN_TYPES, "DIS-06"),
          new Proving(SpecRule.PROTOCOL_VERSION, "DIS-09"));

  private record Proving(SpecRule rule, String requirement) {}

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
    for (Proving each : RULES) {
      SpecRules.check(each.rule(), answer, Optional.empty())
          .ifPresent(
              differs ->
                  found.add(
                      new Violation(
                          each.requirement(),
                          Blame.CANDIDATE,
                          differs.path()
                              + ": "
                              + differs.actual()
                              + " where "
                              + differs.expected()
                              + " belongs")));
    }
    return found;
  }
}

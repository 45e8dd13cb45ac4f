package io.cloudstate.tck.runner.deploy;

import io.cloudstate.tck.runner.wire.InterceptorScript;
import java.util.Set;

/**
 * Bugs put into the pair on purpose, to show that the scenarios find them.
 *
 * @param serviceSwitches names of switches of the reference service, its habits among them, which
 *     are no bugs
 * @param proxySwitches names of switches of the reference proxy, its habits likewise
 * @param serviceScript what happens to frames between the interceptor and the candidate
 * @param proxyScript what happens to frames between the proxy and the interceptor
 */
public record Mutation(
    Set<String> serviceSwitches,
    Set<String> proxySwitches,
    InterceptorScript serviceScript,
    InterceptorScript proxyScript) {

  public Mutation {
    serviceSwitches = Set.copyOf(serviceSwitches);
    proxySwitches = Set.copyOf(proxySwitches);
  }

  /** None. */
  public static Mutation none() {
    return new Mutation(
        Set.of(), Set.of(), InterceptorScript.transparent(), InterceptorScript.transparent());
  }
}

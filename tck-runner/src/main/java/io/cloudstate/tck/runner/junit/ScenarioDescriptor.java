package io.cloudstate.tck.runner.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A scenario as a test. */
final class ScenarioDescriptor extends AbstractTestDescriptor {

  private final String scenario;

  ScenarioDescriptor(UniqueId id, String scenario, String title) {
    super(id, scenario + ": " + title);
    this.scenario = scenario;
  }

  String scenario() {
    return scenario;
  }

  @Override
  public Type getType() {
    return Type.TEST;
  }

  @Override
  public String getLegacyReportingName() {
    return scenario;
  }
}

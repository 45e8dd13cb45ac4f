package io.cloudstate.tck.runner.junit;

import io.cloudstate.tck.runner.cli.Main;
import io.cloudstate.tck.specs.Scenario;
import io.cloudstate.tck.specs.read.Specs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.UniqueIdSelector;

/**
 * Runs the kit where a library is built on the JVM: each scenario is a test. Without the
 * configuration parameter {@value #SERVICE} it has no tests; what else a run needs may stand in a
 * {@code tck.yaml} where it runs.
 */
public final class TckEngine implements TestEngine {

  /** The configuration parameter that names the candidate, as {@code --service} does. */
  public static final String SERVICE = "cloudstate.tck.service";

  /** The configuration parameter that names the proxy, as {@code --proxy} does. */
  public static final String PROXY = "cloudstate.tck.proxy";

  static final String ID = "cloudstate-tck";

  /** For the service loader. */
  public TckEngine() {}

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
    RunDescriptor run = new RunDescriptor(id);
    request
        .getConfigurationParameters()
        .get(SERVICE)
        .ifPresent(
            service -> {
              run.words().addAll(List.of("--service", service));
              Set<UniqueId> wanted =
                  request.getSelectorsByType(UniqueIdSelector.class).stream()
                      .map(UniqueIdSelector::getUniqueId)
                      .filter(each -> each.hasPrefix(id))
                      .collect(Collectors.toSet());
              Specs.load().scenarios().forEach(scenario -> add(run, scenario, wanted));
            });
    request
        .getConfigurationParameters()
        .get(PROXY)
        .ifPresent(proxy -> run.words().addAll(List.of("--proxy", proxy)));
    return run;
  }

  private static void add(RunDescriptor run, Scenario scenario, Set<UniqueId> wanted) {
    UniqueId theme = run.getUniqueId().append("theme", scenario.theme());
    UniqueId id = theme.append("scenario", scenario.id());
    if (wanted.isEmpty() || wanted.stream().anyMatch(id::hasPrefix)) {
      run.add(theme, scenario.theme(), new ScenarioDescriptor(id, scenario.id(), scenario.title()));
    }
    if (!wanted.isEmpty() && wanted.stream().anyMatch(id::hasPrefix)) {
      run.words().addAll(List.of("--include", scenario.id()));
    }
  }

  @Override
  public void execute(ExecutionRequest request) {
    RunDescriptor run = (RunDescriptor) request.getRootTestDescriptor();
    RunListener listener = new RunListener(run, request.getEngineExecutionListener());
    listener.begin();
    if (run.getChildren().isEmpty()) {
      listener.end(0, "");
      return;
    }
    List<String> words = new ArrayList<>(List.of("run"));
    words.addAll(run.words());
    StringWriter said = new StringWriter();
    // What the run prints says nothing that the tests and the report do not, unless it cannot run.
    int status =
        Main.run(words, listener, new PrintWriter(Writer.nullWriter()), new PrintWriter(said));
    listener.end(status, said.toString());
  }
}

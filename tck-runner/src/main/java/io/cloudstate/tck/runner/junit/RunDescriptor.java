package io.cloudstate.tck.runner.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/** A run as a tree of tests: themes, and in them scenarios. */
final class RunDescriptor extends EngineDescriptor {

  private final List<String> words = new ArrayList<>();
  private final Map<UniqueId, TestDescriptor> themes = new LinkedHashMap<>();

  RunDescriptor(UniqueId id) {
    super(id, "Cloudstate TCK");
  }

  /** The options of the run. */
  List<String> words() {
    return words;
  }

  void add(UniqueId theme, String name, ScenarioDescriptor scenario) {
    themes
        .computeIfAbsent(
            theme,
            id -> {
              TestDescriptor container = new Theme(id, name);
              addChild(container);
              return container;
            })
        .addChild(scenario);
  }

  /** A theme as a container of tests. */
  private static final class Theme extends AbstractTestDescriptor {

    Theme(UniqueId id, String name) {
      super(id, name);
    }

    @Override
    public Type getType() {
      return Type.CONTAINER;
    }
  }
}

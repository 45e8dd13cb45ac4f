package io.cloudstate.tck.runner.defect;

import io.cloudstate.tck.runner.deploy.Mutation;
import io.cloudstate.tck.runner.deploy.ReferencePair;
import io.cloudstate.tck.runner.deploy.ReferencePair.Switch;
import io.cloudstate.tck.runner.wire.InterceptorScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** All known bugs: the switches of the reference pair, and scripts on the wire. */
public final class Defects {

  private static final String FILE = "/io/cloudstate/tck/runner/defects.yaml";

  private Defects() {}

  /** All of them. */
  public static List<Defect> all() {
    List<Defect> all = new ArrayList<>();
    ReferencePair.switches().forEach(known -> all.add(switched(known)));
    all.addAll(scripted());
    return List.copyOf(all);
  }

  /** The one of this id. */
  public static Optional<Defect> find(String id) {
    return all().stream().filter(defect -> defect.id().equals(id)).findFirst();
  }

  private static Defect switched(Switch known) {
    InterceptorScript none = InterceptorScript.transparent();
    Mutation mutation =
        known.side() == Switch.Side.SERVICE
            ? new Mutation(Set.of(known.name()), Set.of(), none, none)
            : new Mutation(Set.of(), Set.of(known.name()), none, none);
    String id = known.side().name() + "/" + known.name().replace('_', '-');
    return new Defect(id.toLowerCase(Locale.ROOT), known.requirement(), known.title(), mutation);
  }

  private static List<Defect> scripted() {
    try (InputStream stream =
        Objects.requireNonNull(Defects.class.getResourceAsStream(FILE), FILE)) {
      List<Defect> defects = new ArrayList<>();
      for (JsonNode node : YAMLMapper.shared().readTree(stream).path("defects")) {
        InterceptorScript script = ScriptReader.read(node.path("rules"));
        InterceptorScript none = InterceptorScript.transparent();
        String id = node.path("id").asString();
        Mutation mutation =
            id.startsWith("service-wire/")
                ? new Mutation(Set.of(), Set.of(), script, none)
                : new Mutation(Set.of(), Set.of(), none, script);
        defects.add(
            new Defect(
                id, node.path("requirement").asString(), node.path("title").asString(), mutation));
      }
      return defects;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

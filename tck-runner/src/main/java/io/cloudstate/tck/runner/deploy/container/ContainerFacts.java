package io.cloudstate.tck.runner.deploy.container;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a container was made of, and how it is confined. */
final class ContainerFacts {

  private ContainerFacts() {}

  static Map<String, String> of(ContainerEngine engine, WantedContainer wanted, String imageId) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("image", wanted.image());
    facts.put("image id", imageId);
    Optional<InspectImageResponse> image = engine.image(imageId);
    facts.put(
        "image digests",
        image
            .map(InspectImageResponse::getRepoDigests)
            .filter(digests -> !digests.isEmpty())
            .map(digests -> String.join(", ", digests))
            .orElse("none: it was built on this engine"));
    image.map(InspectImageResponse::getCreated).ifPresent(when -> facts.put("image made", when));
    facts.put("engine", engine.description());
    facts.put(
        "confined",
        "no capabilities, no new privileges, memory %s, processes %d, processors %s, %s"
            .formatted(
                wanted.limits().memoryText(),
                wanted.limits().pids(),
                wanted.limits().cpus().isPresent()
                    ? String.valueOf(wanted.limits().cpus().getAsDouble())
                    : "all " + engine.processors(),
                way(engine, wanted.bridge())));
    return facts;
  }

  private static String way(ContainerEngine engine, Bridge bridge) {
    String reached =
        switch (bridge.reach()) {
          case DIRECT -> "reached by its address";
          case RELAYED -> "reached through a relay";
          case PUBLISHED -> "port published on " + engine.publishOn();
        };
    return reached + ", " + bridge.beyond().words();
  }
}

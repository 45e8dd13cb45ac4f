package io.cloudstate.tck.specs.read;

import io.cloudstate.tck.specs.Channel;
import io.cloudstate.tck.specs.ModelService;
import java.util.Optional;

/** Tells which entity a step is about: the one it says it is {@code on}, or the theme's own. */
final class EntityNames {

  private final Optional<ModelService> main;
  private final String prefix;
  private final Methods methods;

  /**
   * The names of one scenario.
   *
   * @param main the theme's service
   * @param prefix what the ids of its entities begin with
   */
  EntityNames(Optional<ModelService> main, String prefix, Methods methods) {
    this.main = main;
    this.prefix = prefix;
    this.methods = methods;
  }

  Channel.OfEntity of(Node.Mapping map) {
    Optional<Node> on = map.find("on");
    if (on.isEmpty()) {
      ModelService service =
          main.orElseThrow(
              () ->
                  map.error("The theme names no service; say which entity is meant with \"on\"."));
      return channel(service, "");
    }
    String text = on.get().text();
    int slash = text.indexOf('/');
    boolean named = slash >= 0 || (!text.isEmpty() && Character.isUpperCase(text.charAt(0)));
    if (!named) {
      ModelService service =
          main.orElseThrow(
              () -> on.get().error("The theme names no service; write Service/" + text + "."));
      return channel(service, "-" + text);
    }
    ModelService service =
        methods.service(slash < 0 ? text : text.substring(0, slash), on.get().place());
    return channel(service, slash < 0 ? "" : "-" + text.substring(slash + 1));
  }

  private Channel.OfEntity channel(ModelService service, String suffix) {
    String before = main.filter(service::equals).map(same -> prefix).orElse("");
    return new Channel.OfEntity(service.type(), service.fullName(), before + "${entity}" + suffix);
  }
}

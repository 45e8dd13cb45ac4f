package io.cloudstate.tck.specs;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario does. It is read when it is first asked for, since most commands ask for that of
 * few scenarios.
 */
public final class Plan {

  /** Dropped once it has read: it holds on to the text. */
  private @Nullable Supplier<Content> reader;

  private @Nullable Content content;

  /** Not read yet. */
  public Plan(Supplier<Content> reader) {
    this.reader = reader;
  }

  /**
   * What is read.
   *
   * @param services full names of the model services that the steps speak of
   * @param steps after expansion
   */
  public record Content(List<String> services, List<Step.Planned> steps) {

    public Content {
      services = List.copyOf(services);
      steps = List.copyOf(steps);
    }
  }

  synchronized Content content() {
    if (reader != null) {
      content = reader.get();
      reader = null;
    }
    return Objects.requireNonNull(content);
  }
}

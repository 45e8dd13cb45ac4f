package io.cloudstate.tck.reports.file;

import io.cloudstate.tck.reports.document.ResultEvent;
import io.cloudstate.tck.reports.document.RunFooter;
import io.cloudstate.tck.reports.document.RunHeader;
import io.cloudstate.tck.reports.document.ScenarioResult;

/** Checks that events come as header, scenarios, footer. */
final class EventOrder {

  private enum Place {
    START,
    SCENARIOS,
    END
  }

  private Place place = Place.START;

  /** Takes note of an event; throws if it may not come here. */
  void check(ResultEvent event) {
    Place next =
        switch (place) {
          case START -> event instanceof RunHeader ? Place.SCENARIOS : refuse(event, "a header");
          case SCENARIOS ->
              event instanceof ScenarioResult
                  ? Place.SCENARIOS
                  : event instanceof RunFooter
                      ? Place.END
                      : refuse(event, "a scenario or a footer");
          case END -> refuse(event, "nothing: the footer has been");
        };
    place = next;
  }

  private static Place refuse(ResultEvent event, String expected) {
    throw new IllegalStateException(
        "A result document got a %s where it expects %s."
            .formatted(event.getClass().getSimpleName(), expected));
  }
}

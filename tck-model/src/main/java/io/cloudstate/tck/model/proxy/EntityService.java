package io.cloudstate.tck.model.proxy;

import java.util.concurrent.CompletionStage;

/** Runs the commands of one discovered service; one implementation for each entity type. */
sealed interface EntityService permits StatefulService, UnservedService {

  /** Runs a command; the stage never completes exceptionally. */
  CompletionStage<Outcome> run(Invocation invocation);
}

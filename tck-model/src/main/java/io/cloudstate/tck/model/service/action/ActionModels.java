package io.cloudstate.tck.model.service.action;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.cloudstate.tck.model.support.EntityDefinition;
import io.cloudstate.tck.model.support.action.ActionDefinition;
import io.cloudstate.tck.protocol.model.action.ActionProto;
import java.util.List;

/** The actions of the model service, to be registered. */
public final class ActionModels {
  private static final FileDescriptor FILE = ActionProto.getDescriptor();

  private ActionModels() {}

  /**
   * The actions.
   *
   * @param folding how the model makes one answer out of several
   */
  public static List<EntityDefinition> definitions(Folding folding) {
    return List.of(
        new ActionDefinition(
            FILE.findServiceByName("ActionTckModel"), new ActionTckModelAction(folding)),
        new ActionDefinition(FILE.findServiceByName("ActionTwo"), new ActionTwoAction()));
  }
}

package io.cloudstate.tck.model.service;

import io.cloudstate.tck.model.support.Answer;
import io.cloudstate.tck.model.support.EntityCommand;
import io.cloudstate.tck.model.support.ServiceCall;
import io.cloudstate.tck.model.support.crdt.Crdt;
import io.cloudstate.tck.model.support.crdt.CrdtAnswer;
import io.cloudstate.tck.model.support.crdt.CrdtContext;
import io.cloudstate.tck.model.support.crdt.CrdtEntity;
import io.cloudstate.tck.protocol.crdt.CrdtDelta;
import io.cloudstate.tck.protocol.crdt.CrdtWriteConsistency;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Defects in how a CRDT is held. */
final class DefectiveCrdtEntities {
  private DefectiveCrdtEntities() {}

  static CrdtEntity wrap(CrdtEntity entity, Set<ServiceDefect> defects) {
    return defects.contains(ServiceDefect.CRDT_SHARED_BY_ENTITIES)
        ? new Shared(entity, new ConcurrentHashMap<>())
        : entity;
  }

  /** Shows each entity what the last command of another one of its type has left. */
  private record Shared(CrdtEntity entity, Map<CrdtDelta.DeltaCase, Left> states)
      implements CrdtEntity {

    private record Left(String entityId, Crdt state) {}

    @Override
    public Crdt initial(String entityId) {
      return entity.initial(entityId);
    }

    @Override
    public CrdtAnswer handle(EntityCommand command, CrdtContext context) {
      CrdtDelta.DeltaCase type = context.state().type();
      Crdt shown =
          Optional.ofNullable(states.get(type))
              .filter(left -> !left.entityId().equals(context.entityId()))
              .map(Left::state)
              .orElse(context.state());
      View view = new View(context, shown);
      CrdtAnswer answer = entity.handle(command, view);
      if (!isFailure(answer)) { // clean after a failure: that is another defect
        states.put(type, new Left(context.entityId(), view.state));
      }
      return answer;
    }

    private static boolean isFailure(CrdtAnswer answer) {
      return answer instanceof CrdtAnswer.Once once && once.answer() instanceof Answer.Failure;
    }
  }

  /** A command's context that shows another state. */
  private static final class View implements CrdtContext {
    private final CrdtContext context;
    private Crdt state;

    View(CrdtContext context, Crdt state) {
      this.context = context;
      this.state = state;
    }

    @Override
    public String entityId() {
      return context.entityId();
    }

    @Override
    public void effect(ServiceCall call, boolean synchronous) {
      context.effect(call, synchronous);
    }

    @Override
    public Crdt state() {
      return state;
    }

    @Override
    public void update(Crdt next) {
      state = next;
      context.update(next);
    }

    @Override
    public void delete() {
      context.delete();
    }

    @Override
    public void writeConsistency(CrdtWriteConsistency consistency) {
      context.writeConsistency(consistency);
    }
  }
}

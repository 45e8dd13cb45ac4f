package io.cloudstate.tck.model.proxy.entities;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.routing.Caller;
import io.cloudstate.tck.model.proxy.routing.EntityService;
import io.cloudstate.tck.model.proxy.routing.Invocation;
import io.cloudstate.tck.model.proxy.routing.Outcome;
import io.cloudstate.tck.model.proxy.routing.Requests;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import io.cloudstate.tck.protocol.Metadata;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc.CrdtStub;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One service whose entities are CRDTs: finds the one that each call is for. */
final class CrdtService implements EntityService {
  private final DiscoveredService service;
  private final CrdtStub stub;
  private final Surroundings around;
  private final EntityTable<ActiveCrdt> crdts;

  // Only a defect lets commands wait.
  private CompletionStage<Outcome> others =
      CompletableFuture.completedFuture(new Outcome.Unanswered());

  CrdtService(DiscoveredService service, CrdtStub stub, Surroundings around) {
    this.service = service;
    this.stub = stub;
    this.around = around;
    this.crdts = new EntityTable<>(around.defects(), this::crdt);
  }

  @Override
  public CompletionStage<Outcome> run(Invocation invocation) {
    return around.defects().contains(ProxyDefect.CRDTS_WAIT_FOR_EACH_OTHER)
        ? runAfterOthers(invocation)
        : runNow(invocation);
  }

  private synchronized CompletionStage<Outcome> runAfterOthers(Invocation invocation) {
    others = others.thenCompose(before -> runNow(invocation));
    return others;
  }

  private CompletionStage<Outcome> runNow(Invocation invocation) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    try {
      crdts.called(invocation).run(new SingleCrdtCall(invocation, result));
    } catch (InvalidProtocolBufferException e) {
      result.complete(invocation.unreadable(e));
    }
    return result;
  }

  @Override
  public Requests open(MethodDescriptor method, Metadata metadata, Caller caller) {
    return method.isServerStreaming() && !method.isClientStreaming()
        ? new Streamed(method, metadata, caller)
        : EntityService.super.open(method, metadata, caller);
  }

  private ActiveCrdt crdt(String entityId) {
    return new ActiveCrdt(
        new EntityAddress(
            service.descriptor().getFullName(), entityId, around.defects(), around.habits()),
        around.passivation(service),
        stub,
        around);
  }

  /** The client's side of a streamed call. */
  private final class Streamed implements Requests {
    private final MethodDescriptor method;
    private final Metadata metadata;
    private final Caller caller;
    private Optional<Runnable> abandon = Optional.empty();

    private Streamed(MethodDescriptor method, Metadata metadata, Caller caller) {
      this.method = method;
      this.metadata = metadata;
      this.caller = caller;
    }

    @Override
    public void next(ByteString request) {
      Invocation invocation = new Invocation(method, request, metadata, false);
      try {
        ActiveCrdt crdt = crdts.called(invocation);
        CrdtCall call = new StreamedCrdtCall(invocation, caller, crdt::abandon, around.defects());
        abandon = Optional.of(() -> crdt.abandon(call));
        crdt.run(call);
      } catch (InvalidProtocolBufferException e) {
        if (around.defects().contains(ProxyDefect.UNPARSABLE_PAYLOAD_ENDS_WELL)) {
          caller.complete();
        } else {
          caller.fail(invocation.unreadable(e));
        }
      }
    }

    @Override
    public void halfClosed() {}

    @Override
    public void cancelled() {
      abandon.ifPresent(Runnable::run);
    }
  }
}

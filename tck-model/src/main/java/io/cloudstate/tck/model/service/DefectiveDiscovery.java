package io.cloudstate.tck.model.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.EventingProto;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Defects in what discovery answers. */
final class DefectiveDiscovery implements EntityDiscoveryGrpc.AsyncService {
  private static final String LEFT_OUT = "cloudstate/entity_key.proto";
  private static final long MILLIS_PER_SECOND = 1_000;

  private final EntityDiscoveryGrpc.AsyncService conforming;
  private final Set<ServiceDefect> defects;
  private final AtomicBoolean down;
  private final AtomicBoolean asked = new AtomicBoolean();

  /**
   * Discovery with defects.
   *
   * @param down whether the service takes no calls any more; set by the report that takes it down
   */
  DefectiveDiscovery(
      EntityDiscoveryGrpc.AsyncService conforming, Set<ServiceDefect> defects, AtomicBoolean down) {
    this.conforming = conforming;
    this.defects = defects;
    this.down = down;
  }

  @Override
  public void discover(ProxyInfo proxy, StreamObserver<EntitySpec> response) {
    if (down.get()) {
      response.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    boolean again = asked.getAndSet(true);
    conforming.discover(proxy, new Editing<>(response, spec -> edited(spec, again)));
  }

  @Override
  public void reportError(UserFunctionError error, StreamObserver<Empty> response) {
    if (down.get()) {
      response.onError(Status.UNAVAILABLE.asRuntimeException());
    } else if (!defects.contains(ServiceDefect.REPORT_UNANSWERED)) {
      down.set(defects.contains(ServiceDefect.DOWN_AFTER_REPORT));
      conforming.reportError(error, response);
    }
  }

  private EntitySpec edited(EntitySpec spec, boolean again) {
    EntitySpec edited = spec;
    for (ServiceDefect defect : defects) {
      edited = edited(edited, defect, again);
    }
    return edited;
  }

  private static EntitySpec edited(EntitySpec spec, ServiceDefect defect, boolean again) {
    return switch (defect) {
      case DISCOVERS_LESS_THE_SECOND_TIME ->
          again ? spec.toBuilder().removeEntities(spec.getEntitiesCount() - 1).build() : spec;
      case DESCRIPTORS_LACK_AN_IMPORT ->
          spec.toBuilder().setProto(withoutImport(spec.getProto())).build();
      case SUBSCRIPTIONS_LEFT_OUT ->
          spec.toBuilder().setProto(withoutSubscriptions(spec.getProto())).build();
      case ENTITY_LISTED_TWICE -> spec.toBuilder().addEntities(spec.getEntities(0)).build();
      case ENTITY_NOT_DESCRIBED ->
          spec.toBuilder()
              .addEntities(
                  spec.getEntities(0).toBuilder()
                      .setServiceName("cloudstate.tck.model.NotDescribed"))
              .build();
      case ENTITY_TYPE_UNKNOWN ->
          entities(spec, entity -> entity.setEntityType("cloudstate.eventsourced.EventSourcing"));
      case PERSISTENCE_ID_EMPTY -> entities(spec, Entity.Builder::clearPersistenceId);
      case PERSISTENCE_ID_IS_SERVICE_NAME ->
          entities(spec, entity -> entity.setPersistenceId(entity.getServiceName()));
      case PASSIVATION_IN_SECONDS -> entities(spec, DefectiveDiscovery::passivationInSeconds);
      case PASSIVATION_MISSING -> entities(spec, Entity.Builder::clearPassivationStrategy);
      case PROTOCOL_VERSION_ABSENT ->
          info(spec, info -> info.clearProtocolMajorVersion().clearProtocolMinorVersion());
      case SERVICE_INFO_EMPTY ->
          info(
              spec,
              info ->
                  ServiceInfo.newBuilder()
                      .setProtocolMajorVersion(info.getProtocolMajorVersion())
                      .setProtocolMinorVersion(info.getProtocolMinorVersion()));
      default -> spec;
    };
  }

  private static ByteString withoutImport(ByteString proto) {
    try {
      FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
      FileDescriptorSet.parseFrom(proto).getFileList().stream()
          .filter(file -> !file.getName().equals(LEFT_OUT))
          .forEach(set::addFile);
      return set.build().toByteString();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The conforming descriptor set does not parse.", e);
    }
  }

  /** What is parsed without knowing extensions has them among its unknown fields. */
  private static ByteString withoutSubscriptions(ByteString proto) {
    try {
      FileDescriptorSet.Builder set = FileDescriptorSet.parseFrom(proto).toBuilder();
      set.getFileBuilderList().stream()
          .flatMap(file -> file.getServiceBuilderList().stream())
          .flatMap(service -> service.getMethodBuilderList().stream())
          .filter(MethodDescriptorProto.Builder::hasOptions)
          .map(MethodDescriptorProto.Builder::getOptionsBuilder)
          .forEach(
              options ->
                  options.setUnknownFields(
                      options.getUnknownFields().toBuilder()
                          .clearField(EventingProto.eventing.getNumber())
                          .build()));
      return set.build().toByteString();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("The conforming descriptor set does not parse.", e);
    }
  }

  private static Entity.Builder passivationInSeconds(Entity.Builder entity) {
    if (entity.hasPassivationStrategy()) {
      long millis = entity.getPassivationStrategy().getTimeout().getTimeout();
      entity
          .getPassivationStrategyBuilder()
          .getTimeoutBuilder()
          .setTimeout(millis / MILLIS_PER_SECOND);
    }
    return entity;
  }

  private static EntitySpec entities(EntitySpec spec, UnaryOperator<Entity.Builder> edit) {
    EntitySpec.Builder edited = spec.toBuilder().clearEntities();
    spec.getEntitiesList().forEach(entity -> edited.addEntities(edit.apply(entity.toBuilder())));
    return edited.build();
  }

  private static EntitySpec info(EntitySpec spec, UnaryOperator<ServiceInfo.Builder> edit) {
    return spec.toBuilder().setServiceInfo(edit.apply(spec.getServiceInfo().toBuilder())).build();
  }

  /** Passes a response on, edited. */
  private record Editing<T>(StreamObserver<T> response, Function<T, T> edit)
      implements StreamObserver<T> {
    @Override
    public void onNext(T value) {
      response.onNext(edit.apply(value));
    }

    @Override
    public void onError(Throwable error) {
      response.onError(error);
    }

    @Override
    public void onCompleted() {
      response.onCompleted();
    }
  }
}

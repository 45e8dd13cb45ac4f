package io.cloudstate.tck.model.support;

import com.google.protobuf.Empty;
import io.cloudstate.tck.model.Version;
import io.cloudstate.tck.protocol.Entity;
import io.cloudstate.tck.protocol.EntityDiscoveryGrpc;
import io.cloudstate.tck.protocol.EntityPassivationStrategy;
import io.cloudstate.tck.protocol.EntitySpec;
import io.cloudstate.tck.protocol.ProxyInfo;
import io.cloudstate.tck.protocol.ServiceInfo;
import io.cloudstate.tck.protocol.TimeoutPassivationStrategy;
import io.cloudstate.tck.protocol.UserFunctionError;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/** Tells the proxy what the service declares, and hears what the proxy has to complain about. */
public final class DiscoveryService extends EntityDiscoveryGrpc.EntityDiscoveryImplBase {
  private static final int PROTOCOL_MAJOR_VERSION = 0;
  private static final int PROTOCOL_MINOR_VERSION = 2;
  private static final String LIBRARY_NAME = "cloudstate-tck-reference-support";

  private final EntitySpec spec;
  private final Consumer<String> reports;

  /**
   * Discovery of a service.
   *
   * @param registry the entities declared
   * @param identity what the service calls itself
   * @param reports told each error that the proxy reports; called on the network's threads, so it
   *     must not block
   */
  public DiscoveryService(
      ServiceRegistry registry, ServiceIdentity identity, Consumer<String> reports) {
    this.spec = spec(registry, identity);
    this.reports = reports;
  }

  @Override
  public void discover(ProxyInfo proxy, StreamObserver<EntitySpec> response) {
    response.onNext(spec);
    response.onCompleted();
  }

  @Override
  public void reportError(UserFunctionError error, StreamObserver<Empty> response) {
    reports.accept(error.getMessage());
    response.onNext(Empty.getDefaultInstance());
    response.onCompleted();
  }

  private static EntitySpec spec(ServiceRegistry registry, ServiceIdentity identity) {
    EntitySpec.Builder spec =
        EntitySpec.newBuilder()
            .setProto(
                DescriptorSets.closure(
                        registry.definitions().stream()
                            .map(definition -> definition.service().getFile())
                            .toList())
                    .toByteString())
            .setServiceInfo(
                ServiceInfo.newBuilder()
                    .setServiceName(identity.name())
                    .setServiceVersion(identity.version())
                    .setServiceRuntime("Java " + Runtime.version())
                    .setSupportLibraryName(LIBRARY_NAME)
                    .setSupportLibraryVersion(Version.kit())
                    .setProtocolMajorVersion(PROTOCOL_MAJOR_VERSION)
                    .setProtocolMinorVersion(PROTOCOL_MINOR_VERSION));
    registry.definitions().forEach(definition -> spec.addEntities(entity(definition)));
    return spec.build();
  }

  private static Entity entity(EntityDefinition definition) {
    Entity.Builder entity =
        Entity.newBuilder()
            .setEntityType(definition.entityType())
            .setServiceName(definition.service().getFullName())
            .setPersistenceId(definition.persistenceId());
    definition
        .passivationTimeout()
        .ifPresent(
            timeout ->
                entity.setPassivationStrategy(
                    EntityPassivationStrategy.newBuilder()
                        .setTimeout(
                            TimeoutPassivationStrategy.newBuilder()
                                .setTimeout(timeout.toMillis()))));
    return entity.build();
  }
}

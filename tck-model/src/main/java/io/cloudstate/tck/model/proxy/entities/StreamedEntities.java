package io.cloudstate.tck.model.proxy.entities;

import io.cloudstate.tck.model.proxy.discovery.DiscoveredService;
import io.cloudstate.tck.model.proxy.persistence.EventJournal;
import io.cloudstate.tck.model.proxy.persistence.ValueStore;
import io.cloudstate.tck.model.proxy.routing.EntityService;
import io.cloudstate.tck.model.proxy.routing.Surroundings;
import io.cloudstate.tck.model.proxy.settings.ProxySettings;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc;
import io.cloudstate.tck.protocol.crdt.CrdtGrpc.CrdtStub;
import io.cloudstate.tck.protocol.eventsourced.EventSourcedGrpc;
import io.cloudstate.tck.protocol.valueentity.ValueEntityGrpc;
import io.grpc.Channel;

/** Makes what runs the services of one proxy whose entities live on streams. */
public final class StreamedEntities {
  private final EventSourcedProtocol eventSourced;
  private final ValueEntityProtocol value;
  private final CrdtStub crdt;

  /**
   * Makes nothing yet; states of value entities are kept here, for all services.
   *
   * @param channel the connection to the user function
   * @param journal the events of event sourced entities
   * @param settings the bugs to imitate, and what else to do otherwise
   */
  public StreamedEntities(Channel channel, EventJournal journal, ProxySettings settings) {
    // A service that restarts is waited for, no longer than the command's own time.
    this.eventSourced =
        new EventSourcedProtocol(
            EventSourcedGrpc.newStub(channel).withWaitForReady(), journal, settings.defects());
    this.value =
        new ValueEntityProtocol(
            ValueEntityGrpc.newStub(channel).withWaitForReady(),
            new ValueStore(settings.defects()),
            settings.defects(),
            settings.habits());
    this.crdt = CrdtGrpc.newStub(channel).withWaitForReady();
  }

  /**
   * Makes what runs a service of event sourced entities.
   *
   * @param service the service
   * @param around what it shares with other services
   * @return what runs it
   */
  public EntityService eventSourced(DiscoveredService service, Surroundings around) {
    return new StatefulService<>(service, eventSourced, around);
  }

  /**
   * Makes what runs a service of value entities.
   *
   * @param service the service
   * @param around what it shares with other services
   * @return what runs it
   */
  public EntityService value(DiscoveredService service, Surroundings around) {
    return new StatefulService<>(service, value, around);
  }

  /**
   * Makes what runs a service of CRDTs.
   *
   * @param service the service
   * @param around what it shares with other services
   * @return what runs it
   */
  public EntityService crdt(DiscoveredService service, Surroundings around) {
    return new CrdtService(service, crdt, around);
  }
}

"""The event sourced model service, written against the published Python support library as its users would."""

from cloudstate.cloudstate import CloudState
from cloudstate.entity_pb2 import Forward, SideEffect
from cloudstate.event_sourced_context import EventSourcedCommandContext, SnapshotContext
from cloudstate.event_sourced_entity import EventSourcedEntity

# The library answers discovery with these too, but does not import them.
from google.api import annotations_pb2  # noqa: F401
from google.protobuf import empty_pb2  # noqa: F401

from tckmodel.eventsourced_pb2 import DESCRIPTOR, Persisted, Request, Response

TWO = "cloudstate.tck.model.EventSourcedTwo"


class State:
    """A text that grows by the value of each event."""

    def __init__(self):
        self.value = ""


def entity(service: str, **options) -> EventSourcedEntity:
    return EventSourcedEntity(
        DESCRIPTOR.services_by_name[service], [DESCRIPTOR], lambda entity_id: State(), **options
    )


model = entity("EventSourcedTckModel", persistence_id="event-sourced-tck-model", snapshot_every=5)
two = entity("EventSourcedTwo", persistence_id="event-sourced-two")
# Meant to be passivated after 100 ms without a command; the library cannot announce a timeout.
configured = entity("EventSourcedConfigured", persistence_id="event-sourced-configured")


@model.snapshot()
def snapshot(state: State, context: SnapshotContext) -> Persisted:
    return Persisted(value=state.value)


@model.snapshot_handler()
def restore(state: State, snapshot: Persisted):
    state.value = snapshot.value


@model.event_handler(Persisted)
def persisted(state: State, event: Persisted):
    state.value += event.value


@model.command_handler("Process")
def process(state: State, request: Request, context: EventSourcedCommandContext):
    # The library applies events after this function has returned.
    result = state.value
    for action in request.actions:
        kind = action.WhichOneof("action")
        if kind == "emit":
            context.emit(Persisted(value=action.emit.value))
            result += action.emit.value
        elif kind == "forward":
            forward = Forward(service_name=TWO, command_name="Call")
            forward.payload.Pack(Request(id=action.forward.id))
            context.forward = forward
        elif kind == "effect":
            effect = SideEffect(service_name=TWO, command_name="Call", synchronous=action.effect.synchronous)
            effect.payload.Pack(Request(id=action.effect.id))
            context.effects.append(effect)
        elif kind == "fail":
            context.fail(action.fail.message)
            return None
        else:
            raise ValueError(f"an action without content in {request}")
    return None if context.forward else Response(message=result)


@two.command_handler("Call")
@configured.command_handler("Call")
def call(state: State, request: Request):
    return Response()


if __name__ == "__main__":
    CloudState().register_event_sourced_entity(model).register_event_sourced_entity(two).register_event_sourced_entity(
        configured
    ).start()

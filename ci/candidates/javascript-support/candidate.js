// The model service, as far as the published JavaScript support library goes, written as its users would.
const path = require("path");
const cloudstate = require("cloudstate");

const host = process.env.HOST || "127.0.0.1";
const port = process.env.PORT || "8080";
const includeDirs = [path.join(process.cwd(), "proto"), path.join(__dirname, "node_modules", "protobufjs")];

const server = new cloudstate.CloudState({ serviceName: "javascript-support-candidate", serviceVersion: "0.1.0" });

const MODEL = "cloudstate/tck/model/eventsourced.proto";
const model = new cloudstate.EventSourced(MODEL, "cloudstate.tck.model.EventSourcedTckModel", {
  persistenceId: "event-sourced-tck-model",
  snapshotEvery: 5,
  includeDirs,
});
const two = new cloudstate.EventSourced(MODEL, "cloudstate.tck.model.EventSourcedTwo", {
  persistenceId: "event-sourced-two",
  includeDirs,
});
// Meant to be passivated after 100 ms without a command; the library cannot announce a timeout.
const configured = new cloudstate.EventSourced(MODEL, "cloudstate.tck.model.EventSourcedConfigured", {
  persistenceId: "event-sourced-configured",
  includeDirs,
});

// The state is kept as the message that is the snapshot: a text that grows by the value of each event.
const Persisted = model.lookupType("cloudstate.tck.model.Persisted");
model.setInitial(() => Persisted.create({ value: "" }));
model.setBehavior(() => ({
  commandHandlers: { Process: process_ },
  eventHandlers: { Persisted: (event, state) => Persisted.create({ value: state.value + event.value }) },
}));

function process_(request, state, context) {
  // The library applies events after this function has returned.
  let result = state.value;
  let forwarded = false;
  for (const action of request.actions) {
    if (action.emit) {
      context.emit(Persisted.create({ value: action.emit.value }));
      result += action.emit.value;
    } else if (action.forward) {
      context.thenForward(two.grpc.cloudstate.tck.model.EventSourcedTwo.service.Call, { id: action.forward.id });
      forwarded = true;
    } else if (action.effect) {
      const { id, synchronous } = action.effect;
      context.effect(two.grpc.cloudstate.tck.model.EventSourcedTwo.service.Call, { id }, synchronous);
    } else if (action.fail) {
      // Leaves this function by an exception of the library's.
      context.fail(action.fail.message);
    } else {
      throw new Error(`An action without content in ${JSON.stringify(request)}`);
    }
  }
  return forwarded ? undefined : { message: result };
}

// Keeps nothing, but the library wants a state that it can write down.
for (const entity of [two, configured]) {
  entity.setInitial(() => Persisted.create({}));
  entity.setBehavior(() => ({ commandHandlers: { Call: () => ({}) }, eventHandlers: {} }));
}

// The event log: two entities that emit. A subscriber cannot be written, since the library has no actions of this protocol.
const LOG = "cloudstate/tck/model/eventlogeventing.proto";
const one = new cloudstate.EventSourced(LOG, "cloudstate.tck.model.eventlogeventing.EventSourcedEntityOne", {
  persistenceId: "eventlogeventing-one",
  includeDirs,
});
const json = new cloudstate.EventSourced(LOG, "cloudstate.tck.model.eventlogeventing.EventSourcedEntityTwo", {
  persistenceId: "eventlogeventing-two",
  includeDirs,
  serializeFallbackToJson: true,
});
const unchanged = (event, state) => state;
one.setInitial(() => one.lookupType("cloudstate.tck.model.eventlogeventing.EventOne").create({}));
one.setBehavior(() => ({
  commandHandlers: {
    EmitEvent: (request, state, context) => {
      context.emit(request.eventOne || request.eventTwo);
      return {};
    },
  },
  eventHandlers: { EventOne: unchanged, EventTwo: unchanged },
}));
json.setInitial(() => ({ type: "JsonMessage" }));
json.setBehavior(() => ({
  commandHandlers: {
    EmitJsonEvent: (request, state, context) => {
      context.emit({ type: "JsonMessage", message: request.message });
      return {};
    },
  },
  eventHandlers: { JsonMessage: unchanged },
}));

// No CRDTs, though the library has some: see README.md on the frames that it takes for theirs.
server.addEntity(model, two, configured, one, json);
server.start({ bindAddress: host, bindPort: port });

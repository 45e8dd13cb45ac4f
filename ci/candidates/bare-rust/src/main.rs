//! The TCK's model service, event sourced and value entities, straight on tonic and prost, with no support library.
//!
//! `main` listens and `Discovery` says what is here; `answers` turns what arrives on one entity's stream into what goes
//! back; the modules `event_sourced` and `value_entity` decide what that is. A proxy opens one stream for each entity.

use std::{env, error::Error, pin::Pin, process::ExitCode};

use prost::Name;
use prost_types::Any;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_stream::Stream;
use tonic::transport::{Server, server::TcpIncoming};
use tonic::{Request, Response, Status, Streaming};

use protocols::cloudstate::entity_discovery_server::{EntityDiscovery, EntityDiscoveryServer};
use protocols::cloudstate::{
    ClientAction, Command, Entity, EntityPassivationStrategy, EntitySpec, Failure, Forward, ProxyInfo, Reply,
    ServiceInfo, SideEffect, TimeoutPassivationStrategy, UserFunctionError, client_action, entity_passivation_strategy,
};

/// What the `.proto` files become; modules are named after their packages.
mod protocols {
    #![allow(dead_code, non_camel_case_types)]
    tonic::include_proto!("protocols");
}

/// A `FileDescriptorSet` of the services below and all that they import.
const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

// What entities of both types share.

/// Why a command has no result.
enum Trouble {
    /// The user function refuses it. Its client is told so, and the entity goes on as if nothing had been.
    Refused(String),
    /// It makes no sense. The stream ends.
    Broken(String),
}

impl From<String> for Trouble {
    fn from(description: String) -> Self {
        Trouble::Broken(description)
    }
}

/// A failure of the stream itself.
impl From<String> for Failure {
    fn from(description: String) -> Self {
        Failure { description, ..Default::default() }
    }
}

/// Reads a payload, whatever host its type url names.
fn unpack<M: Name + Default>(payload: Option<Any>) -> Result<M, String> {
    let payload = payload.ok_or_else(|| format!("There is no payload where a {} belongs.", M::full_name()))?;
    payload.to_msg().map_err(|error| format!("Not a {}: {} ({error}).", M::full_name(), payload.type_url))
}

fn pack<M: Name>(message: &M) -> Any {
    Any { type_url: M::type_url(), value: message.encode_to_vec() }
}

fn reply<M: Name>(message: &M) -> ClientAction {
    let reply = Reply { payload: Some(pack(message)), metadata: None };
    ClientAction { action: Some(client_action::Action::Reply(reply)) }
}

fn refusal(command_id: i64, description: String) -> ClientAction {
    let failure = Failure { command_id, description, restart: false };
    ClientAction { action: Some(client_action::Action::Failure(failure)) }
}

fn forward<M: Name>(service: &str, command: &str, request: &M) -> ClientAction {
    let forward = Forward {
        service_name: service.into(),
        command_name: command.into(),
        payload: Some(pack(request)),
        metadata: None,
    };
    ClientAction { action: Some(client_action::Action::Forward(forward)) }
}

fn side_effect<M: Name>(service: &str, command: &str, request: &M, synchronous: bool) -> SideEffect {
    SideEffect {
        service_name: service.into(),
        command_name: command.into(),
        payload: Some(pack(request)),
        synchronous,
        metadata: None,
    }
}

/// An entity, as long as its stream lasts.
trait Active: Sized + Send + 'static {
    type In: Send + 'static;
    type Out: Send + 'static;

    /// Takes one message; the entity is `None` until the first has said which it is. An error ends the stream.
    fn receive(entity: &mut Option<Self>, message: Self::In) -> Result<Option<Self::Out>, Failure>;

    /// How the stream says that it failed.
    fn failed(failure: Failure) -> Self::Out;
}

type Answers<Out> = Pin<Box<dyn Stream<Item = Result<Out, Status>> + Send>>;

/// Answers what comes, in order, until the proxy half-closes: then this ends too, with status OK.
fn answers<E: Active>(mut incoming: Streaming<E::In>) -> Response<Answers<E::Out>> {
    Response::new(Box::pin(async_stream::try_stream! {
        let mut entity = None;
        while let Some(message) = incoming.message().await? {
            match E::receive(&mut entity, message) {
                Ok(None) => {}
                Ok(Some(answer)) => yield answer,
                Err(failure) => {
                    yield E::failed(failure);
                    break;
                }
            }
        }
    }))
}

/// Event sourced entities: state is what a series of events makes of it.
mod event_sourced {
    use super::protocols::cloudstate::eventsourced::event_sourced_server::{EventSourced, EventSourcedServer};
    use super::protocols::cloudstate::eventsourced::{
        EventSourcedInit, EventSourcedReply, EventSourcedStreamIn, EventSourcedStreamOut, event_sourced_stream_in,
        event_sourced_stream_out,
    };
    use super::protocols::cloudstate::tck::model::{Persisted, Request, Response, request_action::Action};
    use super::*;

    pub const TYPE: &str = "cloudstate.eventsourced.EventSourced";
    pub const MODEL: &str = "cloudstate.tck.model.EventSourcedTckModel";
    pub const TWO: &str = "cloudstate.tck.model.EventSourcedTwo";
    pub const CONFIGURED: &str = "cloudstate.tck.model.EventSourcedConfigured";

    const SNAPSHOT_EVERY: i64 = 5;

    /// State and the number of the last event in it.
    #[derive(Clone)]
    struct EventSourcedEntity {
        service: String,
        state: String,
        sequence: i64,
    }

    impl EventSourcedEntity {
        fn start(init: EventSourcedInit) -> Result<Self, String> {
            if ![MODEL, TWO, CONFIGURED].contains(&init.service_name.as_str()) {
                return Err(format!("There is no event sourced entity {}.", init.service_name));
            }
            let (state, sequence) = match init.snapshot {
                Some(latest) => (unpack::<Persisted>(latest.snapshot)?.value, latest.snapshot_sequence),
                None => (String::new(), 0),
            };
            Ok(EventSourcedEntity { service: init.service_name, state, sequence })
        }

        fn apply(&mut self, event: &Persisted, sequence: i64) {
            self.state.push_str(&event.value);
            self.sequence = sequence;
        }

        fn run(&mut self, command: Command) -> Result<EventSourcedReply, Trouble> {
            match command.name.as_str() {
                "Process" if self.service == MODEL => self.process(unpack(command.payload)?),
                "Call" if self.service != MODEL => {
                    unpack::<Request>(command.payload)?;
                    let answer = reply(&Response::default());
                    Ok(EventSourcedReply { client_action: Some(answer), ..Default::default() })
                }
                unknown => Err(Trouble::Broken(format!("{} has no method {unknown}.", self.service))),
            }
        }

        /// Carries out the little program that a request is.
        fn process(&mut self, request: Request) -> Result<EventSourcedReply, Trouble> {
            let before = self.sequence;
            let mut outcome = EventSourcedReply::default();
            for action in request.actions.into_iter().filter_map(|each| each.action) {
                match action {
                    Action::Emit(emit) => {
                        let event = Persisted { value: emit.value };
                        self.apply(&event, self.sequence + 1);
                        outcome.events.push(pack(&event));
                    }
                    Action::Forward(to) => {
                        let request = Request { id: to.id, actions: vec![] };
                        outcome.client_action = Some(forward(TWO, "Call", &request));
                    }
                    Action::Effect(on) => {
                        let request = Request { id: on.id, actions: vec![] };
                        outcome.side_effects.push(side_effect(TWO, "Call", &request, on.synchronous));
                    }
                    Action::Fail(fail) => return Err(Trouble::Refused(fail.message)),
                }
            }
            if before / SNAPSHOT_EVERY < self.sequence / SNAPSHOT_EVERY {
                outcome.snapshot = Some(pack(&Persisted { value: self.state.clone() }));
            }
            outcome.client_action.get_or_insert_with(|| reply(&Response { message: self.state.clone() }));
            Ok(outcome)
        }
    }

    impl Active for EventSourcedEntity {
        type In = EventSourcedStreamIn;
        type Out = EventSourcedStreamOut;

        fn receive(entity: &mut Option<Self>, message: Self::In) -> Result<Option<Self::Out>, Failure> {
            use event_sourced_stream_in::Message;

            match (message.message, entity.as_mut()) {
                (Some(Message::Init(init)), None) => {
                    *entity = Some(Self::start(init)?);
                    Ok(None)
                }
                (Some(Message::Event(event)), Some(entity)) => {
                    entity.apply(&unpack(event.payload)?, event.sequence);
                    Ok(None)
                }
                (Some(Message::Command(command)), Some(entity)) => {
                    let command_id = command.id;
                    // A copy, so that a command that is refused leaves nothing behind.
                    let mut next = entity.clone();
                    let outcome = match next.run(command) {
                        Ok(outcome) => {
                            *entity = next;
                            outcome
                        }
                        Err(Trouble::Refused(why)) => {
                            EventSourcedReply { client_action: Some(refusal(command_id, why)), ..Default::default() }
                        }
                        Err(Trouble::Broken(description)) => {
                            return Err(Failure { command_id, description, restart: false });
                        }
                    };
                    let reply = EventSourcedReply { command_id, ..outcome };
                    Ok(Some(Self::Out { message: Some(event_sourced_stream_out::Message::Reply(reply)) }))
                }
                _ => Err("A stream is one init, then events, then commands.".to_string().into()),
            }
        }

        fn failed(failure: Failure) -> Self::Out {
            Self::Out { message: Some(event_sourced_stream_out::Message::Failure(failure)) }
        }
    }

    pub fn server() -> EventSourcedServer<impl EventSourced> {
        EventSourcedServer::new(EventSourcedEntities)
    }

    struct EventSourcedEntities;

    #[tonic::async_trait]
    impl EventSourced for EventSourcedEntities {
        type handleStream = Answers<EventSourcedStreamOut>;

        async fn handle(
            &self,
            request: tonic::Request<Streaming<EventSourcedStreamIn>>,
        ) -> Result<tonic::Response<Self::handleStream>, Status> {
            Ok(answers::<EventSourcedEntity>(request.into_inner()))
        }
    }
}

/// Value entities: state is one value, which the proxy keeps whole.
mod value_entity {
    use super::protocols::cloudstate::tck::model::valueentity::{Persisted, Request, Response, request_action::Action};
    use super::protocols::cloudstate::valueentity::value_entity_action::Action as StateAction;
    use super::protocols::cloudstate::valueentity::value_entity_server::{ValueEntity, ValueEntityServer};
    use super::protocols::cloudstate::valueentity::{
        ValueEntityAction, ValueEntityDelete, ValueEntityInit, ValueEntityReply, ValueEntityStreamIn,
        ValueEntityStreamOut, ValueEntityUpdate, value_entity_stream_in, value_entity_stream_out,
    };
    use super::*;

    pub const TYPE: &str = "cloudstate.valueentity.ValueEntity";
    pub const MODEL: &str = "cloudstate.tck.model.valueentity.ValueEntityTckModel";
    pub const TWO: &str = "cloudstate.tck.model.valueentity.ValueEntityTwo";
    pub const CONFIGURED: &str = "cloudstate.tck.model.valueentity.ValueEntityConfigured";

    #[derive(Clone)]
    struct Value {
        service: String,
        state: String,
    }

    impl Value {
        fn start(init: ValueEntityInit) -> Result<Self, String> {
            if ![MODEL, TWO, CONFIGURED].contains(&init.service_name.as_str()) {
                return Err(format!("There is no value entity {}.", init.service_name));
            }
            // Never set and deleted are the same.
            let state = match init.state.and_then(|last| last.value) {
                Some(value) => unpack::<Persisted>(Some(value))?.value,
                None => String::new(),
            };
            Ok(Value { service: init.service_name, state })
        }

        fn run(&mut self, command: Command) -> Result<ValueEntityReply, Trouble> {
            match command.name.as_str() {
                "Process" if self.service == MODEL => self.process(unpack(command.payload)?),
                "Call" if self.service != MODEL => {
                    unpack::<Request>(command.payload)?;
                    let answer = reply(&Response::default());
                    Ok(ValueEntityReply { client_action: Some(answer), ..Default::default() })
                }
                unknown => Err(Trouble::Broken(format!("{} has no method {unknown}.", self.service))),
            }
        }

        /// Carries out the little program that a request is.
        fn process(&mut self, request: Request) -> Result<ValueEntityReply, Trouble> {
            let mut outcome = ValueEntityReply::default();
            for action in request.actions.into_iter().filter_map(|each| each.action) {
                match action {
                    Action::Update(update) => {
                        let value = Some(pack(&Persisted { value: update.value.clone() }));
                        self.state = update.value;
                        outcome.state_action = state_action(StateAction::Update(ValueEntityUpdate { value }));
                    }
                    Action::Delete(_) => {
                        self.state.clear();
                        outcome.state_action = state_action(StateAction::Delete(ValueEntityDelete {}));
                    }
                    Action::Forward(to) => {
                        let request = Request { id: to.id, actions: vec![] };
                        outcome.client_action = Some(forward(TWO, "Call", &request));
                    }
                    Action::Effect(on) => {
                        let request = Request { id: on.id, actions: vec![] };
                        outcome.side_effects.push(side_effect(TWO, "Call", &request, on.synchronous));
                    }
                    Action::Fail(fail) => return Err(Trouble::Refused(fail.message)),
                }
            }
            outcome.client_action.get_or_insert_with(|| reply(&Response { message: self.state.clone() }));
            Ok(outcome)
        }
    }

    fn state_action(action: StateAction) -> Option<ValueEntityAction> {
        Some(ValueEntityAction { action: Some(action) })
    }

    impl Active for Value {
        type In = ValueEntityStreamIn;
        type Out = ValueEntityStreamOut;

        fn receive(entity: &mut Option<Self>, message: Self::In) -> Result<Option<Self::Out>, Failure> {
            use value_entity_stream_in::Message;

            match (message.message, entity.as_mut()) {
                (Some(Message::Init(init)), None) => {
                    *entity = Some(Self::start(init)?);
                    Ok(None)
                }
                (Some(Message::Command(command)), Some(entity)) => {
                    let command_id = command.id;
                    // A copy, so that a command that is refused leaves nothing behind.
                    let mut next = entity.clone();
                    let outcome = match next.run(command) {
                        Ok(outcome) => {
                            *entity = next;
                            outcome
                        }
                        Err(Trouble::Refused(why)) => {
                            ValueEntityReply { client_action: Some(refusal(command_id, why)), ..Default::default() }
                        }
                        Err(Trouble::Broken(description)) => {
                            return Err(Failure { command_id, description, restart: false });
                        }
                    };
                    let reply = ValueEntityReply { command_id, ..outcome };
                    Ok(Some(Self::Out { message: Some(value_entity_stream_out::Message::Reply(reply)) }))
                }
                _ => Err("A stream is one init, then commands.".to_string().into()),
            }
        }

        fn failed(failure: Failure) -> Self::Out {
            Self::Out { message: Some(value_entity_stream_out::Message::Failure(failure)) }
        }
    }

    pub fn server() -> ValueEntityServer<impl ValueEntity> {
        ValueEntityServer::new(ValueEntities)
    }

    struct ValueEntities;

    #[tonic::async_trait]
    impl ValueEntity for ValueEntities {
        type handleStream = Answers<ValueEntityStreamOut>;

        async fn handle(
            &self,
            request: tonic::Request<Streaming<ValueEntityStreamIn>>,
        ) -> Result<tonic::Response<Self::handleStream>, Status> {
            Ok(answers::<Value>(request.into_inner()))
        }
    }
}

// What a proxy asks first.

fn announce(entity_type: &str, service: &str, persistence_id: &str, passivation_millis: Option<i64>) -> Entity {
    let strategy = |timeout| EntityPassivationStrategy {
        strategy: Some(entity_passivation_strategy::Strategy::Timeout(TimeoutPassivationStrategy { timeout })),
    };
    Entity {
        entity_type: entity_type.into(),
        service_name: service.into(),
        persistence_id: persistence_id.into(),
        passivation_strategy: passivation_millis.map(strategy),
    }
}

struct Discovery;

#[tonic::async_trait]
impl EntityDiscovery for Discovery {
    async fn discover(&self, _: Request<ProxyInfo>) -> Result<Response<EntitySpec>, Status> {
        use {event_sourced as es, value_entity as ve};

        Ok(Response::new(EntitySpec {
            proto: DESCRIPTORS.into(),
            entities: vec![
                announce(es::TYPE, es::MODEL, "event-sourced-tck-model", None),
                announce(es::TYPE, es::TWO, "event-sourced-two", None),
                announce(es::TYPE, es::CONFIGURED, "event-sourced-configured", Some(100)),
                announce(ve::TYPE, ve::MODEL, "value-entity-tck-model", None),
                announce(ve::TYPE, ve::TWO, "value-entity-tck-model-two", None),
                announce(ve::TYPE, ve::CONFIGURED, "value-entity-configured", Some(100)),
            ],
            service_info: Some(ServiceInfo {
                service_name: "Model service on bare tonic".into(),
                service_version: env!("CARGO_PKG_VERSION").into(),
                service_runtime: "Rust".into(),
                support_library_name: env!("CARGO_PKG_NAME").into(),
                support_library_version: env!("CARGO_PKG_VERSION").into(),
                protocol_major_version: 0,
                protocol_minor_version: 2,
            }),
        }))
    }

    async fn report_error(&self, report: Request<UserFunctionError>) -> Result<Response<()>, Status> {
        eprintln!("The proxy reports: {}", report.into_inner().message.escape_debug());
        Ok(Response::new(()))
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let host = env::var("HOST").unwrap_or_else(|_| "127.0.0.1".into());
    let port = env::var("PORT").unwrap_or_else(|_| "8080".into());
    let address = format!("{host}:{port}");
    let listener = TcpListener::bind(&address).await.map_err(|error| format!("Cannot serve at {address}: {error}"))?;
    let mut terminated = signal(SignalKind::terminate())?;

    let server = Server::builder()
        .add_service(EntityDiscoveryServer::new(Discovery))
        .add_service(event_sourced::server())
        .add_service(value_entity::server())
        .serve_with_incoming(TcpIncoming::from(listener).with_nodelay(Some(true)));
    tokio::select! {
        ended = server => Ok(ended?),
        _ = terminated.recv() => Ok(()),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

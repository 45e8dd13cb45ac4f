// The TCK's model service, event sourced and value entities, straight on gRPC and protobuf, with no support library.
//
// main() listens and Discovery says what is here; Converse() turns what arrives on one entity's stream into what goes
// back; EventSourcedEntity and ValueEntity decide what that is. A proxy opens one stream for each entity.

#include <csignal>
#include <cstdlib>
#include <initializer_list>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>

#include <google/protobuf/descriptor.pb.h>
#include <grpcpp/grpcpp.h>

#include "cloudstate/entity.grpc.pb.h"
#include "cloudstate/event_sourced.grpc.pb.h"
#include "cloudstate/tck/model/eventsourced.pb.h"
#include "cloudstate/tck/model/valueentity.pb.h"
#include "cloudstate/value_entity.grpc.pb.h"

namespace {

namespace es = cloudstate::eventsourced;
namespace ve = cloudstate::valueentity;
namespace es_model = cloudstate::tck::model;
namespace ve_model = cloudstate::tck::model::valueentity;

constexpr char kEventSourced[] = "cloudstate.eventsourced.EventSourced";
constexpr char kEventSourcedModel[] = "cloudstate.tck.model.EventSourcedTckModel";
constexpr char kEventSourcedTwo[] = "cloudstate.tck.model.EventSourcedTwo";
constexpr char kEventSourcedConfigured[] = "cloudstate.tck.model.EventSourcedConfigured";
constexpr int64_t kSnapshotEvery = 5;

constexpr char kValueEntity[] = "cloudstate.valueentity.ValueEntity";
constexpr char kValueModel[] = "cloudstate.tck.model.valueentity.ValueEntityTckModel";
constexpr char kValueTwo[] = "cloudstate.tck.model.valueentity.ValueEntityTwo";
constexpr char kValueConfigured[] = "cloudstate.tck.model.valueentity.ValueEntityConfigured";

// The user function refuses a command. Its client is told so, and the entity goes on as if nothing had been.
struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What the proxy sent makes no sense. The stream ends.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Reads a payload, whatever host its type url names.
template <typename M>
M Unpack(const google::protobuf::Any& payload) {
  M message;
  if (!payload.UnpackTo(&message)) {
    throw Broken("Not a " + M::descriptor()->full_name() + ": " + payload.type_url());
  }
  return message;
}

// Fills a Forward or a SideEffect, which name a call alike.
template <typename Call, typename Request>
void CallOn(Call* call, const char* service, const std::string& id, Request request) {
  request.set_id(id);
  call->set_service_name(service);
  call->set_command_name("Call");
  call->mutable_payload()->PackFrom(request);
}

void CheckService(const std::string& service, std::initializer_list<const char*> known) {
  for (const char* each : known) {
    if (service == each) return;
  }
  throw Broken("There is no entity " + service + " of this type.");
}

// An event sourced entity: its state is what a series of events makes of it.
class EventSourcedEntity {
 public:
  using In = es::EventSourcedStreamIn;
  using Out = es::EventSourcedStreamOut;
  using Reply = es::EventSourcedReply;

  explicit EventSourcedEntity(const es::EventSourcedInit& init) : service_(init.service_name()) {
    CheckService(service_, {kEventSourcedModel, kEventSourcedTwo, kEventSourcedConfigured});
    if (init.has_snapshot()) {
      state_ = Unpack<es_model::Persisted>(init.snapshot().snapshot()).value();
      sequence_ = init.snapshot().snapshot_sequence();
    }
  }

  // Takes what is neither init nor a command.
  void Receive(const In& in) {
    if (!in.has_event()) throw Broken("A stream is one init, then events, then commands.");
    Apply(Unpack<es_model::Persisted>(in.event().payload()), in.event().sequence());
  }

  Reply Run(const cloudstate::Command& command) {
    const bool is_model = service_ == kEventSourcedModel;
    if (command.name() != (is_model ? "Process" : "Call")) {
      throw Broken(service_ + " has no method " + command.name() + ".");
    }
    const auto request = Unpack<es_model::Request>(command.payload());
    if (is_model) return Process(request);
    Reply reply;
    reply.mutable_client_action()->mutable_reply()->mutable_payload()->PackFrom(es_model::Response());
    return reply;
  }

 private:
  void Apply(const es_model::Persisted& event, int64_t sequence) {
    state_ += event.value();
    sequence_ = sequence;
  }

  // Carries out the little program that a request is.
  Reply Process(const es_model::Request& request) {
    const int64_t before = sequence_;
    Reply reply;
    for (const auto& step : request.actions()) {
      switch (step.action_case()) {
        case es_model::RequestAction::kEmit: {
          es_model::Persisted event;
          event.set_value(step.emit().value());
          Apply(event, sequence_ + 1);
          reply.add_events()->PackFrom(event);
          break;
        }
        case es_model::RequestAction::kForward:
          CallOn(reply.mutable_client_action()->mutable_forward(), kEventSourcedTwo, step.forward().id(),
                 es_model::Request());
          break;
        case es_model::RequestAction::kEffect: {
          cloudstate::SideEffect* effect = reply.add_side_effects();
          CallOn(effect, kEventSourcedTwo, step.effect().id(), es_model::Request());
          effect->set_synchronous(step.effect().synchronous());
          break;
        }
        case es_model::RequestAction::kFail:
          throw Refused(step.fail().message());
        case es_model::RequestAction::ACTION_NOT_SET:
          break;
      }
    }
    if (before / kSnapshotEvery < sequence_ / kSnapshotEvery) {
      es_model::Persisted snapshot;
      snapshot.set_value(state_);
      reply.mutable_snapshot()->PackFrom(snapshot);
    }
    if (!reply.client_action().has_forward()) {
      es_model::Response response;
      response.set_message(state_);
      reply.mutable_client_action()->mutable_reply()->mutable_payload()->PackFrom(response);
    }
    return reply;
  }

  std::string service_;
  std::string state_;
  int64_t sequence_ = 0;  // of the last event in the state
};

// A value entity: its state is one value, which the proxy keeps whole.
class ValueEntity {
 public:
  using In = ve::ValueEntityStreamIn;
  using Out = ve::ValueEntityStreamOut;
  using Reply = ve::ValueEntityReply;

  explicit ValueEntity(const ve::ValueEntityInit& init) : service_(init.service_name()) {
    CheckService(service_, {kValueModel, kValueTwo, kValueConfigured});
    // Never set and deleted are the same.
    if (init.state().has_value()) state_ = Unpack<ve_model::Persisted>(init.state().value()).value();
  }

  // Takes what is neither init nor a command: there is no such thing.
  void Receive(const In&) { throw Broken("A stream is one init, then commands."); }

  Reply Run(const cloudstate::Command& command) {
    const bool is_model = service_ == kValueModel;
    if (command.name() != (is_model ? "Process" : "Call")) {
      throw Broken(service_ + " has no method " + command.name() + ".");
    }
    const auto request = Unpack<ve_model::Request>(command.payload());
    if (is_model) return Process(request);
    Reply reply;
    reply.mutable_client_action()->mutable_reply()->mutable_payload()->PackFrom(ve_model::Response());
    return reply;
  }

 private:
  // Carries out the little program that a request is.
  Reply Process(const ve_model::Request& request) {
    Reply reply;
    for (const auto& step : request.actions()) {
      switch (step.action_case()) {
        case ve_model::RequestAction::kUpdate: {
          state_ = step.update().value();
          ve_model::Persisted value;
          value.set_value(state_);
          reply.mutable_state_action()->mutable_update()->mutable_value()->PackFrom(value);
          break;
        }
        case ve_model::RequestAction::kDelete:
          state_.clear();
          reply.mutable_state_action()->mutable_delete_();
          break;
        case ve_model::RequestAction::kForward:
          CallOn(reply.mutable_client_action()->mutable_forward(), kValueTwo, step.forward().id(), ve_model::Request());
          break;
        case ve_model::RequestAction::kEffect: {
          cloudstate::SideEffect* effect = reply.add_side_effects();
          CallOn(effect, kValueTwo, step.effect().id(), ve_model::Request());
          effect->set_synchronous(step.effect().synchronous());
          break;
        }
        case ve_model::RequestAction::kFail:
          throw Refused(step.fail().message());
        case ve_model::RequestAction::ACTION_NOT_SET:
          break;
      }
    }
    if (!reply.client_action().has_forward()) {
      ve_model::Response response;
      response.set_message(state_);
      reply.mutable_client_action()->mutable_reply()->mutable_payload()->PackFrom(response);
    }
    return reply;
  }

  std::string service_;
  std::string state_;
};

// Runs one command on a copy of the entity, which takes its place only if the command was not refused.
template <typename Entity>
typename Entity::Reply RunOrRefuse(Entity& entity, const cloudstate::Command& command) {
  typename Entity::Reply reply;
  try {
    Entity next = entity;
    reply = next.Run(command);
    entity = std::move(next);
  } catch (const Refused& refused) {
    cloudstate::Failure* failure = reply.mutable_client_action()->mutable_failure();
    failure->set_command_id(command.id());
    failure->set_description(refused.what());
  }
  reply.set_command_id(command.id());
  return reply;
}

// Answers what comes on one stream, in order, until the proxy half-closes it; then the stream ends with status OK.
template <typename Entity>
grpc::Status Converse(grpc::ServerReaderWriter<typename Entity::Out, typename Entity::In>* stream) {
  std::optional<Entity> entity;
  for (typename Entity::In in; stream->Read(&in);) {
    typename Entity::Out out;
    try {
      if (!entity.has_value()) {
        if (!in.has_init()) throw Broken("A stream begins with init.");
        entity.emplace(in.init());
      } else if (in.has_command()) {
        *out.mutable_reply() = RunOrRefuse(*entity, in.command());
        stream->Write(out);
      } else {
        entity->Receive(in);
      }
    } catch (const Broken& broken) {
      if (in.has_command()) out.mutable_failure()->set_command_id(in.command().id());
      out.mutable_failure()->set_description(broken.what());
      stream->Write(out);
      break;
    }
  }
  return grpc::Status::OK;
}

class EventSourcedService final : public es::EventSourced::Service {
  grpc::Status handle(grpc::ServerContext*,
                      grpc::ServerReaderWriter<es::EventSourcedStreamOut, es::EventSourcedStreamIn>* stream) override {
    return Converse<EventSourcedEntity>(stream);
  }
};

class ValueEntityService final : public ve::ValueEntity::Service {
  grpc::Status handle(grpc::ServerContext*,
                      grpc::ServerReaderWriter<ve::ValueEntityStreamOut, ve::ValueEntityStreamIn>* stream) override {
    return Converse<ValueEntity>(stream);
  }
};

// What a proxy asks first.
class Discovery final : public cloudstate::EntityDiscovery::Service {
  grpc::Status discover(grpc::ServerContext*, const cloudstate::ProxyInfo*, cloudstate::EntitySpec* spec) override {
    spec->set_proto(Descriptors());
    Announce(spec, kEventSourced, kEventSourcedModel, "event-sourced-tck-model");
    Announce(spec, kEventSourced, kEventSourcedTwo, "event-sourced-two");
    PassivateAfter(100, Announce(spec, kEventSourced, kEventSourcedConfigured, "event-sourced-configured"));
    Announce(spec, kValueEntity, kValueModel, "value-entity-tck-model");
    Announce(spec, kValueEntity, kValueTwo, "value-entity-tck-model-two");
    PassivateAfter(100, Announce(spec, kValueEntity, kValueConfigured, "value-entity-configured"));
    cloudstate::ServiceInfo* info = spec->mutable_service_info();
    info->set_service_name("Model service on bare gRPC");
    info->set_service_version(CANDIDATE_VERSION);
    info->set_service_runtime("C++17, gRPC " + grpc::Version());
    info->set_support_library_name("bare-cpp");
    info->set_support_library_version(CANDIDATE_VERSION);
    info->set_protocol_major_version(0);
    info->set_protocol_minor_version(2);
    return grpc::Status::OK;
  }

  grpc::Status reportError(grpc::ServerContext*, const cloudstate::UserFunctionError* error,
                           google::protobuf::Empty*) override {
    std::cerr << "The proxy reports: " << error->ShortDebugString() << std::endl;
    return grpc::Status::OK;
  }

  static cloudstate::Entity* Announce(cloudstate::EntitySpec* spec, const char* type, const char* service,
                                      const char* persistence_id) {
    cloudstate::Entity* entity = spec->add_entities();
    entity->set_entity_type(type);
    entity->set_service_name(service);
    entity->set_persistence_id(persistence_id);
    return entity;
  }

  static void PassivateAfter(int64_t millis, cloudstate::Entity* entity) {
    entity->mutable_passivation_strategy()->mutable_timeout()->set_timeout(millis);
  }

  // The files that declare the services, and all that these import, as a serialized FileDescriptorSet.
  static std::string Descriptors() {
    google::protobuf::FileDescriptorSet files;
    std::set<std::string> added;
    AddFile(es_model::Request::descriptor()->file(), files, added);
    AddFile(ve_model::Request::descriptor()->file(), files, added);
    return files.SerializeAsString();
  }

  static void AddFile(const google::protobuf::FileDescriptor* file, google::protobuf::FileDescriptorSet& files,
                      std::set<std::string>& added) {
    if (!added.insert(file->name()).second) return;
    for (int i = 0; i < file->dependency_count(); i++) AddFile(file->dependency(i), files, added);
    file->CopyTo(files.add_file());
  }
};

std::string FromEnvironment(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? otherwise : value;
}

}  // namespace

int main() {
  // Blocked before gRPC starts its threads, so that it is this one that hears of it.
  sigset_t terminated;
  sigemptyset(&terminated);
  sigaddset(&terminated, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &terminated, nullptr);

  const std::string port = FromEnvironment("PORT", "8080");
  const std::string address = FromEnvironment("HOST", "127.0.0.1") + ":" + port;
  Discovery discovery;
  EventSourcedService event_sourced;
  ValueEntityService value_entities;
  grpc::ServerBuilder builder;
  int bound = 0;
  // Else a second server could share the port.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &bound);
  builder.RegisterService(&discovery);
  builder.RegisterService(&event_sourced);
  builder.RegisterService(&value_entities);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  // A number that is no port is cut to one that is.
  if (server == nullptr || std::to_string(bound) != port) {
    std::cerr << "Cannot serve at " << address << "." << std::endl;
    return EXIT_FAILURE;
  }

  int signal = 0;
  sigwait(&terminated, &signal);
  server->Shutdown(std::chrono::system_clock::now());
  return EXIT_SUCCESS;
}

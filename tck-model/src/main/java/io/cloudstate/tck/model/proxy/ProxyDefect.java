package io.cloudstate.tck.model.proxy;

/**
 * A plausible bug that the reference proxy imitates when told to, to show that the kit finds it.
 */
public enum ProxyDefect {
  // Discovery.

  /** Announces protocol 0.1. */
  ANNOUNCES_OTHER_VERSION("DIS-01", "announces another protocol version"),
  /** Leaves its name and version empty. */
  UNNAMED("DIS-01", "gives neither name nor version in discovery"),
  /** Announces no entity types. */
  ANNOUNCES_NO_TYPES("DIS-01", "announces no supported entity types"),
  /** Announces {@code EventSourced} and its like, without the package. */
  ANNOUNCES_SIMPLE_TYPE_NAMES("DIS-02", "announces entity types by their simple names"),
  /** Asks once; if the service is not up by then, it never serves. */
  DISCOVERS_ONCE("DIS-03", "asks for discovery only once"),
  /** Takes a spec that declares nothing. */
  ACCEPTS_NO_ENTITIES("DIS-13", "serves a spec without entities"),
  /** Takes a spec with a type that it does not know. */
  ACCEPTS_UNKNOWN_TYPE("DIS-13", "serves a spec with an unknown entity type"),
  /** Takes a spec that names a service without a descriptor, and leaves that service out. */
  ACCEPTS_MISSING_SERVICE("DIS-13", "serves a spec with a service that has no descriptor"),
  /** Takes a spec of any protocol version. */
  ACCEPTS_OTHER_VERSION("DIS-13", "serves a spec of another protocol version"),
  /** Refuses an unsound spec, and tells nobody. */
  REFUSES_SILENTLY("DIS-13", "refuses a spec without reportError"),
  /** Takes entity methods without a key; all their commands go to the entity with the empty id. */
  ACCEPTS_KEYLESS_METHODS("DIS-14", "serves entity methods that have no key"),
  /** Takes streamed methods where the entity type has none. */
  ACCEPTS_STREAMED_METHODS("DIS-14", "serves streamed methods on entities that cannot have them"),

  // What the service sees of an event sourced entity.

  /** Sends init again before every command. */
  INIT_BEFORE_EVERY_COMMAND("ES-01", "sends init before every command"),
  /** Names the service in init by its simple name. */
  INIT_NAMES_SERVICE_SIMPLY("ES-01", "init has the service's simple name"),
  /** Leaves the entity id out of init. */
  INIT_WITHOUT_ENTITY_ID("ES-01", "init has no entity id"),
  /** Half-closes the stream after each reply. */
  STREAM_PER_COMMAND("ES-01", "opens a new stream for every command"),
  /** Never sends the snapshot, yet only the events after it. */
  INIT_WITHOUT_SNAPSHOT("ES-02", "init never carries the snapshot"),
  /** Numbers the snapshot in init one too low. */
  SNAPSHOT_SEQUENCE_OFF_BY_ONE("ES-02", "the snapshot in init has a sequence number one too low"),
  /** Keeps the first snapshot for ever. */
  FIRST_SNAPSHOT_KEPT("ES-02", "init carries the first snapshot, not the latest"),
  /** Drops snapshots and replays everything. */
  SNAPSHOT_NOT_PERSISTED("ES-02", "snapshots are not persisted"),
  /** Replays what the snapshot already holds. */
  REPLAY_FROM_START("ES-03", "replays every event although init has a snapshot"),
  /** Numbers the first event 0. */
  SEQUENCE_OFF_BY_ONE("ES-03", "replayed events are numbered from 0"),
  /** Numbers events 1, 3, 5. */
  SEQUENCE_WITH_GAPS("ES-03", "replayed events have gaps in their sequence numbers"),
  /** Replays the latest event first. */
  REPLAY_REVERSED("ES-03", "replays events in reverse"),
  /** Leaves the latest event out of replay. */
  REPLAY_WITHOUT_LAST("ES-03", "replay leaves the last event out"),
  /** Sends the first command before the events. */
  REPLAY_AFTER_COMMAND("ES-03", "replays events after the first command"),
  /** Keeps only the first event of a reply. */
  FIRST_EVENT_PERSISTED_ONLY("ES-08", "persists only the first event of a reply"),
  /** Persists the events of one reply in reverse. */
  EVENTS_PERSISTED_REVERSED("ES-08", "persists the events of a reply in reverse"),
  /** Persists the snapshot as if it came before the events of its reply. */
  SNAPSHOT_BEFORE_EVENTS(
      "ES-09", "persists a snapshot with the number it had before its reply's events"),
  /** Sends commands as they come. */
  COMMANDS_NOT_QUEUED("ES-10", "sends a command while another is outstanding"),
  /** Counts commands from 0. */
  COMMAND_IDS_FROM_ZERO("ES-11", "command ids start at 0"),
  /** Calls every command 1. */
  COMMAND_IDS_CONSTANT("ES-11", "every command has id 1"),
  /** Skips every other id. */
  COMMAND_IDS_WITH_GAPS("ES-11", "command ids grow by two"),
  /** Goes on counting on a fresh stream. */
  COMMAND_IDS_ACROSS_STREAMS("ES-11", "command ids go on from the former stream"),
  /** Keeps the stream after a failure that says restart. */
  RESTART_IGNORED("ES-13", "keeps the stream although a failure says restart"),
  /** Persists events that come beside a failure with restart. */
  EVENTS_PERSISTED_ON_RESTART("ES-13", "persists the events beside a failure with restart"),
  /** Answers a restart with a text of its own. */
  RESTART_DESCRIPTION_LOST("ES-13", "a failure with restart loses its description"),
  /** Leaves calls in the queue after a restart until another call comes. */
  QUEUE_STALLS_AFTER_RESTART("ES-13", "calls queued behind a restart are not run"),

  // What the service sees of a value entity.

  /** Never sends the state. */
  INIT_WITHOUT_STATE("VE-01", "a value entity's init never carries the state"),
  /** Overlooks deletions. */
  DELETE_NOT_PERSISTED("VE-01", "a deletion is not persisted"),
  /** Persists a deletion as a state of no type. */
  DELETE_PERSISTED_AS_EMPTY("VE-01", "after a deletion init carries an empty value"),
  /** Persists the first update only. */
  FIRST_STATE_KEPT("VE-06", "persists a value entity's first state and no later one"),
  /** Persists no state that comes beside a forward. */
  FORWARD_LOSES_STATE("VE-06", "does not persist the state beside a forward"),
  /** Forgets an entity that it passivates. */
  PASSIVATION_LOSES_STATE("VE-08", "passivation loses the persisted state"),

  // What the service sees of an action's call, and its client of the answers.

  /** Calls one rpc for every method. */
  ACTION_ALWAYS_DUPLEX("ACT-06", "calls handleStreamed whatever the method's streaming kind"),
  /** Calls {@code handleStreamed} for a method that streams its input only. */
  STREAMED_IN_AS_DUPLEX("ACT-06", "calls handleStreamed for a method with one answer"),
  /** Calls {@code handleUnary} for a method that streams its output. */
  STREAMED_OUT_AS_UNARY("ACT-06", "calls handleUnary for a method with many answers"),
  /** Calls {@code handleStreamedOut} for a method that streams nothing. */
  UNARY_AS_STREAMED_OUT("ACT-06", "calls handleStreamedOut for a unary method"),
  /** Waits for the first payload and sends it in the first message. */
  FIRST_MESSAGE_HAS_PAYLOAD("ACT-07", "the first message of streamed input has a payload"),
  /** Leaves the service out of the first message. */
  FIRST_MESSAGE_WITHOUT_SERVICE("ACT-07", "the first message of streamed input has no service"),
  /** Leaves the command out of the first message. */
  FIRST_MESSAGE_WITHOUT_COMMAND("ACT-07", "the first message of streamed input has no command"),
  /** Leaves the metadata out of the first message. */
  FIRST_MESSAGE_WITHOUT_METADATA("ACT-07", "the first message of streamed input has no metadata"),
  /** Repeats service, command and metadata in every message. */
  EVERY_MESSAGE_NAMED("ACT-07", "every message of streamed input names service and command"),
  /** Sends the first message when the client sends its own first: never, if it sends none. */
  EMPTY_INPUT_UNNAMED("ACT-07", "streamed input without messages names no service and command"),
  /** Collects the client's messages and sends them when it has sent all. */
  INPUT_HELD_TO_ITS_END("ACT-07", "sends streamed input only when the client has half-closed"),
  /** Never half-closes. */
  HALF_CLOSE_NOT_PASSED_ON("ACT-07", "the end of streamed input does not reach the service"),
  /** Lets the service go on for nobody. */
  CLIENT_CANCEL_KEPT("ACT-08", "a client's cancellation does not reach the service"),
  /** Takes a cancellation for the end of input. */
  CLIENT_CANCEL_HALF_CLOSES(
      "ACT-08", "a client's cancellation half-closes the call to the service"),
  /** Tells the client and leaves the service's call open. */
  FAILURE_KEEPS_SERVICE_CALL("ACT-09", "a failure does not cancel the call to the service"),
  /** Takes a failure for an empty response. */
  STREAMED_FAILURE_IGNORED("ACT-09", "a failure does not end a streamed call"),
  /** Ends the client's call with OK. */
  STREAMED_FAILURE_ENDS_WELL("ACT-09", "a failure ends a streamed call with OK"),
  /** Gives a streaming client a text of its own. */
  STREAMED_FAILURE_DESCRIPTION_LOST("ACT-09", "a failure of a streamed call loses its description"),
  /** Gives a streaming client status INTERNAL. */
  STREAMED_FAILURE_STATUS_INTERNAL("ACT-09", "a failure of a streamed call has status INTERNAL"),
  /** Sends a streaming client an empty message. */
  EMPTY_RESPONSE_SENDS_EMPTY_MESSAGE(
      "ACT-10", "a streamed response with no reply sends an empty one"),
  /** Takes an empty response for the last. */
  EMPTY_RESPONSE_ENDS_STREAM("ACT-10", "a streamed response with no reply ends the stream"),
  /** Never answers. */
  EMPTY_UNARY_HANGS("ACT-10", "a call whose one response has no reply hangs"),
  /** Answers with an empty message. */
  EMPTY_UNARY_ANSWERED(
      "ACT-10", "a call whose one response has no reply is answered by an empty one"),
  /** Takes the forward of a streamed response for nothing. */
  STREAMED_FORWARD_LOST("ACT-11", "the forward of a streamed response is not run"),
  /** Runs the forwards of streamed responses once there are no more. */
  STREAMED_FORWARD_AT_END(
      "ACT-11", "the forward of a streamed response is run at the stream's end"),
  /** Drops the effects of streamed responses. */
  STREAMED_EFFECTS_LOST("ACT-11", "the effects of a streamed response are not run"),
  /** Runs the effects of streamed responses once there are no more. */
  STREAMED_EFFECTS_AT_END(
      "ACT-11", "the effects of a streamed response are run at the stream's end"),
  /** Goes on while a synchronous effect runs. */
  STREAMED_EFFECTS_NOT_AWAITED(
      "ACT-11", "a streamed response does not wait for its synchronous effects"),
  /** Ends the client's call with OK however the service's call ended. */
  SERVICE_STATUS_IGNORED("ACT-11", "a status of the service ends a streamed call with OK"),
  /** Never ends a call that the service ended with an error. */
  SERVICE_STATUS_HANGS("ACT-11", "a status of the service leaves the client's call hanging"),
  /** Sends payload type urls to actions without their prefix. */
  ACTION_TYPE_WITHOUT_PREFIX("CMD-02", "an action's payload type url lacks type.googleapis.com/"),
  /** Names an action's method in full. */
  ACTION_NAME_IN_FULL("CMD-02", "an action's command has the method's full name"),
  /** Runs no effects beside an action's failure. */
  ACTION_FAILURE_LOSES_EFFECTS("EFF-02", "the effects beside an action's failure are not run"),
  /** Gives the client of an action a text of its own. */
  ACTION_FAILURE_DESCRIPTION_LOST("FAI-02", "an action's failure loses its description"),
  /** Gives the client of an action status INTERNAL. */
  ACTION_FAILURE_STATUS_INTERNAL("FAI-02", "an action's failure has status INTERNAL"),

  // Commands and replies.

  /** Sends a payload type url without its prefix. */
  COMMAND_TYPE_WITHOUT_PREFIX("CMD-02", "a command's type url lacks type.googleapis.com/"),
  /** Names the method in full. */
  COMMAND_NAME_IN_FULL("CMD-02", "a command's name is the method's full name"),
  /** Leaves the entity id out of commands. */
  COMMAND_WITHOUT_ENTITY_ID("CMD-02", "commands have no entity id"),
  /** Takes the first field that holds text, marked or not. */
  ENTITY_ID_FROM_FIRST_TEXT("CMD-02", "the entity id is the first string field's value"),
  /** Sends every entity's commands to one. */
  ENTITY_ID_CONSTANT("CMD-02", "the entity id is the same for every key"),
  /** Does not report a reply of another type. */
  REPLY_TYPE_UNREPORTED("CMD-03", "a reply of another type is not reported"),
  /** Takes any reply for the outstanding command's. */
  WRONG_COMMAND_ID_ACCEPTED("CMD-04", "accepts a reply with another command's id"),
  /** Overlooks an empty frame: the call waits until its time is up. */
  EMPTY_FRAME_IGNORED("CMD-04", "ignores an empty frame"),
  /** Overlooks a reply that nothing asked for. */
  UNSOLICITED_REPLY_IGNORED("CMD-04", "ignores a reply without an outstanding command"),
  /** Fails the call and goes on with the stream. */
  STREAM_KEPT_AFTER_VIOLATION("CMD-04", "keeps the stream after a violation"),
  /** Takes an update without a value for one to nothing. */
  EMPTY_UPDATE_ACCEPTED("CMD-04", "accepts an update that has no value"),
  /** Persists the events of a frame that it rejects. */
  VIOLATING_EVENTS_PERSISTED(
      "CMD-04", "persists the events or the state of a frame that it rejects"),

  // Forwards.

  /** Runs the forwarded command, and answers an empty message. */
  FORWARD_REPLY_LOST("FWD-02", "a forward is answered by an empty reply"),
  /** Answers a forward without running it. */
  FORWARD_NOT_RUN("FWD-02", "the forwarded command is never run"),
  /** Persists only when the forwarded command has succeeded. */
  FORWARD_BEFORE_PERSISTENCE("FWD-02", "persists only after the forward, and if it succeeded"),
  /** Persists nothing that comes beside a forward. */
  FORWARD_LOSES_EVENTS("FWD-02", "does not persist the events beside a forward"),
  /** Follows the first forward only. */
  FORWARD_CHAIN_CUT("FWD-03", "does not follow a forward that a forwarded command asks for"),
  /** Never answers a forward to nowhere. */
  UNKNOWN_FORWARD_HANGS("FWD-04", "a forward to an unknown command is never answered"),
  /** Answers a forward to nowhere with an empty message. */
  UNKNOWN_FORWARD_SUCCEEDS("FWD-04", "a forward to an unknown command succeeds"),
  /** Does not report a forward to nowhere. */
  UNKNOWN_FORWARD_UNREPORTED("FWD-04", "a forward to an unknown command is not reported"),
  /** Cuts the connection of a client whose call is forwarded to nowhere. */
  UNKNOWN_FORWARD_DISCONNECTS(
      "FWD-05", "a forward to an unknown command cuts the client's connection"),

  // Side effects.

  /** Answers first, then starts effects. */
  REPLY_BEFORE_EFFECTS("EFF-02", "answers the client before effects start"),
  /** Treats every effect as asynchronous. */
  SYNCHRONOUS_NOT_AWAITED("EFF-02", "does not wait for synchronous effects"),
  /** Starts the last effect first. */
  EFFECTS_REVERSED("EFF-02", "runs effects in reverse"),
  /** Drops the last effect. */
  LAST_EFFECT_LOST("EFF-02", "the last effect is not run"),
  /** Drops asynchronous effects. */
  ASYNCHRONOUS_EFFECTS_LOST("EFF-02", "asynchronous effects are not run"),
  /** Runs every effect twice. */
  EFFECTS_TWICE("EFF-02", "runs every effect twice"),
  /** Fails a command whose synchronous effect fails. */
  EFFECT_FAILURE_SPREADS("EFF-03", "a failed effect fails the command"),
  /** Fails a command whose effect leads nowhere. */
  UNKNOWN_EFFECT_SPREADS("EFF-05", "an effect on an unknown command fails the command"),
  /** Does not report an effect that leads nowhere. */
  UNKNOWN_EFFECT_UNREPORTED("EFF-05", "an effect on an unknown command is not reported"),

  // Failures.

  /** Gives the client a text of its own. */
  FAILURE_DESCRIPTION_LOST("FAI-02", "a failure loses its description"),
  /** Gives the client status INTERNAL. */
  FAILURE_STATUS_INTERNAL("FAI-02", "a failure has status INTERNAL"),
  /** Answers a failed HTTP call with 200. */
  HTTP_FAILURE_OK("FAI-02", "a failure over HTTP has status 200"),
  /** Never answers the call whose stream failed. */
  STREAM_FAILURE_HANGS("FAI-04", "a stream level failure leaves the call hanging"),
  /** Never answers the call whose stream broke. */
  BROKEN_STREAM_HANGS("FAI-04", "a broken stream leaves the call hanging"),
  /** Forgets the entity whose stream broke. */
  BROKEN_STREAM_LOSES_STATE("FAI-04", "a broken stream loses the entity's persisted state"),
  /** Does not open another stream after one broke. */
  BROKEN_STREAM_FOR_EVER("FAI-04", "an entity whose stream broke gets no fresh stream"),

  // Passivation.

  /** Leaves streams open. */
  NO_PASSIVATION("PAS-01", "never passivates"),
  /** Uses its own default whatever the entity asks for. */
  PASSIVATION_TIMEOUT_IGNORED("PAS-01", "ignores the entity's own passivation timeout"),
  /** Passivates by cancelling. */
  PASSIVATES_BY_CANCELLING("PAS-01", "cancels an idle stream instead of half-closing it"),
  /** Counts the time from the last command's start, answered or not. */
  PASSIVATES_WHILE_BUSY("PAS-01", "passivates while a command is outstanding"),

  // The front.

  /** Leaves a service out. */
  SERVES_FIRST_SERVICE_ONLY("GRPC-01", "serves only one of the discovered services"),
  /** Ends a streamed call well after its first response. */
  STREAM_STOPS_AFTER_FIRST("GRPC-01", "streamed output ends after the first response"),
  /** Answers an unknown method with status UNKNOWN. */
  UNKNOWN_METHOD_STATUS("GRPC-03", "an unknown service or method gets status UNKNOWN"),
  /** Runs a command whose payload does not parse, on the entity with the empty id. */
  UNPARSABLE_PAYLOAD_ACCEPTED("GRPC-03", "a payload that does not parse is taken for an empty one"),
  /** Cuts the connection of a client that calls an unknown method. */
  UNKNOWN_METHOD_DISCONNECTS(
      "GRPC-04", "an unknown service or method cuts the client's connection"),
  /** Cuts the connection of a client whose payload does not parse. */
  UNPARSABLE_PAYLOAD_DISCONNECTS(
      "GRPC-04", "a payload that does not parse cuts the client's connection"),
  /** Gives actions no metadata. */
  REQUEST_HEADERS_LOST("MET-01", "request headers do not reach actions"),
  /** Gives actions only the textual headers. */
  BINARY_HEADERS_LOST("MET-01", "binary request headers do not reach actions"),
  /** Gives actions binary headers as bytes. */
  BINARY_HEADERS_RAW("MET-01", "binary request headers reach actions as bytes"),
  /** Drops a reply's metadata. */
  REPLY_METADATA_LOST("MET-02", "a reply's metadata does not become response headers"),
  /** Fails a call whose reply has textual metadata. */
  TEXT_METADATA_REJECTED("MET-03", "a reply with textual metadata fails the call"),
  /** Fails a call whose reply has binary metadata. */
  BINARY_METADATA_REJECTED("MET-03", "a reply with binary metadata fails the call"),
  /** Has no HTTP bindings. */
  HTTP_BINDINGS_MISSING("HTTP-01", "serves no google.api.http bindings"),
  /** Has no bindings but the annotated ones. */
  HTTP_POST_MISSING("HTTP-02", "does not serve POST /service/method"),
  /** Prints only fields that are set. */
  HTTP_DEFAULTS_OMITTED("HTTP-03", "leaves default-valued fields out of JSON"),
  /** Answers malformed JSON with 500. */
  HTTP_MALFORMED_500("HTTP-03", "malformed JSON gets 500"),
  /** Overlooks unknown fields. */
  HTTP_UNKNOWN_FIELDS_IGNORED("HTTP-03", "ignores unknown fields in JSON"),
  /** Answers a wrong content type with 415. */
  HTTP_CONTENT_TYPE_415("HTTP-03", "a wrong content type gets 415"),
  /** Answers an unknown path with 500. */
  HTTP_UNKNOWN_PATH_500("HTTP-03", "an unknown path gets 500"),
  /** Has no JSON form of streamed output. */
  HTTP_STREAM_MISSING("HTTP-04", "does not serve streamed output over HTTP"),
  /** Sends lines whatever the client accepts. */
  HTTP_EVENTS_AS_LINES("HTTP-04", "sends no server-sent events to clients that accept them"),
  /** Has no server reflection. */
  NO_REFLECTION("REF-01", "serves no reflection");

  private final String requirement;
  private final String title;

  ProxyDefect(String requirement, String title) {
    this.requirement = requirement;
    this.title = title;
  }

  /**
   * The requirement that this defect breaks.
   *
   * @return its id, such as {@code ES-03}
   */
  public String requirement() {
    return requirement;
  }

  /**
   * What this defect does.
   *
   * @return a short sentence without subject, lower case
   */
  public String title() {
    return title;
  }
}

package io.cloudstate.tck.model.proxy.settings;

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
  /** Has its port open from its start. */
  OPENS_BEFORE_ASKING("DIS-03", "opens its port before it asks for discovery"),
  /** Has its port open whether its question is answered or not. */
  OPENS_BEFORE_THE_ANSWER("DIS-03", "opens its port once it has asked, before there is an answer"),
  /** Takes a spec that declares nothing. */
  ACCEPTS_NO_ENTITIES("DIS-13", "serves a spec without entities"),
  /** Takes a spec with a type that it does not know. */
  ACCEPTS_UNKNOWN_TYPE("DIS-13", "serves a spec with an unknown entity type"),
  /** Takes a spec that names a service without a descriptor, and leaves that service out. */
  ACCEPTS_MISSING_SERVICE("DIS-13", "serves a spec with a service that has no descriptor"),
  /** Takes a spec of any protocol version. */
  ACCEPTS_OTHER_VERSION("DIS-13", "serves a spec of another protocol version"),
  /** Takes a spec of an older minor version. */
  ACCEPTS_OLDER_VERSION("DIS-13", "serves a spec of an older minor version"),
  /** Refuses an unsound spec, and tells nobody. */
  REFUSES_SILENTLY("DIS-13", "refuses a spec without reportError"),
  /** Refuses an unsound spec, and does not say why. */
  REFUSES_VAGUELY("DIS-13", "does not report what is wrong with a spec that it refuses"),
  /** Reports what is wrong with a spec, and takes it. */
  SERVES_WHAT_IT_REFUSES("DIS-13", "serves a spec although it reports what is wrong with it"),
  /** Takes entity methods without a key; all their commands go to the entity with the empty id. */
  ACCEPTS_KEYLESS_METHODS("DIS-14", "serves entity methods that have no key"),
  /** Looks for a key in the first method of an entity only. */
  ACCEPTS_KEYLESS_LATER_METHODS(
      "DIS-14", "serves entities of whose methods only the first has a key"),
  /** Takes CRDT methods without a key. */
  ACCEPTS_KEYLESS_CRDT_METHODS("DIS-14", "serves methods of CRDTs that have no key"),
  /** Takes streamed methods of event sourced and value entities. */
  ACCEPTS_STREAMED_METHODS("DIS-14", "serves streamed methods on event sourced or value entities"),
  /** Looks only at what methods of event sourced entities answer. */
  ACCEPTS_STREAMED_EVENT_SOURCED_INPUT(
      "DIS-14", "serves methods of event sourced entities that stream their input"),
  /** Looks only at what methods of value entities take. */
  ACCEPTS_STREAMED_VALUE_OUTPUT(
      "DIS-14", "serves methods of value entities that stream their output"),
  /** Takes CRDT methods that stream their input. */
  ACCEPTS_STREAMED_CRDT_INPUT("DIS-14", "serves CRDT methods that stream their input"),

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
  /** Replays a page of a hundred events, and never asks for the next one. */
  REPLAY_OF_ONE_PAGE("ES-03", "replays no more than a hundred events"),
  /** Sends the first command before the events. */
  REPLAY_AFTER_COMMAND("ES-03", "replays events after the first command"),
  /** Keeps only the first event of a reply. */
  FIRST_EVENT_PERSISTED_ONLY("ES-08", "persists only the first event of a reply"),
  /** Persists the events of one reply in reverse. */
  EVENTS_PERSISTED_REVERSED("ES-08", "persists the events of a reply in reverse"),
  /** Takes the events of a reply for a set. */
  EQUAL_EVENTS_PERSISTED_ONCE("ES-08", "persists equal events of a reply only once"),
  /** Does not persist what a command changed whose client has gone. */
  FORSAKEN_COMMAND_NOT_PERSISTED("ES-08", "persists nothing of a command whose client has gone"),
  /** Persists the snapshot as if it came before the events of its reply. */
  SNAPSHOT_BEFORE_EVENTS(
      "ES-09", "persists a snapshot with the number it had before its reply's events"),
  /** Sends commands as they come. */
  COMMANDS_NOT_QUEUED("ES-10", "sends a command while another is outstanding"),
  /** Takes a command for done once its client has gone. */
  FORSAKEN_COMMAND_NOT_AWAITED(
      "ES-10", "sends a command while another is outstanding whose client has gone"),
  /** Turns calls away that come while three are waiting. */
  QUEUE_OF_THREE("ES-10", "fails calls that come while three are waiting"),
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

  // What the service sees of a CRDT: init, and what the proxy kept.

  /** Never sends the state. */
  CRDT_INIT_WITHOUT_STATE("CRDT-01", "a CRDT's init never carries the state"),
  /** Replaces the state by every update. */
  CRDT_LAST_DELTA_KEPT("CRDT-01", "a CRDT's init carries the last update, not the whole state"),
  /** Sends the state in a frame of its own. */
  CRDT_STATE_AFTER_INIT("CRDT-01", "sends a CRDT's state as a delta after init"),
  /** Tells a CRDT that does not exist by a delta that says nothing. */
  ABSENT_CRDT_TOLD_AS_EMPTY_DELTA(
      "CRDT-01", "the init of a CRDT that does not exist carries an empty delta"),
  /** Takes a CRDT whose value is zero for none. */
  ZERO_CRDT_TOLD_AS_ABSENT("CRDT-01", "the init of a CRDT that is zero has no delta"),
  /** Overlooks the state action of a reply that accepts a streamed command. */
  STREAMED_FIRST_UPDATE_LOST(
      "CRDT-01", "does not apply the update beside the first reply to a streamed call"),
  /** Treats the service's own updates as if they had come from elsewhere. */
  UPDATE_SENT_BACK("CRDT-05", "sends a service's updates back to it as deltas"),
  /** Counts every increment twice. */
  GCOUNTER_DOUBLES("CRDT-05", "adds every increment of a GCounter twice"),
  /** Counts every change twice. */
  PNCOUNTER_DOUBLES("CRDT-06", "adds every change of a PNCounter twice"),
  /** Takes a negative change for none. */
  PNCOUNTER_NEVER_SHRINKS("CRDT-06", "does not apply negative changes of a PNCounter"),
  /** Drops all but one of the elements added at once. */
  GSET_FIRST_ELEMENT_KEPT("CRDT-07", "adds only the first of several elements to a GSet"),
  /** Overlooks {@code cleared}. */
  ORSET_CLEARED_IGNORED("CRDT-08", "does not clear an ORSet"),
  /** Overlooks {@code removed}. */
  ORSET_REMOVED_IGNORED("CRDT-08", "does not remove elements from an ORSet"),
  /** Adds, then clears. */
  ORSET_CLEARED_LAST("CRDT-08", "clears an ORSet after elements are added"),
  /** Adds, then removes. */
  ORSET_REMOVED_LAST("CRDT-08", "removes elements from an ORSet after they are added"),
  /** Keeps a register's value and its time without the kind of clock. */
  REGISTER_CLOCK_KIND_LOST("CRDT-09", "does not keep the kind of a register's clock"),
  /** Keeps a register's clock without its time. */
  REGISTER_CLOCK_VALUE_LOST("CRDT-09", "does not keep the custom clock value of a register"),
  /** Never overwrites a register. */
  REGISTER_FIRST_VALUE_KEPT("CRDT-09", "keeps the first value of a register"),
  /** Takes the value given for the time, even if it is not later. */
  REGISTER_AUTO_INCREMENT_IGNORED("CRDT-09", "does not increment the clock of a register"),
  /** Never enables a flag. */
  FLAG_LOST("CRDT-10", "does not keep that a flag is enabled"),
  /** Sets a flag to whatever a delta says. */
  FLAG_GOES_BACK("CRDT-10", "disables a flag that a delta says is not enabled"),
  /** Overlooks {@code cleared}. */
  ORMAP_CLEARED_IGNORED("CRDT-11", "does not clear an ORMap"),
  /** Overlooks {@code removed}. */
  ORMAP_REMOVED_IGNORED("CRDT-11", "does not remove entries from an ORMap"),
  /** Adds, then clears. */
  ORMAP_CLEARED_LAST("CRDT-11", "clears an ORMap after entries are added"),
  /** Adds, then removes. */
  ORMAP_REMOVED_LAST("CRDT-11", "removes entries from an ORMap after they are added"),
  /** Overlooks {@code updated}. */
  ORMAP_UPDATED_IGNORED("CRDT-11", "does not update the entries of an ORMap"),
  /** Takes the delta of an entry for its state. */
  ORMAP_UPDATE_REPLACES_ENTRY("CRDT-11", "replaces an entry of an ORMap by its update"),
  /** Takes an update of another type than the entry's for a new entry. */
  ORMAP_ENTRY_CHANGES_TYPE("CRDT-11", "an update of another type replaces an entry of an ORMap"),
  /** Takes an entry whose delta is zero for none. */
  ORMAP_ZERO_ENTRY_LOST("CRDT-11", "does not keep an entry that is added to an ORMap with a zero"),
  /** Keeps maps in maps, and nothing in them. */
  ORMAP_NESTED_MAP_LOST("CRDT-11", "does not apply the deltas of maps in an ORMap"),
  /** Says that nobody voted yes. */
  VOTES_NOT_COUNTED("CRDT-12", "does not count votes"),
  /** Says that there are no voters. */
  VOTERS_NOT_COUNTED("CRDT-12", "does not count voters"),
  /** Believes what a service says of other voters. */
  VOTE_COUNTS_FROM_SERVICE("CRDT-12", "takes the counts of a vote from the service"),
  /** Keeps a yes for ever. */
  VOTE_NEVER_WITHDRAWN("CRDT-12", "keeps a vote that is withdrawn"),

  // What becomes of a CRDT, of its commands and its clients.

  /** Overlooks deletions. */
  DELETE_IGNORED("CRDT-14", "a CRDT lives on after a delete action"),
  /** Completes the stream, and runs later commands on a fresh one. */
  DELETED_CRDT_STARTS_AFRESH("CRDT-14", "commands after a delete action find a new CRDT"),
  /** Fails later commands, and leaves the stream open. */
  DELETE_LEAVES_STREAM("CRDT-14", "does not complete the stream after a delete action"),
  /** Fails later commands, and cancels the stream. */
  DELETE_CANCELS_STREAM("CRDT-14", "cancels the stream after a delete action"),
  /** Overlooks the callers of streamed calls once the CRDT is deleted. */
  DELETION_HANGS_STREAMED_CALLS("CRDT-14", "a CRDT's deletion leaves its streamed calls hanging"),
  /** Overlooks that the client of a streamed call goes. */
  STREAM_CANCELLED_NOT_SENT("CRDT-18", "does not send stream_cancelled"),
  /** Overlooks that the client of a streamed call goes before the first reply. */
  EARLY_STREAM_CANCELLED_NOT_SENT(
      "CRDT-18", "does not send stream_cancelled for a call without a reply"),
  /** Takes a message to a client that has just gone for a mistake of the service. */
  MESSAGE_UNDERWAY_REFUSED(
      "CRDT-18", "drops the stream on a message that was underway when its client cancelled"),
  /** Tells twice that the client of a streamed call goes. */
  STREAM_CANCELLED_SENT_TWICE("CRDT-18", "sends stream_cancelled twice"),
  /** Cancels the whole stream when one client goes. */
  STREAM_CANCELLED_BY_CANCELLING("CRDT-18", "a client's cancellation cancels the entity's stream"),
  /** Overlooks the state action of a cancel response. */
  CANCEL_RESPONSE_CHANGE_IGNORED("CRDT-18", "does not apply the update of a cancel response"),
  /** Overlooks the effects of a cancel response. */
  CANCEL_RESPONSE_EFFECTS_IGNORED("EFF-02", "does not run the effects of a cancel response"),
  /** Never completes a streamed call. */
  CRDT_END_STREAM_IGNORED("CRDT-18", "end_stream does not complete the client's call"),
  /** Waits for messages that do not come. */
  CRDT_STREAMED_FALSE_IGNORED(
      "CRDT-18", "a reply that is not streamed leaves a streamed call open"),
  /** Takes the first reply for a mere confirmation. */
  CRDT_FIRST_REPLY_LOST("CRDT-18", "does not deliver what the first reply to a streamed call says"),
  /** Sends the client a message for each of the service's, with or without a client action. */
  CRDT_SILENT_MESSAGE_DELIVERED(
      "CRDT-18", "delivers an empty message to a streamed call for one without client action"),
  /** Gives all messages to the streamed call that has been open longest. */
  CRDT_MESSAGE_TO_FIRST_CALL("CRDT-18", "delivers streamed messages to another streamed call"),
  /** Runs no effects of streamed messages. */
  CRDT_MESSAGE_EFFECTS_NOT_RUN("EFF-02", "does not run the effects of streamed messages"),
  /** Follows no forwards of streamed messages. */
  CRDT_MESSAGE_FORWARD_NOT_RUN("FWD-02", "does not run the forwards of streamed messages"),
  /** Overlooks a failure in a streamed message. */
  CRDT_MESSAGE_FAILURE_HANGS("FAI-02", "a failure in a streamed message leaves the call hanging"),
  /** Takes a reply for that of the command that was sent first. */
  REPLIES_MATCHED_BY_ORDER("CRDT-21", "matches a CRDT's replies by their order"),
  /** Runs one command of a service's CRDTs at a time. */
  CRDTS_WAIT_FOR_EACH_OTHER("CRDT-21", "a CRDT's command waits for those of other CRDTs"),
  /** Counts the idle time although a streamed call is open. */
  PASSIVATES_WITH_STREAMED_CALL("PAS-01", "passivates a CRDT while a streamed call is open"),
  /** Takes a delta of another type for the whole state. */
  OTHER_TYPE_OF_DELTA_ACCEPTED("CRDT-05", "a delta of another type replaces the CRDT"),
  /** Takes an update without a delta for the empty state. */
  UPDATE_WITHOUT_DELTA_EMPTIES("CRDT-05", "an update that has no delta empties the CRDT"),
  /** Overlooks a message to a command that is not streamed. */
  UNKNOWN_STREAMED_MESSAGE_IGNORED("CMD-04", "ignores a streamed message for an unknown command"),
  /** Overlooks a reply that says nothing to the client: the call waits until its time is up. */
  CRDT_REPLY_WITHOUT_ACTION_IGNORED("CMD-04", "ignores a reply without a client action"),
  /** Overlooks a cancel response that nothing asked for. */
  UNKNOWN_CANCEL_RESPONSE_IGNORED("CMD-04", "ignores a cancel response for an unknown command"),
  /** Fails those who wait for a reply, and forgets the open streamed calls. */
  CRDT_CALL_OUTLIVES_STREAM("FAI-04", "a lost stream leaves its streamed calls hanging"),

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
  /** Leaves the call to the service as it is when the client leaves that came over HTTP. */
  HTTP_CANCEL_KEPT(
      "ACT-08", "an HTTP client that leaves a stream does not cancel the service's call"),
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
  /** Takes the one answer of a call that then ends with an error. */
  STATUS_BEHIND_REPLY_IGNORED(
      "ACT-11", "a status that the service ends a call with behind its reply is ignored"),
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
  /** Takes any failure for the outstanding command's. */
  WRONG_FAILURE_ACCEPTED("CMD-04", "accepts a failure with another command's id"),
  /** Takes any forward for the outstanding command's. */
  WRONG_FORWARD_ACCEPTED("CMD-04", "accepts a forward with another command's id"),
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
  /** Persists the events beside a forward, and not the snapshot. */
  FORWARD_LOSES_SNAPSHOT("FWD-02", "does not persist the snapshot beside a forward"),
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
  /** Starts what is forwarded to first, and effects meanwhile. */
  FORWARD_BEFORE_EFFECTS("EFF-02", "starts the forward before synchronous effects are complete"),
  /** Runs effects first, and persists once the synchronous ones are complete. */
  EFFECTS_BEFORE_PERSISTENCE("EFF-02", "persists only after the synchronous effects"),
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
  /** Drops the effects of what a forward led to. */
  EFFECTS_OF_THE_TARGET_LOST("EFF-02", "effects of a command that was forwarded are not run"),
  /** Fails a command whose effect leads nowhere. */
  UNKNOWN_EFFECT_SPREADS("EFF-05", "an effect on an unknown command fails the command"),
  /** Does not report an effect that leads nowhere. */
  UNKNOWN_EFFECT_UNREPORTED("EFF-05", "an effect on an unknown command is not reported"),
  /** Runs no effect that comes after one that leads nowhere. */
  UNKNOWN_EFFECT_STOPS_OTHERS("EFF-05", "effects after one on an unknown command are not run"),

  // Failures.

  /** Gives the client a text of its own. */
  FAILURE_DESCRIPTION_LOST("FAI-02", "a failure loses its description"),
  /** Gives the client the first line of a description. */
  FAILURE_DESCRIPTION_CUT("FAI-02", "a failure loses all but the first line of its description"),
  /** Gives the client a text of its own where the user function has none. */
  EMPTY_DESCRIPTION_REPLACED("FAI-02", "a failure without a description is given one"),
  /** Reads the description as a form. */
  HTTP_DESCRIPTION_LOSES_PLUS("FAI-02", "a failure over HTTP has blanks for plus signs"),
  /** Gives the client status INTERNAL. */
  FAILURE_STATUS_INTERNAL("FAI-02", "a failure has status INTERNAL"),
  /** Answers a failed HTTP call with 200. */
  HTTP_FAILURE_OK("FAI-02", "a failure over HTTP has status 200"),
  /** Never answers the call whose stream failed. */
  STREAM_FAILURE_HANGS("FAI-04", "a stream level failure leaves the call hanging"),
  /** Goes on with a stream that failed while nobody waited. */
  IDLE_STREAM_FAILURE_IGNORED(
      "FAI-04", "ignores a stream level failure while no command is outstanding"),
  /** Never answers the call whose stream broke. */
  BROKEN_STREAM_HANGS("FAI-04", "a broken stream leaves the call hanging"),
  /** Leaves calls in the queue after a stream failed or broke until another call comes. */
  QUEUE_STALLS_AFTER_LOSS("FAI-04", "calls queued behind a failed or broken stream are not run"),
  /** Never answers the call that was forwarded to an entity whose stream failed or broke. */
  FORWARD_HANGS_WITH_ITS_TARGET(
      "FAI-04", "a forward whose target's stream fails or breaks leaves the call hanging"),
  /** Forgets the entity whose stream broke. */
  BROKEN_STREAM_LOSES_STATE("FAI-04", "a broken stream loses the entity's persisted state"),
  /** Does not open another stream after one broke. */
  BROKEN_STREAM_FOR_EVER("FAI-04", "an entity whose stream broke gets no fresh stream"),
  /** Forgets an entity whose stream broke while nothing was asked of it. */
  SERVICE_LOSS_LOSES_IDLE(
      "FAI-05", "entities that are idle when the service dies lose their state"),
  /** Overlooks that streams end: what is asked on them waits until its time is up. */
  SERVICE_LOSS_UNNOTICED(
      "FAI-05", "does not notice that a service is gone, and leaves calls waiting"),
  /** Goes on to use a stream that broke while nothing was asked of its entity. */
  SERVICE_LOSS_STRANDS_IDLE(
      "FAI-05", "entities that are idle when the service dies get no fresh stream"),

  // Event log subscriptions.

  /** Delivers one event of each reply. */
  EVENTS_DELIVERED_FIRST_ONLY("EVT-01", "delivers only the first event of a reply"),
  /** Delivers the events of one reply in reverse. */
  EVENTS_DELIVERED_REVERSED("EVT-01", "delivers the events of a reply in reverse"),
  /** Begins to read an entity's events once there are some. */
  FIRST_EVENT_UNDELIVERED("EVT-01", "does not deliver an entity's first event"),
  /** Goes on to the next event whatever became of the last. */
  DELIVERY_NOT_REPEATED("EVT-01", "does not deliver an event again whose subscriber failed"),
  /** Takes an event for delivered whose subscriber went away before it answered. */
  LOST_DELIVERY_NOT_REPEATED(
      "EVT-01", "does not deliver an event again whose subscriber went away"),
  /** Delivers later events first while a failed one waits. */
  FAILED_DELIVERY_OVERTAKEN("EVT-01", "delivers later events before one that failed"),
  /** Delivers an event again until its subscriber does not refuse it. */
  REFUSED_DELIVERY_REPEATED("EVT-01", "delivers an event again that its subscriber refused"),
  /** Gives the events of a log to its first consumer group only. */
  CONSUMER_GROUP_STARVED("EVT-01", "a second consumer group gets no events"),
  /** Gives every event to the method that takes any. */
  ANY_SUBSCRIBER_GETS_ALL("EVT-02", "a method taking Any gets events that another takes"),
  /** Drops events that no method names in its type. */
  ANY_SUBSCRIBER_IGNORED("EVT-02", "a method taking Any gets no events"),
  /** Packs an event for a method that takes any. */
  ANY_EVENT_WRAPPED("EVT-02", "an event for a method taking Any loses its own type"),
  /** Takes the first method for all events. */
  SUBSCRIBER_CHOSEN_BY_ORDER("EVT-02", "the first subscribing method gets events of all types"),
  /** Gives all events one id. */
  CE_ID_CONSTANT("EVT-03", "ce-id is the same for all events"),
  /** Counts the events of each entity by themselves. */
  CE_ID_PER_ENTITY("EVT-03", "ce-id differs within an entity only"),
  /** Takes the subscriber for the source. */
  CE_SOURCE_IS_SERVICE("EVT-03", "ce-source is the subscriber's name"),
  /** Does not say which CloudEvents these are. */
  CE_SPECVERSION_MISSING("EVT-03", "ce-specversion is missing"),
  /** Does not know the type of an event. */
  CE_TYPE_EMPTY("EVT-03", "ce-type is empty"),
  /** Does not say whose event it is. */
  CE_SUBJECT_MISSING("EVT-03", "ce-subject is missing"),
  /** Does not say how an event is written. */
  EVENT_CONTENT_TYPE_MISSING("EVT-03", "an event comes without Content-Type"),
  /** Does not run what a subscriber forwards to. */
  SUBSCRIBER_FORWARD_NOT_RUN("EVT-05", "a subscriber's forward is not run"),
  /** Does not run what a subscriber asks for beside its answer. */
  SUBSCRIBER_EFFECTS_NOT_RUN("EVT-05", "a subscriber's side effects are not run"),
  /** Does not wait for what a subscriber asks for before it runs what that forwards to. */
  SUBSCRIBER_FORWARD_BEFORE_EFFECTS(
      "EVT-05", "a subscriber's forward starts before its synchronous effects are complete"),

  // Passivation.

  /** Leaves streams open. */
  NO_PASSIVATION("PAS-01", "never passivates"),
  /** Starts the idle clock after good answers only. */
  NO_PASSIVATION_AFTER_FAILURE("PAS-01", "does not passivate after a failed command"),
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
  /** Has nothing to say to a streamed call of a CRDT whose payload does not parse. */
  UNPARSABLE_PAYLOAD_ENDS_WELL(
      "GRPC-03", "a CRDT's streamed call whose payload does not parse ends with OK"),
  /** Passes over what does not parse among a client's messages, and waits for the next one. */
  UNPARSABLE_MESSAGE_SKIPPED("GRPC-03", "a streamed message that does not parse is passed over"),
  /** Cuts the connection of a client that calls an unknown method. */
  UNKNOWN_METHOD_DISCONNECTS(
      "GRPC-04", "an unknown service or method cuts the client's connection"),
  /** Cuts the connection of a client whose payload does not parse. */
  UNPARSABLE_PAYLOAD_DISCONNECTS(
      "GRPC-04", "a payload that does not parse cuts the client's connection"),
  /** Serves gRPC over HTTP/2 only. */
  GRPC_WEB_MISSING("GRPC-02", "serves no gRPC-Web"),
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
  /** Takes the first binding of a method only. */
  HTTP_ADDITIONAL_BINDINGS_MISSING("HTTP-01", "serves no additional bindings"),
  /** Takes the first binding of a method, and one more. */
  HTTP_FIRST_ADDITIONAL_BINDING_ONLY("HTTP-01", "serves no more than one additional binding"),
  /** Puts path variables into the request as they are in the URL. */
  HTTP_PATH_NOT_DECODED("HTTP-01", "does not decode path variables"),
  /** Does not look at the query. */
  HTTP_QUERY_IGNORED("HTTP-01", "ignores query parameters"),
  /** Knows fields of a body by their JSON names only. */
  HTTP_BODY_BY_JSON_NAMES("HTTP-01", "takes fields of a JSON body by JSON names only"),
  /** Decodes what is decoded. */
  HTTP_QUERY_DECODED_TWICE("HTTP-01", "decodes query parameters twice"),
  /** Knows fields by their JSON names only. */
  HTTP_QUERY_BY_JSON_NAMES("HTTP-01", "takes query parameters by JSON names only"),
  /** Takes the last of several values of a query parameter. */
  HTTP_REPEATED_QUERY_LAST_ONLY("HTTP-01", "takes only the last value of a repeated parameter"),
  /** Does not look at parameters that name a field of a field. */
  HTTP_NESTED_QUERY_IGNORED("HTTP-01", "ignores query parameters of nested fields"),
  /** Lets the query set what the path has set. */
  HTTP_QUERY_BEATS_PATH("HTTP-01", "a query parameter replaces a path variable"),
  /** Reads the body as the whole request though a binding wants it in a field. */
  HTTP_BODY_FIELD_AS_WHOLE("HTTP-01", "treats a body field as body *"),
  /** Answers with the whole reply though a binding wants a field of it. */
  HTTP_RESPONSE_BODY_WHOLE("HTTP-01", "ignores response_body"),
  /** Takes JSON of one mebibyte at most. */
  HTTP_LARGE_BODIES_REFUSED("HTTP-01", "refuses JSON of more than one mebibyte"),
  /** Has no bindings but the annotated ones. */
  HTTP_POST_MISSING("HTTP-02", "does not serve POST /service/method"),
  /** Prints only fields that are set. */
  HTTP_DEFAULTS_OMITTED("HTTP-03", "leaves default-valued fields out of JSON"),
  /** Prints fields under their names in the .proto file. */
  HTTP_ORIGINAL_FIELD_NAMES("HTTP-01", "prints fields by their original names"),
  /** Prints 64 bit integers as JSON numbers. */
  HTTP_LONGS_AS_NUMBERS("HTTP-03", "prints 64 bit integers as numbers"),
  /** Sends JSON as plain text. */
  HTTP_JSON_AS_TEXT("HTTP-03", "answers with JSON of type text/plain"),
  /** Takes a JSON value with something behind it, single quotes, comments and the like. */
  HTTP_LENIENT_JSON("HTTP-03", "accepts malformed JSON that can be made sense of"),
  /** Overlooks query parameters that name no field. */
  HTTP_UNKNOWN_QUERY_IGNORED("HTTP-03", "ignores unknown query parameters"),
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
  NO_REFLECTION("REF-01", "serves no reflection"),
  /** Lists no service at all. */
  REFLECTION_LISTS_NOTHING("REF-01", "reflection lists no services"),
  /** Lists what it discovered, and not reflection. */
  REFLECTION_LACKS_ITSELF("REF-01", "reflection does not list itself"),
  /** Lists only what is its own. */
  REFLECTION_LACKS_DISCOVERED("REF-01", "reflection does not list the discovered services"),
  /** Takes the list request's argument for a service's name. */
  REFLECTION_LIST_ARGUMENT_READ("REF-01", "reflection lists only services named in the request"),
  /** Has no file by its name. */
  REFLECTION_FILE_NAMES_UNKNOWN("REF-01", "reflection knows no file by its name"),
  /** Has files by the services in them, and by nothing else. */
  REFLECTION_KNOWS_SERVICES_ONLY("REF-01", "reflection knows neither methods nor messages"),
  /** Ends the stream when it does not know something. */
  REFLECTION_UNKNOWN_ENDS_STREAM("REF-02", "reflection ends the stream at an unknown symbol"),
  /** Takes something unknown for an error of its own. */
  REFLECTION_UNKNOWN_IS_INTERNAL("REF-02", "reflection answers INTERNAL to an unknown symbol");

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

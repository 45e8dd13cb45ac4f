package io.cloudstate.tck.model.service;

/**
 * Bugs that the reference service can be given, to prove that the kit sees them: each imitates what
 * a support library's author might well have written. Each breaks the requirement that it names;
 * one that damages state breaks others with it.
 */
public enum ServiceDefect {
  /** Everything is listed at first, and one entity fewer from the second answer on. */
  DISCOVERS_LESS_THE_SECOND_TIME(
      "DIS-12", "discover leaves out the last entity from the second time on"),
  /** The report is read and never answered. */
  REPORT_UNANSWERED("DIS-11", "reportError is never answered"),
  /** The report is answered, and then the service takes no new calls. */
  DOWN_AFTER_REPORT("DIS-11", "the service shuts down after reportError"),
  /** The file that declares the entity key's option is missing, so the set does not link. */
  DESCRIPTORS_LACK_AN_IMPORT("DIS-04", "the descriptor set lacks an imported file"),
  /** Method options that the runtime does not know are dropped. */
  SUBSCRIPTIONS_LEFT_OUT(
      "DIS-04", "the descriptors have lost what methods subscribe to, an option unknown to some"),
  /** The first entity is listed again at the end. */
  ENTITY_LISTED_TWICE("DIS-05", "an entity is listed twice"),
  /** One more entity is listed, whose service no descriptor describes. */
  ENTITY_NOT_DESCRIBED("DIS-05", "an entity's service is in no descriptor"),
  /** The type is a name that no protocol has. */
  ENTITY_TYPE_UNKNOWN("DIS-06", "the entity type is unknown"),
  /** The persistence id is left empty. */
  PERSISTENCE_ID_EMPTY("DIS-07", "the persistence id is empty"),
  /** The persistence id that the user function declared is not used. */
  PERSISTENCE_ID_IS_SERVICE_NAME(
      "DIS-07", "the persistence id is the service's name, not the one declared"),
  /** 100 ms become 0. */
  PASSIVATION_IN_SECONDS("DIS-08", "the passivation timeout is told in seconds"),
  /** The configured timeout is not told. */
  PASSIVATION_MISSING("DIS-08", "the passivation timeout is not told"),
  /** Both numbers of the version are 0. */
  PROTOCOL_VERSION_ABSENT("DIS-09", "the protocol version is absent"),
  /** Only the protocol version is told. */
  SERVICE_INFO_EMPTY("DIS-10", "the service info names neither service, runtime nor library"),

  /** The state starts empty although init has a snapshot; the events after it are applied. */
  SNAPSHOT_IGNORED("ES-04", "the snapshot in init is ignored"),
  /** The first of the replayed events is taken for granted. */
  FIRST_REPLAYED_EVENT_SKIPPED("ES-04", "the first replayed event is not applied"),
  /** Replayed events are applied last to first. */
  REPLAY_REVERSED("ES-04", "replayed events are applied in reverse"),
  /** Each replayed event gets a reply with command id 0 and nothing in it. */
  REPLIES_TO_REPLAYED_EVENTS("ES-04", "replayed events are replied to"),
  /** The third command of a stream is not carried out and not answered. */
  THIRD_COMMAND_DROPPED("ES-05", "the third command of a stream is dropped"),
  /** The reply shows the state as it was before the command. */
  REPLY_BEFORE_EVENTS("ES-06", "events are applied only after the reply's payload is built"),
  /** The events of the command before come first in each reply. */
  EVENTS_SENT_AGAIN("ES-06", "events of a command are sent again with the next reply"),
  /** Events of a failed command move the count towards the next snapshot. */
  SNAPSHOT_COUNTS_DISCARDED_EVENTS(
      "ES-07", "discarded events of failed commands count towards the snapshot"),
  /** The events of a command are kept in a set; the state is right. */
  EQUAL_EVENTS_MERGED("ES-06", "equal events of a command are sent once"),
  /** Counting starts at 0 on each stream, whatever init's snapshot and events say. */
  SNAPSHOT_COUNT_RESTARTS("ES-07", "the count towards the snapshot starts anew on each stream"),
  /** The snapshot holds the state from before the reply's events. */
  SNAPSHOT_BEFORE_EVENTS("ES-07", "the snapshot lacks the events of its reply"),
  /** A multiple of the interval in the middle of a reply's events is missed. */
  SNAPSHOT_ONLY_AT_LAST_EVENT("ES-07", "only a reply's last event is looked at for the snapshot"),
  /**
   * A command without events is answered with a snapshot when the last event's number is a multiple
   * of the interval.
   */
  SNAPSHOT_WITHOUT_EVENTS("ES-07", "a reply without events has a snapshot"),
  /** What the failed command emitted stays in the state. */
  STATE_DIRTY_AFTER_FAILURE("ES-12", "events of a failed command stay in the state"),
  /** What the failed command emitted is sent beside the failure. */
  FAILURE_WITH_EVENTS("ES-12", "events of a failed command are sent with the failure"),
  /** State is kept per entity id, and a new stream starts from it. */
  STATE_OUTLIVES_STREAM("ES-14", "a new stream starts from the state of the entity's former one"),
  /** There is one state for all entities of the model. */
  STATE_SHARED_BY_ENTITIES("ES-15", "all entities share one state"),
  /** Which entity a stream is for is looked up by its id, which its service is no part of. */
  ENTITIES_FOUND_BY_ID(
      "ES-15", "a stream whose entity id another service had first is taken for that service's"),
  /** As with a pool of 4 threads, each held by a stream: the others wait until one ends. */
  FOUR_STREAMS_AT_A_TIME("ES-15", "streams beyond the fourth are not served until one ends"),
  /** The stream stays open after the proxy's half-close. */
  HALF_CLOSE_UNANSWERED("ES-16", "half-close is not answered"),
  /** The stream ends with INTERNAL after the proxy's half-close. */
  HALF_CLOSE_ANSWERED_WITH_ERROR("ES-16", "half-close is answered with an error status"),

  /** Of several updates in one command, the first is sent; the state is right. */
  FIRST_UPDATE_WINS("VE-02", "of several updates of a command the first is sent"),
  /** The deletion is sent, yet the service goes on with the state. */
  DELETE_KEEPS_STATE("VE-03", "delete leaves the service's own state as it was"),
  /** Delete, then update: the deletion is sent. */
  DELETE_BEATS_UPDATE("VE-03", "a command that deletes and then updates sends the deletion"),
  /** Update, then delete: the update is sent. */
  UPDATE_BEATS_DELETE("VE-03", "a command that updates and then deletes sends the update"),
  /** The empty state is stored instead of none. */
  DELETE_SENT_AS_EMPTY_UPDATE("VE-03", "delete is sent as an update to the empty state"),
  /** Each reply has the state as an update. */
  STATE_SENT_ALWAYS("VE-04", "a command that leaves the state alone sends it as an update"),
  /** What the failed command made of the value stays. */
  VALUE_DIRTY_AFTER_FAILURE("VE-05", "updates of a failed command stay in the state"),
  /** The last change is sent beside the failure. */
  FAILURE_WITH_STATE_ACTION(
      "VE-05", "the state action of a failed command is sent with the failure"),
  /** The value starts empty although init has one. */
  INIT_STATE_IGNORED("ES-14", "the state in a value entity's init is ignored"),
  /** The value is kept per entity id, and a new stream starts from it. */
  VALUE_OUTLIVES_STREAM(
      "ES-14", "a value entity's new stream starts from the state of the former one"),
  /** There is one value for all entities of the model. */
  VALUE_SHARED_BY_ENTITIES("ES-15", "all value entities share one state"),

  /** A register's first value is taken to be known to the proxy. */
  REGISTER_DEFAULT_NOT_SENT("CRDT-02", "a register's first value is never sent"),
  /** Without init's delta there is nothing yet that a delta could change. */
  DELTA_BEFORE_FIRST_USE_LOST("CRDT-04", "a delta that comes before the first use is lost"),
  /** A CRDT that is created is announced by an update, zero or not. */
  CREATION_SENT_AS_UPDATE("CRDT-03", "a CRDT that is created is sent, though it is zero"),
  /** Each reply has an update: where nothing has changed, one that changes nothing. */
  UPDATE_WITHOUT_CHANGE("CRDT-03", "a command without a change sends an update"),
  /** Of several changes in one command, the last replaces those before it; the state is right. */
  ONLY_LAST_CHANGE_SENT("CRDT-03", "of several changes of a command only the last is sent"),
  /** What is to be sent is never reset: each reply has the changes of all commands. */
  CHANGES_SENT_AGAIN("CRDT-03", "changes of earlier commands are sent again with each reply"),
  /** The first update is reckoned from zero, not from the delta in init. */
  INIT_DELTA_SENT_BACK("CRDT-03", "the first reply sends the delta in init back"),
  /** The CRDT starts from zero although init has a delta. */
  INIT_DELTA_IGNORED("ES-14", "the delta in init is ignored"),
  /** A delta from the proxy is applied as if a command had made the change. */
  DELTA_SENT_BACK("CRDT-04", "the next reply sends deltas from the proxy back"),
  /** Each delta gets a reply with command id 0 and nothing in it. */
  DELTA_REPLIED_TO("CRDT-04", "deltas from the proxy are replied to"),
  /** The count is sent in place of the increment. */
  GCOUNTER_SENDS_VALUE("CRDT-05", "a GCounter's update is its value, not the increment"),
  /** A delta from the proxy replaces the count. */
  GCOUNTER_DELTA_TAKEN_AS_VALUE("CRDT-05", "a delta from the proxy becomes a GCounter's value"),
  /** The count is sent in place of the change. */
  PNCOUNTER_SENDS_VALUE("CRDT-06", "a PNCounter's update is its value, not the change"),
  /** Changes that add up to zero are sent. */
  PNCOUNTER_ZERO_CHANGE_SENT("CRDT-06", "a PNCounter's changes are sent though they sum to zero"),
  /** Only what grows is sent. */
  PNCOUNTER_DECREASE_NOT_SENT("CRDT-06", "a PNCounter's net decrease is not sent"),
  /** A delta from the proxy replaces the count. */
  PNCOUNTER_DELTA_TAKEN_AS_VALUE("CRDT-06", "a delta from the proxy becomes a PNCounter's value"),
  /** A command that adds an element sends the whole set. */
  GSET_SENDS_PRESENT_ELEMENTS("CRDT-07", "a GSet's update has elements that were there before"),
  /** A delta from the proxy replaces the set. */
  GSET_DELTA_REPLACES_ELEMENTS("CRDT-07", "a delta from the proxy replaces a GSet's elements"),
  /** What is cleared, removed and added is collected in one list each. */
  ORSET_CHANGES_NOT_NETTED("CRDT-08", "an ORSet's changes of one command are not netted"),
  /** Nobody looks whether the element is there. */
  ORSET_REMOVAL_OF_ABSENT_SENT("CRDT-08", "the removal of an element that is not there is sent"),
  /** Once an ORSet has been cleared, each of its updates says so. */
  ORSET_CLEARED_SENT_AGAIN("CRDT-08", "an ORSet's updates say cleared for ever after a clear"),
  /** A delta from the proxy is applied last field first. */
  ORSET_DELTA_APPLIED_BACKWARDS("CRDT-08", "an ORSet's delta is applied added first, cleared last"),
  /** Only the values are compared. */
  REGISTER_NEW_CLOCK_NOT_SENT("CRDT-09", "a register's value is not sent again for its new clock"),
  /** A write without a clock takes that of the write before. */
  REGISTER_CLOCK_STICKS("CRDT-09", "a custom clock stays for later writes by the default one"),
  /** Nobody looks whether the flag is enabled. */
  FLAG_SENT_AGAIN("CRDT-10", "enabling an enabled flag is sent"),
  /** A delta from the proxy is assigned. */
  FLAG_GOES_BACK("CRDT-10", "a delta that says false disables a flag"),
  /** The nested delta of an updated entry is its whole value. */
  MAP_NESTED_VALUE_SENT("CRDT-11", "an updated map entry's delta is its value, not the change"),
  /** An added entry without a change has a key only. */
  MAP_ZERO_ENTRY_WITHOUT_DELTA("CRDT-11", "an added map entry that is zero has no delta"),
  /** An entry created by its first change is sent as if the proxy knew it. */
  MAP_NEW_ENTRY_SENT_AS_UPDATED("CRDT-11", "a map entry created by a change is sent as updated"),
  /** An entry created by its first change is sent as it was before that. */
  MAP_NEW_ENTRY_SENT_AS_ZERO("CRDT-11", "a map entry created by a change is sent without it"),
  /** Nobody looks whether the key is there. */
  MAP_REMOVAL_OF_ABSENT_SENT("CRDT-11", "the removal of a key that is not there is sent"),
  /** Nobody looks whether the key is there. */
  MAP_PRESENT_KEY_SENT("CRDT-11", "the addition of a key that is there is sent"),
  /** The removal is forgotten when the key is added again. */
  MAP_READDED_ENTRY_NOT_REMOVED("CRDT-11", "a key removed and added again is sent as added only"),
  /** Changes are looked for in a map's entries, not in the entries of maps therein. */
  MAP_INNER_MAP_NOT_SENT("CRDT-11", "changes of maps within maps are not sent"),
  /** The nested delta of an updated entry replaces it. */
  MAP_ENTRY_DELTA_TAKEN_AS_VALUE("CRDT-11", "a nested delta becomes a map entry's value"),
  /** A delta from the proxy is applied last field first. */
  MAP_DELTA_APPLIED_BACKWARDS("CRDT-11", "an ORMap's delta is applied added first, cleared last"),
  /** The count waits for the proxy. */
  VOTE_NOT_COUNTED_AT_ONCE("CRDT-12", "an own vote does not change the votes for at once"),
  /** Votes for are counted up only. */
  VOTE_WITHDRAWAL_NOT_COUNTED("CRDT-12", "a vote taken back stays in the votes for"),
  /** Only a yes is sent. */
  VOTE_WITHDRAWAL_NOT_SENT("CRDT-12", "a vote taken back is not sent"),
  /** Nobody looks what the vote was. */
  VOTE_SENT_AGAIN("CRDT-12", "the same vote again is sent"),
  /** The service does not count itself. */
  VOTE_STARTS_WITHOUT_VOTERS("CRDT-12", "without a delta a vote has no voters"),
  /** The proxy's counts are taken as changes. */
  VOTE_COUNTS_ADDED_UP("CRDT-12", "counts in a vote's delta are added to those before"),
  /** A command that changes and deletes the CRDT sends the change. */
  CRDT_UPDATE_BEATS_DELETE("CRDT-13", "a command that updates and deletes a CRDT sends the update"),
  /** Once deleted, the CRDT is deleted by each reply. */
  CRDT_DELETE_SENT_AGAIN("CRDT-13", "later replies send a CRDT's deletion again"),
  /** The reply of the command that deletes shows the type's zero. */
  CRDT_DELETE_CLEARS_REPLY("CRDT-13", "the reply of a command that deletes a CRDT shows it empty"),
  /** A deletion by the proxy gets a reply with command id 0 and nothing in it. */
  PROXY_DELETE_REPLIED_TO("CRDT-13", "a deletion by the proxy is replied to"),
  /** Once the CRDT is deleted, by either side, nobody is left to answer the half-close. */
  HALF_CLOSE_IGNORED_AFTER_DELETE("CRDT-13", "half-close after a CRDT's deletion is not answered"),
  /** A deletion by the proxy is read and nothing more. */
  PROXY_DELETE_KEEPS_STATE("CRDT-22", "a deletion by the proxy leaves the state as it was"),
  /** A wider write consistency is the default from then on. */
  WRITE_CONSISTENCY_STICKS("CRDT-15", "a wider write consistency stays for later changes"),
  /** Streamed commands hear of a command's change before it is replied to. */
  STREAMED_BEFORE_REPLY("CRDT-16", "streamed messages come before the reply that they are due to"),
  /** The update in a streamed command's first reply is told to that command, too. */
  FIRST_UPDATE_STREAMED_TOO("CRDT-16", "a streamed command is told of its own first update"),
  /** Streamed commands hear of each command. */
  STREAMED_WITHOUT_CHANGE("CRDT-16", "streamed messages are sent though nothing has changed"),
  /** Streamed commands hear of commands only. */
  DELTA_NOT_STREAMED("CRDT-16", "streamed commands are not told of deltas from the proxy"),
  /** Of several streamed commands only the oldest hears of changes. */
  ONLY_FIRST_STREAM_TOLD("CRDT-16", "of several streamed commands only the first is told"),
  /** A streamed command that has ended hears of further changes. */
  STREAM_GOES_ON_AFTER_END("CRDT-16", "streamed messages follow the one that ends the stream"),
  /** The end of one streamed command silences all. */
  STREAM_END_ENDS_OTHERS("CRDT-16", "the end of one streamed command ends the others silently"),
  /** Streamed messages show the state as it was before the change. */
  STREAMED_STATE_STALE("CRDT-16", "streamed messages show the state from before the change"),
  /** A streamed command with nothing to say gets a message all the same. */
  EMPTY_STREAMED_MESSAGE("CRDT-16", "a streamed message is sent though it says nothing"),
  /** The cancellation's change is in the next reply. */
  CANCEL_UPDATE_SENT_LATE("CRDT-17", "a cancellation's change is sent with the next reply"),
  /** A cancelled streamed command hears of further changes. */
  STREAMED_AFTER_CANCEL("CRDT-17", "streamed messages go on after a cancellation"),
  /** Other streamed commands do not hear of the cancellation's change. */
  CANCEL_NOT_STREAMED("CRDT-17", "streamed commands are not told of a cancellation's change"),
  /** Streamed commands hear of a cancellation's change before it is answered. */
  STREAMED_BEFORE_CANCEL_RESPONSE(
      "CRDT-17", "streamed messages come before the answer to the cancellation"),
  /** A cancellation that comes after the command's last message is taken for a mistake. */
  LATE_CANCELLATION_REFUSED(
      "CRDT-17", "the cancellation of a command that has just ended fails the stream"),
  /** The cancellation of one streamed command silences all. */
  CANCEL_ENDS_OTHERS("CRDT-17", "the cancellation of one streamed command ends the others"),
  /** Where nothing has changed, the answer has an update that changes nothing. */
  CANCEL_SENDS_EMPTY_UPDATE("CRDT-17", "a cancellation without a change sends an update"),
  /** Commands wait until no streamed command is open. */
  OPEN_STREAM_BLOCKS_COMMANDS("CRDT-21", "commands wait for an open streamed command to end"),
  /** What the failed command changed stays, and the proxy never hears of it. */
  CRDT_DIRTY_AFTER_FAILURE("CRDT-23", "changes of a failed command stay in a CRDT"),
  /** What the failed command changed stays, and the next reply sends it. */
  FAILED_CHANGE_SENT_LATER("CRDT-23", "changes of a failed command are sent with the next reply"),
  /** What the failed command changed is sent beside the failure. */
  FAILURE_WITH_UPDATE("CRDT-23", "a CRDT's update is sent with the failure"),
  /** A failure takes the state back to the last command's, deltas since then included. */
  FAILURE_LOSES_DELTAS("CRDT-23", "a failed command takes deltas from the proxy back"),
  /** The CRDT is kept per entity id, and a new stream starts from it. */
  CRDT_OUTLIVES_STREAM("ES-14", "a CRDT's new stream starts from the state of the former one"),
  /** There is one CRDT of each type for all entities of the model. */
  CRDT_SHARED_BY_ENTITIES("ES-15", "all CRDTs of a type share one state"),
  /** An empty string has the bytes 0a 00. */
  DEFAULT_STRING_SPELLED_OUT("SER-02", "an empty string is sent with its default value"),
  /** No bytes are taken for no string. */
  EMPTY_STRING_REFUSED("SER-02", "a delta with a string of no bytes fails the stream"),
  /** Strings have the type url of the wrapper message. */
  STRINGS_AS_WRAPPERS("SER-02", "strings are sent as google.protobuf.StringValue"),
  /** From the second time on a string's length takes one byte more than it needs. */
  EQUAL_STRINGS_DIFFER("SER-04", "a string's bytes differ from one time to the next"),

  /** Side effects asked for before the failure wait for a reply that may have some. */
  FAILED_EFFECTS_SENT_LATER(
      "EFF-04", "side effects of a failed command are sent with the next reply"),
  /** The side effects of a command are kept in a set. */
  EQUAL_EFFECTS_MERGED("EFF-01", "equal side effects of a command are listed once"),
  /** The side effects of a reply come last to first. */
  EFFECTS_REVERSED("EFF-01", "side effects are listed in reverse"),
  /** The side effects of the command before come first in each reply. */
  EFFECTS_CARRIED_OVER("EFF-01", "side effects of a command come again with the next reply"),
  /** Side effects asked for before the failure are sent beside it. */
  FAILURE_WITH_EFFECTS("EFF-04", "side effects of a failed command are sent with the failure"),
  /** A reply that forwards has no events and no snapshot. */
  FORWARD_LOSES_EVENTS("FWD-01", "events beside a forward are lost"),

  /** The stream is completed after a command's failure. */
  FAILURE_ENDS_STREAM("FAI-01", "a failed command ends the stream"),
  /** The stream stays open after a command's failure, and nothing more is answered. */
  STREAM_SILENT_AFTER_FAILURE("FAI-01", "a failed command leaves the stream without answers"),
  /** A command whose name is unknown is ignored. */
  UNKNOWN_COMMAND_UNANSWERED("FAI-03", "an unknown command is never answered"),
  /** A command whose payload does not parse is ignored. */
  UNREADABLE_PAYLOAD_UNANSWERED("FAI-03", "a payload that does not parse is never answered"),
  /** After an event, a snapshot or a state that does not parse a stream says nothing more. */
  UNREADABLE_STATE_UNANSWERED("FAI-03", "an entity's state that does not parse is never answered"),
  /** Whatever does not parse on one entity's stream takes all those of the service with it. */
  UNREADABLE_PAYLOAD_ENDS_ALL_STREAMS("FAI-03", "a payload that does not parse breaks all streams"),

  /** A unary call whose answer has no outcome hangs, as if a reply were still to come. */
  UNARY_WITHOUT_OUTCOME_UNANSWERED("ACT-01", "a unary call without an outcome is never answered"),
  /** No outcome is taken for the default message of the output type. */
  EMPTY_ANSWER_SENT_AS_REPLY(
      "ACT-01", "an action's answer without an outcome is sent as an empty reply"),
  /** Effects are only looked at where there is an outcome. */
  EMPTY_ANSWER_LOSES_EFFECTS("ACT-01", "side effects of an answer without an outcome are lost"),
  /** As entities do it, an action's failure goes alone. */
  ACTION_FAILURE_LOSES_EFFECTS("ACT-01", "side effects beside an action's failure are lost"),
  /** A forwarding action has no effects. */
  ACTION_FORWARD_LOSES_EFFECTS("ACT-01", "side effects beside an action's forward are lost"),
  /** Where one answer stands for several, the first outcome is kept. */
  FIRST_OUTCOME_WINS("ACT-01", "of several outcomes for a single answer the first is sent"),
  /** The first payload is answered at once; half-close and what comes before it are ignored. */
  STREAMED_IN_ANSWERS_FIRST_PAYLOAD(
      "ACT-02", "a streamed in call is answered after its first payload"),
  /** The answer comes after half-close, but is made of the first payload alone. */
  STREAMED_IN_IGNORES_LATER_PAYLOADS(
      "ACT-02", "a streamed in call ignores all payloads but the first"),
  /** The half-close of a call without payloads is not looked at. */
  STREAMED_IN_WITHOUT_PAYLOADS_UNANSWERED(
      "ACT-02", "a streamed in call without payloads is never answered"),
  /** Where there is nothing to make an answer of, there is none: INTERNAL. */
  STREAMED_IN_WITHOUT_PAYLOADS_BREAKS(
      "ACT-02", "a streamed in call without payloads ends with an error status"),
  /** All answers come once the last is known, last to first. */
  STREAMED_OUT_REVERSED("ACT-03", "the responses of a streamed out call come in reverse"),
  /** A response is sent when the next one is there. */
  STREAMED_OUT_LOSES_LAST("ACT-03", "the last response of a streamed out call is lost"),
  /** All responses come, and then nothing. */
  STREAMED_OUT_NOT_COMPLETED("ACT-03", "a streamed out call is never completed"),
  /** A call that gives no responses gets one without anything in it. */
  STREAMED_OUT_NEVER_EMPTY("ACT-03", "a streamed out call without responses gets an empty one"),
  /** On streamed out and duplex calls, only answers with an outcome are sent. */
  STREAMS_SKIP_EMPTY_ANSWERS(
      "ACT-03", "responses without an outcome are left out where output is streamed"),
  /** Requests are collected until half-close, and answered then. */
  DUPLEX_WAITS_FOR_END("ACT-04", "a duplex call answers nothing before the end of input"),
  /** One response for each request, whatever else it gave. */
  DUPLEX_FIRST_ANSWER_ONLY("ACT-04", "of several responses to one duplex request one is sent"),
  /** The responses to one request come last to first. */
  DUPLEX_ANSWERS_REVERSED("ACT-04", "several responses to one duplex request come in reverse"),
  /** The call is completed as soon as the first request is answered. */
  DUPLEX_ENDS_WITH_FIRST_REQUEST("ACT-04", "a duplex call ends after its first request"),
  /** The call stays open after the proxy's half-close. */
  DUPLEX_HALF_CLOSE_UNANSWERED("ACT-04", "a duplex call is never completed"),
  /** A cancelled call takes all other open calls with it, as when they share a worker. */
  CANCELLATION_ENDS_OTHER_CALLS("ACT-04", "cancelling a call ends the other open calls"),
  /** Where one answer stands for several, the effects of the last are kept. */
  FOLDED_EFFECTS_OF_LAST_ONLY(
      "ACT-05", "a single answer has the side effects of the last group only"),
  /** The two kinds are kept in two lists. */
  SYNCHRONOUS_EFFECTS_FIRST("ACT-05", "an action's synchronous side effects are listed first"),
  /** The side effects of one response come first in the next of the same call. */
  ACTION_EFFECTS_CARRIED_OVER(
      "ACT-05", "side effects of a response come again with the call's next"),
  /** A call of a service that is not registered hangs. */
  ACTION_UNKNOWN_SERVICE_UNANSWERED(
      "FAI-03", "a call of an action that is not declared is never answered"),
  /** A call of a method that the service does not have hangs. */
  ACTION_UNKNOWN_COMMAND_UNANSWERED(
      "FAI-03", "a call of an action's unknown command is never answered"),
  /** A call hangs from the first payload on that does not parse. */
  ACTION_UNREADABLE_PAYLOAD_UNANSWERED(
      "FAI-03", "an action's payload that does not parse is never answered"),
  /** A payload that does not parse takes all open calls of actions with it. */
  ACTION_UNREADABLE_PAYLOAD_ENDS_ALL_CALLS(
      "FAI-03", "an action's payload that does not parse breaks all open calls"),
  /** Handlers see no metadata. */
  METADATA_LOST("EVT-04", "an action's handler does not see the metadata"),
  /** The JSON text is the payload's value, as it is; so it is read, too. */
  JSON_NOT_WRAPPED("SER-03", "a JSON event's value is the text without a message around it"),
  /** The JSON text is written and read with another charset. */
  JSON_IN_LATIN_1("SER-03", "a JSON event's text is in ISO 8859-1"),
  /** JSON is written and cannot be read. */
  JSON_UNREADABLE("EVT-04", "a JSON event cannot be read by the service that wrote it"),
  /** A command or request whose type url has an unusual host ends its stream. */
  OTHER_HOST_REFUSED("SER-05", "a payload whose type url has another host is refused");

  private final String requirement;
  private final String title;

  ServiceDefect(String requirement, String title) {
    this.requirement = requirement;
    this.title = title;
  }

  /** The id of the requirement that it breaks. */
  public String requirement() {
    return requirement;
  }

  /** What it does, in a few words. */
  public String title() {
    return title;
  }
}

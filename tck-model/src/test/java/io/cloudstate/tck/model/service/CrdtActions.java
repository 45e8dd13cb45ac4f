package io.cloudstate.tck.model.service;

import static io.cloudstate.tck.model.service.CrdtStream.element;

/** Actions of the model's requests, and deltas, in protobuf's text format. */
final class CrdtActions {
  private CrdtActions() {}

  static String counters(int first, int second) {
    return """
        ormap {
          added { key %s delta { gcounter { increment: %d } } }
          added { key %s delta { gcounter { increment: %d } } }
        }
        """
        .formatted(element("GCounter-1"), first, element("GCounter-2"), second);
  }

  static String increment(int by) {
    return increment(by, "LOCAL");
  }

  static String increment(int by, String consistency) {
    return "update { gcounter { increment: %d } write_consistency: %s }".formatted(by, consistency);
  }

  static String change(int by) {
    return "update { pncounter { change: %d } }".formatted(by);
  }

  static String add(String type, String element) {
    return "update { %s { add: '%s' } }".formatted(type, element);
  }

  static String remove(String type, String element) {
    return "update { %s { remove: '%s' } }".formatted(type, element);
  }

  static String clear(String type) {
    return "update { %s { clear: true } }".formatted(type);
  }

  static String write(String value, String clock) {
    return "update { lwwregister { value: '%s' clock { %s } } }".formatted(value, clock);
  }

  static String vote(boolean yes) {
    return "update { vote { self_vote: %s } }".formatted(yes);
  }

  static String addKey(String key) {
    return add("ormap", key);
  }

  static String removeKey(String key) {
    return remove("ormap", key);
  }

  static String entry(String key, String update) {
    return "update { %s }".formatted(inner(key, update));
  }

  static String inner(String key, String update) {
    return "ormap { update { key: '%s' update { %s } } }".formatted(key, update);
  }

  static String effect(String id) {
    return "effect { id: '%s' }".formatted(id);
  }

  static String fail() {
    return "fail { message: 'no' }";
  }
}

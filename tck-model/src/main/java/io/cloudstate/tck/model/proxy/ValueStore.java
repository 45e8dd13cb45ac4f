package io.cloudstate.tck.model.proxy;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The last states of value entities in memory, each under its persistence id and entity id. */
final class ValueStore {
  private final ConcurrentMap<PersistenceKey, Any> values = new ConcurrentHashMap<>();
  private final Set<ProxyDefect> defects;

  ValueStore(Set<ProxyDefect> defects) {
    this.defects = defects;
  }

  Optional<Any> of(PersistenceKey key) {
    return Optional.ofNullable(values.get(key));
  }

  void put(PersistenceKey key, Any value) {
    if (defects.contains(ProxyDefect.FIRST_STATE_KEPT)) {
      values.putIfAbsent(key, value);
    } else {
      values.put(key, value);
    }
  }

  void delete(PersistenceKey key) {
    if (defects.contains(ProxyDefect.DELETE_PERSISTED_AS_EMPTY)) {
      values.put(key, Any.getDefaultInstance());
    } else if (!defects.contains(ProxyDefect.DELETE_NOT_PERSISTED)) {
      values.remove(key);
    }
  }

  void forget(PersistenceKey key) {
    values.remove(key);
  }
}

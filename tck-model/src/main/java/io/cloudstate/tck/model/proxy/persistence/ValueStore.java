package io.cloudstate.tck.model.proxy.persistence;

import com.google.protobuf.Any;
import io.cloudstate.tck.model.proxy.settings.ProxyDefect;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The last states of value entities in memory, each under its persistence id and entity id. */
public final class ValueStore {
  private final ConcurrentMap<PersistenceKey, Any> values = new ConcurrentHashMap<>();
  private final Set<ProxyDefect> defects;

  /**
   * An empty store.
   *
   * @param defects the bugs to imitate
   */
  public ValueStore(Set<ProxyDefect> defects) {
    this.defects = defects;
  }

  /**
   * The last state.
   *
   * @param key whose
   * @return the state, if there is one
   */
  public Optional<Any> of(PersistenceKey key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * Persists a state.
   *
   * @param key whose
   * @param value the whole state
   */
  public void put(PersistenceKey key, Any value) {
    if (defects.contains(ProxyDefect.FIRST_STATE_KEPT)) {
      values.putIfAbsent(key, value);
    } else {
      values.put(key, value);
    }
  }

  /**
   * Persists that there is no state any more.
   *
   * @param key whose
   */
  public void delete(PersistenceKey key) {
    if (defects.contains(ProxyDefect.DELETE_PERSISTED_AS_EMPTY)) {
      values.put(key, Any.getDefaultInstance());
    } else if (!defects.contains(ProxyDefect.DELETE_NOT_PERSISTED)) {
      values.remove(key);
    }
  }

  /**
   * Loses what is persisted; only a defect does.
   *
   * @param key whose
   */
  public void forget(PersistenceKey key) {
    values.remove(key);
  }
}

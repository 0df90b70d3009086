package org.entresol.store.heap;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.entresol.guard.KeyLocks;
import org.entresol.store.Entry;
import org.entresol.store.Holds;
import org.entresol.store.Transition;
import org.jspecify.annotations.Nullable;

/** The locks of several keys in the heap, each a {@link HeapHold}. Belongs to one thread. */
final class HeapHolds<K, V> implements Holds<K, V> {

  private final Map<K, HeapHold<K, V>> holds = new LinkedHashMap<>();

  /** Reads what is held under keys that were just locked. */
  HeapHolds(Set<K> locked, HeapMap<K, V> entries, HeapSteps<K, V> steps, KeyLocks<K> locks) {
    locked.forEach(key -> holds.put(key, new HeapHold<>(key, entries, steps, locks)));
  }

  private HeapHold<K, V> of(K key) {
    return Objects.requireNonNull(holds.get(key));
  }

  @Override
  public Set<K> keys() {
    return holds.keySet();
  }

  @Override
  public @Nullable Entry<V> entry(K key) {
    return of(key).entry(key);
  }

  @Override
  public <T extends Transition<K, V>> List<T> commitAll(Collection<T> transitions) {
    transitions.forEach(transition -> of(transition.key()).commitAll(List.of(transition)));
    return List.of();
  }

  @Override
  public void drop(Collection<K> keys) {
    keys.forEach(key -> of(key).drop(List.of(key)));
  }

  @Override
  public boolean isLost(K key) {
    return of(key).isLost(key);
  }

  @Override
  public void close() {
    holds.values().forEach(Holds::close);
  }
}

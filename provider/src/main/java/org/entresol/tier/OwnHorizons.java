package org.entresol.tier;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Horizons in this JVM, for caches each process of which hears of changes by itself. Bounded: with
 * too many keys the last horizon is that of all. Thread-safe.
 *
 * @param <K> the type of keys, which have to be equal when they are the same
 */
public final class OwnHorizons<K> implements Horizons<K> {

  /** The most keys that have horizons of their own. */
  static final int MOST = 100_000;

  private final Clock clock;

  /** In the order in which they were raised, which is about that in which they end. */
  private final Map<K, Raised> raised = new LinkedHashMap<>();

  private @Nullable Raised ofAll;

  private record Raised(String text, long end) {}

  /** Creates horizons, of which there are none yet. */
  public OwnHorizons(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void raise(Collection<K> keys, Horizon horizon, Duration length) {
    forgetOld();
    Raised one = new Raised(horizon.text(), clock.nanos() + length.toNanos());
    for (K key : keys) {
      raised.remove(key);
      raised.put(key, one);
    }
    if (raised.size() > MOST) {
      raiseAll(horizon, length);
    }
  }

  @Override
  public synchronized void raiseAll(Horizon horizon, Duration length) {
    raised.clear();
    ofAll = new Raised(horizon.text(), clock.nanos() + length.toNanos());
  }

  private void forgetOld() {
    Iterator<Raised> oldest = raised.values().iterator();
    while (oldest.hasNext() && !stands(oldest.next())) {
      oldest.remove();
    }
  }

  private boolean stands(@Nullable Raised horizon) {
    return horizon != null && clock.nanos() - horizon.end() < 0;
  }

  @Override
  public synchronized List<Set<String>> of(List<K> keys) {
    return keys.stream().map(this::of).toList();
  }

  private Set<String> of(K key) {
    Set<String> standing = new LinkedHashSet<>();
    Raised own = raised.get(key);
    if (own != null && stands(own)) {
      standing.add(own.text());
    }
    Raised all = ofAll;
    if (all != null && stands(all)) {
      standing.add(all.text());
    }
    return standing;
  }
}

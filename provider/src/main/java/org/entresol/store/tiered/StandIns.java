package org.entresol.store.tiered;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.entresol.store.Entry;
import org.entresol.tier.Stored;
import org.entresol.tier.Version;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What this node has loaded in place of entries of the tier that it cannot read: for its own users,
 * and for as long as exactly that entry lies there. Thread-safe.
 *
 * <p>They are kept as bytes, as the tier would, so that each reader gets a value of its own. Those
 * that find no room are loaded again when they are wanted.
 *
 * @param <K> the type of keys
 */
final class StandIns<K> {

  /** The bytes of all together at most. */
  private static final long MOST_BYTES = 16 << 20;

  /** What one costs beside its bytes: the node, its table slot, the version. */
  private static final int OVERHEAD_BYTES = 160;

  private final Clock clock;
  private final Cache<K, StandIn> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((K key, StandIn one) -> OVERHEAD_BYTES + one.instead().bytes().length)
          .build();

  /** Whether there was one ever: most caches never have any, and are not to pay for a look. */
  private volatile boolean used;

  /** Creates an empty one. */
  StandIns(Clock clock) {
    this.clock = clock;
  }

  /**
   * A value in place of one entry.
   *
   * @param instead what the tier would have, under the version of the entry that cannot be read
   * @param ends the instant at which it is loaded anew, or {@link Entry#ETERNAL}
   */
  record StandIn(Stored instead, long ends) {}

  /** Keeps one, in place of what was kept of its key. */
  void keep(K key, StandIn one) {
    used = true;
    kept.put(key, one);
  }

  /** The one for an entry of this version; null if there is none, or its time is over. */
  @Nullable StandIn of(K key, Version version) {
    StandIn one = used ? kept.getIfPresent(key) : null;
    if (one == null) {
      return null;
    }
    if (one.instead().version().equals(version) && one.ends() > clock.nanos()) {
      return one;
    }
    kept.asMap().remove(key, one);
    return null;
  }

  /** Forgets the one of a key. */
  void forget(K key) {
    if (used) {
      kept.invalidate(key);
    }
  }

  /** Forgets all. */
  void forgetAll() {
    kept.invalidateAll();
  }
}

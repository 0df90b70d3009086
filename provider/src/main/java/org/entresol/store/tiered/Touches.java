package org.entresol.store.tiered;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.entresol.store.Batches;
import org.entresol.store.Entry;
import org.entresol.store.near.TieredEntry;
import org.entresol.tier.Act;
import org.entresol.tier.Entries;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;

/**
 * The accesses that move instants, on their way to the tier: coalesced by key and sent with the
 * next {@linkplain #flush tick}, or at once where a life is too short to wait for that.
 * Thread-safe.
 */
final class Touches<K> {

  private static final Logger LOG = System.getLogger(Touches.class.getName());

  /** With four ticks in it, a quarter of this is never missed. */
  private static final long SHORT = TimeUnit.SECONDS.toNanos(1);

  private static final int BATCH = 500;

  private final Entries tier;
  private final Clock clock;
  private final ConcurrentMap<K, Touch> due = new ConcurrentHashMap<>();

  Touches(Entries tier, Clock clock) {
    this.tier = tier;
    this.clock = clock;
  }

  /** An access that has been seen here and not yet there. */
  private static final class Touch {

    private final byte[] key;
    private final TieredEntry<?> entry;

    Touch(byte[] key, TieredEntry<?> entry) {
      this.key = key;
      this.entry = entry;
    }
  }

  /**
   * Notes that the instant of an entry has been moved here.
   *
   * @param soonest the instant before or after that, whichever is first: if that is near, the tier
   *     has to learn of it by then
   */
  void add(K key, byte[] bytes, TieredEntry<?> entry, long soonest) {
    if (soonest != Entry.ETERNAL && soonest - clock.nanos() < SHORT) {
      try {
        tier.attempt(plan(bytes, entry));
        return;
      } catch (TierException e) {
        LOG.log(Level.DEBUG, "An access could not be told to the tier, and will be later", e);
      }
    }
    due.put(key, new Touch(bytes, entry));
  }

  /** Sends what has come together; what cannot be sent is kept for the next time. */
  void flush() {
    for (List<K> part : Batches.<K>of(List.copyOf(due.keySet()), BATCH)) {
      Map<K, Touch> sent = new LinkedHashMap<>();
      for (K key : part) {
        Touch touch = due.remove(key);
        if (touch != null) {
          sent.put(key, touch);
        }
      }
      try {
        tier.attemptAll(sent.values().stream().map(t -> plan(t.key, t.entry)).toList());
      } catch (TierException e) {
        sent.forEach(due::putIfAbsent);
        throw e;
      }
    }
  }

  private Plan plan(byte[] key, TieredEntry<?> entry) {
    long length =
        entry.isEternal() ? Lifetimes.ETERNAL : Math.max(0, entry.expires() - clock.nanos());
    Lifetimes lives = Lengths.all(length);
    return new Plan(key, Act.LEAVE, Act.TOUCH).lifetimes(lives).ifVersion(entry.version());
  }
}

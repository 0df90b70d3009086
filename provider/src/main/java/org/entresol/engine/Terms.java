package org.entresol.engine;

import org.entresol.event.EventDispatcher;
import org.entresol.expiry.Expiry;
import org.entresol.stats.Statistics;
import org.entresol.store.Entry;
import org.entresol.store.Lasting;
import org.entresol.tier.Lifetimes;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The terms on which every operation of one cache is carried out: its time, its expiry, its
 * listeners and its counters. Thread-safe.
 *
 * @param clock the clock of all instants
 * @param expiry the lengths of life
 * @param lasting what the expiry does not say of them
 * @param telling what listeners and counters are told
 * @param rules what the operations want
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record Terms<K, V>(
    Clock clock, Expiry expiry, Lasting lasting, Telling<K, V> telling, Rules rules) {

  /** The instant now; 0 where nothing expires, since no clock need be read then. */
  long now() {
    return lasting.forEver() ? 0 : clock.nanos();
  }

  /** Whether an entry is there for users: found, and its instant not passed. */
  public boolean isPresent(@Nullable Entry<V> entry) {
    return entry != null
        && (entry.isEternal() ? !entry.isAbsence() : !entry.isExpiredAt(clock.nanos()));
  }

  /** The longest that an access may let an entry live: its life may have a limit. */
  long mostLeft(@Nullable Entry<V> entry) {
    return (entry == null || entry.limit() == Entry.ETERNAL)
        ? Lifetimes.ETERNAL
        : Math.max(1, entry.limit() - now());
  }

  /** Whether an entry that has expired is kept for reads that may be given it all the same. */
  boolean isKept(Entry<V> expired, long now) {
    return lasting.keeps(expired, now);
  }

  /** The way to the listeners. */
  public EventDispatcher<K, V> events() {
    return telling.events();
  }

  /** The counters. */
  public Statistics statistics() {
    return telling.statistics();
  }
}

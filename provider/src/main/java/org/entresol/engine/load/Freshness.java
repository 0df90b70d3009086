package org.entresol.engine.load;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.entresol.Jitter;
import org.entresol.LoadSettings;
import org.entresol.store.Entry;
import org.entresol.store.Loaded;
import org.entresol.tier.Lifetimes;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The time line of loaded entries: fresh, due for an early refresh, stale but still of use, gone.
 *
 * <p>The early refresh at random is XFetch, of "Optimal Probabilistic Cache Stampede Prevention"
 * (Vattani, Chierichetti, Lowenstein, 2015): with {@code d} for the time that the load took, a read
 * finds an entry due when no more than {@code -d * beta * ln(random)} of its life remains.
 * Thread-safe.
 */
final class Freshness {

  /** No draw of a double is further from 1 than this many powers of e. */
  private static final double FURTHEST_DRAW = 40;

  private final Jitter jitter;
  private final Clock clock;
  private final DoubleSupplier random;
  private final double ahead;
  private final double after;
  private final long revalidate;
  private final long error;
  private final long absent;

  /**
   * Creates the time line of one cache.
   *
   * @param random gives numbers from 0 to less than 1
   */
  Freshness(LoadSettings settings, Clock clock, DoubleSupplier random) {
    this.jitter = settings.jitter();
    this.clock = clock;
    this.random = random;
    this.ahead = settings.refreshAhead();
    this.after = settings.refreshAfter();
    this.revalidate = settings.staleWhileRevalidate().toNanos();
    this.error = settings.staleIfError().toNanos();
    this.absent = settings.absent().toNanos();
  }

  /** Whether entries are ever refreshed before they expire. */
  boolean refreshesAhead() {
    return ahead > 0 || after > 0;
  }

  /** Whether it is time to refresh an entry that is still fresh; only loaded ones ever are. */
  boolean isDue(Entry<?> entry) {
    Loaded loaded = entry.loaded();
    if (loaded == null || entry.isEternal()) {
      return false;
    }
    long now = clock.nanos();
    long remaining = entry.expires() - now;
    if (after > 0) {
      return now - loaded.at() >= after * (entry.expires() - loaded.at());
    }
    double unit = loaded.took() * ahead;
    return remaining <= unit * FURTHEST_DRAW
        && remaining <= -unit * Math.log(1 - random.getAsDouble());
  }

  /** Whether a stale value may be given at once, while it is replaced in the background. */
  boolean revalidates(Entry<?> past) {
    return age(past) < revalidate;
  }

  /** Whether a stale value may be given when its source has failed. */
  boolean outlivesErrors(Entry<?> past) {
    return age(past) < error;
  }

  /** A past entry, if its value may be given in any case; null otherwise. */
  <V> @Nullable Entry<V> usable(@Nullable Entry<V> past) {
    boolean may = past != null && !past.isAbsence() && (revalidates(past) || outlivesErrors(past));
    return may ? past : null;
  }

  private long age(Entry<?> past) {
    return clock.nanos() - past.expires();
  }

  /** Whether the source said so lately that it has nothing that it need not be asked again. */
  boolean knowsAbsence(@Nullable Entry<?> entry) {
    return entry != null && entry.isAbsence() && entry.expires() > clock.nanos();
  }

  /** Whether it is kept in mind that the source has nothing. */
  boolean remembersAbsence() {
    return absent > 0;
  }

  /** How long it is kept in mind; the expiry policy has no say in it. */
  ToLongFunction<LongSupplier> lifeOfAbsence() {
    return policy -> absent;
  }

  /**
   * How long a loaded entry lives.
   *
   * @param own how long the loader said, in place of the expiry policy; or null
   */
  ToLongFunction<LongSupplier> life(@Nullable Duration own) {
    return policy -> shortened(own == null ? policy.getAsLong() : own.toNanos());
  }

  private long shortened(long length) {
    return (length <= 0 || length == Lifetimes.ETERNAL || jitter.isNone())
        ? length
        : length - (long) (random.getAsDouble() * jitter.nanos(length));
  }
}

package org.entresol.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.concurrent.TimeUnit;
import org.entresol.time.Clock;

/**
 * When Caffeine may reclaim the memory of an entry: a while after the entry's own instant.
 *
 * <p>The instant decides what users see; this only frees what nobody asked for since. The while in
 * between lets the next operation on the key find the expired entry, so that there is one place
 * that judges expiry, and Caffeine's timer is but the broom behind it.
 *
 * <p>A read may move the instant after Caffeine has looked at it. Where every read moves it by the
 * same {@code slide}, the broom is held back by that much in advance, which keeps a sliding hit at
 * one table look-up.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Reclaim<K, V> implements Expiry<K, Entry<V>> {

  private static final long DELAY = TimeUnit.SECONDS.toNanos(1);

  /** The slide of a policy that only tells at each read. */
  public static final long UNKNOWN_SLIDE = -1;

  private final long slide;
  private final Lasting lasting;

  /**
   * Creates the rule of one store.
   *
   * @param slide the nanoseconds by which a read moves the instant into the future; 0 if not at
   *     all, {@link #UNKNOWN_SLIDE} if that is not known beforehand
   * @param lasting for how long an entry may be of use after it has expired
   */
  public Reclaim(long slide, Lasting lasting) {
    this.slide = slide;
    this.lasting = lasting;
  }

  /**
   * Has a cache reclaim by this rule. The broom may come late, so that look-ups do not ask for the
   * time twice, but for those that hold it back from then on; and when it is woken it is told.
   *
   * @param clock the clock of the entries' instants
   */
  public <E extends Entry<V>> Caffeine<K, E> on(Caffeine<K, E> builder, Clock clock) {
    Scheduler waking = Scheduler.systemScheduler();
    return builder
        .expireAfter(this)
        .ticker((slide > 0) ? clock::nanos : clock::recent)
        .scheduler(
            (executor, sweep, delay, unit) ->
                waking.schedule(executor, () -> sweep(sweep, clock), delay, unit));
  }

  private static void sweep(Runnable sweep, Clock clock) {
    long unused = clock.strike();
    sweep.run();
  }

  /** For how many nanoseconds an entry may be of use after it has expired. */
  public long grace() {
    return lasting.grace();
  }

  /** Whether reads may move the instant without telling Caffeine. */
  public boolean foreseesReads() {
    return slide >= 0;
  }

  /** Whether an entry that has expired is kept for reads that may be given it all the same. */
  public boolean keeps(Entry<V> expired, long now) {
    return lasting.keeps(expired, now);
  }

  @Override
  public long expireAfterCreate(K key, Entry<V> entry, long now) {
    if (entry.isEternal()) {
      return Long.MAX_VALUE;
    }
    // A reader that has the entry in hand may be about to move its instant.
    long left = saturatedSum(Math.max(entry.expires() - now, slide), DELAY);
    return entry.isAbsence() ? left : saturatedSum(left, lasting.grace());
  }

  @Override
  public long expireAfterUpdate(K key, Entry<V> entry, long now, long remaining) {
    return expireAfterCreate(key, entry, now);
  }

  @Override
  public long expireAfterRead(K key, Entry<V> entry, long now, long remaining) {
    return (slide <= 0)
        ? remaining
        : Math.max(remaining, saturatedSum(slide, DELAY + lasting.grace()));
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return (sum < 0 && a > 0 && b > 0) ? Long.MAX_VALUE : sum;
  }
}

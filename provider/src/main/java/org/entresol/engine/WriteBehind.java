package org.entresol.engine;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.entresol.DeadLetter;
import org.entresol.DeadLetters;
import org.entresol.queue.BuriedWrite;
import org.entresol.queue.PendingWrite;
import org.entresol.queue.WriteQueue;
import org.entresol.source.Drainer;
import org.entresol.store.EntryStore;
import org.entresol.store.Hold;
import org.entresol.tier.Backlog;

/**
 * The writing behind of one cache, as its users see it: what is pending, what was given up, and the
 * wish to have it written. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class WriteBehind<K, V> implements DeadLetters<K, V> {

  /** How many dead letters are looked at together. */
  private static final int PAGE = 500;

  private final EntryStore<K, V> store;
  private final WriteQueue<K, V> queue;
  private final Drainer<K, V> drainer;
  private volatile boolean closed;

  /** Joins the parts; nothing is written before {@link #start}. */
  public WriteBehind(EntryStore<K, V> store, WriteQueue<K, V> queue, Drainer<K, V> drainer) {
    this.store = store;
    this.queue = queue;
    this.drainer = drainer;
  }

  /** What the source has not got yet, for loads to look into. */
  public WriteQueue<K, V> queue() {
    return queue;
  }

  /** Begins to carry pending writes out. */
  public void start() {
    drainer.start();
  }

  /**
   * Has everything written that is pending now.
   *
   * @throws javax.cache.integration.CacheWriterException if something is not written in time; the
   *     message names it
   */
  public void flush() {
    drainer.flush();
  }

  /** How far the source lags behind. */
  public Backlog backlog() {
    return queue.backlog();
  }

  /**
   * Flushes, and ends.
   *
   * @return whether nothing is left that the store still has to keep
   */
  public boolean close() {
    closed = true;
    queue.close();
    return drainer.close() || !queue.isDurable();
  }

  // ---- dead letters

  @Override
  public List<DeadLetter<K, V>> list(int most) {
    requireOpen();
    if (most < 1) {
      throw new IllegalArgumentException("most: " + most + " is not allowed; allowed: 1 or more");
    }
    return queue.dead(most).stream().map(WriteBehind::letter).toList();
  }

  private static <K, V> DeadLetter<K, V> letter(BuriedWrite<K, V> buried) {
    PendingWrite<K, V> write = buried.write();
    return new DeadLetter<>(
        buried.id(),
        write.key(),
        write.value(),
        write.deletion(),
        write.tries(),
        Instant.ofEpochMilli(buried.buriedMillis()),
        buried.error());
  }

  @Override
  public boolean replay(String id) {
    requireOpen();
    return queue.replay(id);
  }

  @Override
  public int replayAll() {
    return forAll(this::replay);
  }

  /** Does something with all dead letters, some at a time, as long as it succeeds with any. */
  private int forAll(Predicate<String> action) {
    requireOpen();
    long there = queue.backlog().dead();
    int all = 0;
    long done = 1;
    while (done > 0 && all < there) {
      done = queue.dead(PAGE).stream().filter(letter -> action.test(letter.id())).count();
      all += (int) done;
    }
    return all;
  }

  @Override
  public boolean drop(String id) {
    requireOpen();
    K key = queue.keyOf(id);
    if (key == null) {
      return queue.drop(id);
    }
    // The entry goes too, so that the next load gives what the source has.
    try (Hold<K, V> hold = store.hold(key)) {
      boolean dropped = queue.drop(id);
      if (dropped && queue.unwritten(List.of(key)).isEmpty()) {
        hold.drop();
      }
      return dropped;
    }
  }

  @Override
  public int dropAll() {
    return forAll(this::drop);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The cache is closed");
    }
  }
}

package org.entresol.guard;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.time.Clock;

/**
 * The pauses after failed loads, so that a source that is down is not asked by every read. The
 * pause of a key doubles with each failure in a row. Bounded: keys that find no room have no pause.
 * Thread-safe.
 *
 * @param <K> the type of keys
 */
public final class Backoffs<K> {

  private static final int MOST_KEYS = 10_000;

  /** The longest pause, in first pauses. */
  private static final long LONGEST = 30;

  private final Clock clock;
  private final long first;
  private final ConcurrentMap<K, Pause> pauses = new ConcurrentHashMap<>();
  private final AtomicLong nextNote;

  /**
   * Creates an empty table.
   *
   * @param first the pause after a first failure, in nanoseconds
   */
  public Backoffs(Clock clock, long first) {
    this.clock = clock;
    this.first = first;
    this.nextNote = new AtomicLong(clock.nanos());
  }

  private record Pause(long length, long end) {}

  /** Whether the source is not to be asked for a key yet. */
  public boolean holds(K key) {
    Pause pause = pauses.isEmpty() ? null : pauses.get(key);
    return pause != null && pause.end() - clock.nanos() > 0;
  }

  /**
   * Notes a failed load.
   *
   * @return whether it is time to tell of it: once in the length of a first pause
   */
  public boolean failed(K key) {
    long now = clock.nanos();
    if (pauses.size() >= MOST_KEYS) {
      pauses.values().removeIf(pause -> pause.end() - now <= 0);
    }
    if (pauses.size() < MOST_KEYS || pauses.containsKey(key)) {
      pauses.compute(key, (k, last) -> pause(now, last == null ? first : 2 * last.length()));
    }
    long due = nextNote.get();
    return due - now <= 0 && nextNote.compareAndSet(due, now + first);
  }

  private Pause pause(long now, long length) {
    long bounded = Math.min(length, LONGEST * first);
    return new Pause(bounded, now + bounded);
  }

  /** Notes that a load succeeded. */
  public void succeeded(K key) {
    if (!pauses.isEmpty()) {
      pauses.remove(key);
    }
  }
}

package org.entresol.queue;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The place of one key in a queue of the heap, with the last write of it. A place that has ended
 * takes no more writes. Thread-safe; when it is due is guarded by the queue.
 *
 * <p>Within a step of the store nobody may wait for a place: whoever has entered one may be waiting
 * for that step.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Waiting<K, V> {

  private final K key;
  private final Lock lock = new ReentrantLock();
  private @Nullable V value;
  private long version;
  private int tries;
  private long since;
  private boolean ended;
  private long due;

  Waiting(K key, @Nullable V value, long since, long due) {
    this.key = key;
    this.value = value;
    this.since = since;
    this.due = due;
  }

  K key() {
    return key;
  }

  /** Keeps everybody else out until {@link #leave}; false when this place has ended. */
  boolean enter() {
    lock.lock();
    return isOpen();
  }

  /** Enters if nobody else is in; false when somebody is, or this place has ended. */
  boolean tryEnter() {
    return lock.tryLock() && isOpen();
  }

  private boolean isOpen() {
    if (ended) {
      lock.unlock();
    }
    return !ended;
  }

  /** Lets others in again. */
  public void leave() {
    lock.unlock();
  }

  /** Takes a newer write in, of who has entered. */
  public void replace(@Nullable V newer) {
    value = newer;
    version++;
    tries = 0;
  }

  /**
   * A write as it was at one moment.
   *
   * @param value what is to be written, or null for a deletion
   */
  record Seen<K, V>(Waiting<K, V> place, @Nullable V value, long version, int tries) {}

  /** The write as it is now. */
  Seen<K, V> see() {
    lock.lock();
    try {
      return new Seen<>(this, value, version, tries);
    } finally {
      lock.unlock();
    }
  }

  /** Ends this place if no newer write has come in since; false if one has. */
  boolean end(Seen<K, V> seen) {
    lock.lock();
    try {
      ended = version == seen.version();
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Notes a try in vain, unless a newer write has come in since. */
  void failed(Seen<K, V> seen) {
    lock.lock();
    try {
      if (version == seen.version()) {
        tries++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Makes the newest write count from now on; for the queue. */
  void beginAnew(long now) {
    since = now;
  }

  /** Since when the source has lacked something of the key; for the queue. */
  long since() {
    return since;
  }

  long due() {
    return due;
  }

  void dueAt(long instant) {
    due = instant;
  }
}

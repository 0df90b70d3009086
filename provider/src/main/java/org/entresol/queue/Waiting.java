package org.entresol.queue;

import org.jspecify.annotations.Nullable;

/**
 * The place of one key in a queue of the heap, with the last write of it. A place that has ended
 * takes no more writes. Thread-safe; the queue's own fields are guarded by the queue.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Waiting<K, V> {

  private final K key;
  private @Nullable V value;
  private long version;
  private int tries;
  private long since;
  private boolean ended;

  /** When it is due, in nanoseconds of the clock; guarded by the queue. */
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

  /** Takes a newer write in; false when this place has ended. */
  synchronized boolean replace(@Nullable V newer) {
    if (ended) {
      return false;
    }
    value = newer;
    version++;
    tries = 0;
    return true;
  }

  /** The write as it is now. */
  synchronized Seen<K, V> see() {
    return new Seen<>(this, value, version, tries);
  }

  /**
   * A write as it was at one moment.
   *
   * @param value what is to be written, or null for a deletion
   */
  record Seen<K, V>(Waiting<K, V> place, @Nullable V value, long version, int tries) {}

  /** Ends this place if no newer write has come in since; false if one has. */
  synchronized boolean end(Seen<K, V> seen) {
    ended = version == seen.version();
    return ended;
  }

  /** Notes a try in vain, unless a newer write has come in since. */
  synchronized void failed(Seen<K, V> seen) {
    if (version == seen.version()) {
      tries++;
    }
  }

  /** Makes the newest write count from now on. */
  synchronized void beginAnew(long now) {
    since = now;
  }

  /** Since when the source has lacked something of the key. */
  synchronized long since() {
    return since;
  }

  long due() {
    return due;
  }

  void dueAt(long instant) {
    due = instant;
  }
}

package org.entresol.queue;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.entresol.queue.Waiting.Seen;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a queue of the heap, one for each key. Bounded. Thread-safe; one thread at a
 * time adds to it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class HeapLetters<K, V> {

  private final int most;
  private final ConcurrentMap<K, Letter<K, V>> letters = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<Long, Letter<K, V>> byNumber = new ConcurrentSkipListMap<>();
  private final AtomicLong burials = new AtomicLong();

  HeapLetters(int most) {
    this.most = most;
  }

  /**
   * One dead letter.
   *
   * @param number tells it from all others, and how many came before it
   * @param seen the write, with all its tries
   * @param buried when it was given up, in milliseconds since the epoch
   * @param error what went wrong at the last try, in words
   */
  record Letter<K, V>(long number, Seen<K, V> seen, long buried, String error) {

    String id() {
      return Long.toString(number);
    }

    K key() {
      return seen.place().key();
    }
  }

  /** Whether a key has a letter, or there is room for one. */
  boolean takes(K key) {
    return letters.size() < most || letters.containsKey(key);
  }

  /**
   * Adds the letter of a write whose last try has failed.
   *
   * @return the one in whose place it is, or null
   */
  @Nullable Letter<K, V> add(Seen<K, V> last, String error) {
    Seen<K, V> seen = new Seen<>(last.place(), last.value(), last.version(), last.tries() + 1);
    Letter<K, V> letter =
        new Letter<>(burials.incrementAndGet(), seen, System.currentTimeMillis(), error);
    return put(letter);
  }

  private @Nullable Letter<K, V> put(Letter<K, V> letter) {
    byNumber.put(letter.number(), letter);
    Letter<K, V> before = letters.put(letter.key(), letter);
    if (before != null) {
      byNumber.remove(before.number());
    }
    return before;
  }

  /** Puts the letter of a key back that was there before, or none. */
  void restore(K key, @Nullable Letter<K, V> before) {
    if (before == null) {
      remove(key);
    } else {
      Letter<K, V> unused = put(before);
    }
  }

  @Nullable Letter<K, V> get(K key) {
    return letters.get(key);
  }

  @Nullable Letter<K, V> find(String id) {
    try {
      return byNumber.get(Long.valueOf(id));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  void remove(K key) {
    Letter<K, V> removed = letters.remove(key);
    if (removed != null) {
      byNumber.remove(removed.number());
    }
  }

  void remove(Letter<K, V> letter) {
    letters.remove(letter.key(), letter);
    byNumber.remove(letter.number());
  }

  int size() {
    return letters.size();
  }

  /** Some letters, the oldest first. */
  List<Letter<K, V>> list(int some) {
    return byNumber.values().stream().limit(some).toList();
  }
}

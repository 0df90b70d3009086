package org.entresol.queue;

import org.jspecify.annotations.Nullable;

/**
 * One write that the source of record has not got yet, as it was when it was asked for.
 *
 * @param key the key; null if its bytes cannot be read
 * @param value what is to be written; null for a deletion, or if its bytes cannot be read
 * @param deletion whether the key is to be deleted
 * @param tries how often it has been tried in vain
 * @param damage why key or value cannot be read; null if they can
 * @param origin what the queue knows it by
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record PendingWrite<K, V>(
    @Nullable K key,
    @Nullable V value,
    boolean deletion,
    int tries,
    @Nullable RuntimeException damage,
    Object origin) {

  /** What to call it in messages: the key, or that it cannot be read. */
  public String name() {
    return (key == null) ? "(a key that cannot be read)" : "'" + key + "'";
  }
}

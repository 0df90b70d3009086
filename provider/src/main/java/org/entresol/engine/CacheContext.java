package org.entresol.engine;

import org.entresol.store.EntryStore;

/**
 * What every part of one cache works with. Thread-safe.
 *
 * @param name the cache's name, for messages
 * @param store where the entries are
 * @param values to and from the cache's own objects
 * @param terms time, expiry, listeners and counters
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record CacheContext<K, V>(
    String name, EntryStore<K, V> store, Values<K, V> values, Terms<K, V> terms) {}

package org.entresol.jcache;

import org.entresol.queue.WriteQueue;
import org.entresol.store.EntryStore;
import org.jspecify.annotations.Nullable;

/**
 * Where a cache keeps its things.
 *
 * @param store the entries
 * @param queue the writes that the source has not got yet, or null where none are left for later
 * @param <K> the type of keys
 * @param <V> the type of values
 */
record Storage<K, V>(EntryStore<K, V> store, @Nullable WriteQueue<K, V> queue) {}

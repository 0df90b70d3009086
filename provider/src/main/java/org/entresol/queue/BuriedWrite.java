package org.entresol.queue;

/**
 * A dead letter: a pending write that was given up after its last try.
 *
 * @param id what it is called by
 * @param write the write
 * @param buriedMillis when it was given up, in milliseconds since the epoch
 * @param error what went wrong at the last try, in words
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record BuriedWrite<K, V>(
    String id, PendingWrite<K, V> write, long buriedMillis, String error) {}

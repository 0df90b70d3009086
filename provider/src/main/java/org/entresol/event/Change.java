package org.entresol.event;

import java.util.Iterator;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one entry, on its way to the listeners.
 *
 * <p>Holds the cache's own objects; each listener is given copies. What synchronous listeners threw
 * is kept here for the thread whose operation it was, whichever thread delivered it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Change<K, V> {

  private final EventType type;
  private final K key;
  private final @Nullable V oldValue;
  private final @Nullable V newValue;
  private @Nullable CacheEntryListenerException failure;
  private @Nullable Iterator<? extends Recipient<K, V>> untold;
  private volatile boolean ready;
  private boolean delivered;

  /** Whoever is told of changes. */
  interface Recipient<K, V> {

    /** Whether it has been told when the operation returns. */
    boolean isSynchronous();

    /** Whether it has a method for a change of this type. */
    boolean listensTo(Change<K, V> change);

    /**
     * Tells it, if its filter lets the event through.
     *
     * @throws CacheEntryListenerException when it or its filter throws
     */
    void deliver(Change<K, V> change);
  }

  private Change(EventType type, K key, @Nullable V oldValue, @Nullable V newValue) {
    this.type = type;
    this.key = key;
    this.oldValue = oldValue;
    this.newValue = newValue;
  }

  /** An entry came into being. */
  public static <K, V> Change<K, V> created(K key, V value) {
    return new Change<>(EventType.CREATED, key, null, value);
  }

  /** An entry's value was replaced. */
  public static <K, V> Change<K, V> updated(K key, V oldValue, V value) {
    return new Change<>(EventType.UPDATED, key, oldValue, value);
  }

  /** An entry was removed. */
  public static <K, V> Change<K, V> removed(K key, V value) {
    return new Change<>(EventType.REMOVED, key, value, null);
  }

  /** What happened to an entry between two values; null if there was and is none. */
  public static <K, V> @Nullable Change<K, V> between(
      K key, @Nullable V before, @Nullable V after) {
    if (before == null) {
      return (after == null) ? null : created(key, after);
    }
    return (after == null) ? removed(key, before) : updated(key, before, after);
  }

  /** An entry was found to be past its time. */
  public static <K, V> Change<K, V> expired(K key, V value) {
    return new Change<>(EventType.EXPIRED, key, value, null);
  }

  EventType type() {
    return type;
  }

  K key() {
    return key;
  }

  @Nullable V oldValue() {
    return oldValue;
  }

  @Nullable V newValue() {
    return newValue;
  }

  /** Whether the step that made it is over, so that any thread may deliver it. */
  boolean isReady() {
    return ready;
  }

  void markReady() {
    ready = true;
  }

  /** Whether the listeners have been told; known to the thread whose turn it is. */
  boolean isDelivered() {
    return delivered;
  }

  void markDelivered() {
    delivered = true;
  }

  /** The listeners that have not been told yet; null before the first one is. */
  @Nullable Iterator<? extends Recipient<K, V>> untold() {
    return untold;
  }

  void tellTo(Iterator<? extends Recipient<K, V>> listeners) {
    untold = listeners;
  }

  @Nullable CacheEntryListenerException failure() {
    return failure;
  }

  /** Keeps what a synchronous listener threw; the first one leads, others are added to it. */
  void failed(CacheEntryListenerException exception) {
    if (failure == null) {
      failure = exception;
    } else {
      failure.addSuppressed(exception);
    }
  }
}

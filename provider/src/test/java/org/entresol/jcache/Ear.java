package org.entresol.jcache;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A listener to everything, which remembers what it heard and then calls a hook, which may throw.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Ear<K, V>
    implements CacheEntryCreatedListener<K, V>,
        CacheEntryUpdatedListener<K, V>,
        CacheEntryRemovedListener<K, V>,
        CacheEntryExpiredListener<K, V> {
  private final Queue<Heard<K, V>> heard = new ConcurrentLinkedQueue<>();
  private final Consumer<Heard<K, V>> then;

  /** A listener with a hook. */
  public Ear(Consumer<Heard<K, V>> then) {
    this.then = then;
  }

  /** A listener that just listens. */
  public Ear() {
    this(event -> {});
  }

  /**
   * One event.
   *
   * @param <K> the type of keys
   * @param <V> the type of values
   */
  public record Heard<K, V>(EventType type, K key, @Nullable V oldValue, @Nullable V value) {}

  /** What was heard so far, in order. */
  public List<Heard<K, V>> heard() {
    return List.copyOf(heard);
  }

  /** What was heard so far of one key, in order. */
  public List<Heard<K, V>> heardOf(K key) {
    return heard.stream().filter(event -> event.key().equals(key)).toList();
  }

  /** The types of what was heard so far, in order. */
  public List<EventType> types() {
    return heard.stream().map(Heard::type).toList();
  }

  @Override
  public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::hear);
  }

  @Override
  public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::hear);
  }

  @Override
  public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::hear);
  }

  @Override
  public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
    events.forEach(this::hear);
  }

  private void hear(CacheEntryEvent<? extends K, ? extends V> event) {
    Heard<K, V> what =
        new Heard<>(event.getEventType(), event.getKey(), event.getOldValue(), event.getValue());
    heard.add(what);
    then.accept(what);
  }
}

package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.entresol.EntresolCache;
import org.entresol.engine.Engine;
import org.entresol.engine.Reads;
import org.entresol.engine.Writes;
import org.jspecify.annotations.Nullable;

/**
 * The operations on entries that JCache prescribes, as users call them.
 *
 * <p>It only guards (closed? null? of the configured type?) and hands on; what an operation means
 * is in {@code org.entresol.engine}. Every method throws {@link IllegalStateException} once the
 * cache is closed, {@link NullPointerException} for a null that the specification does not allow,
 * and {@link ClassCastException} for what is not of the configured type. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
abstract class CacheOperations<K, V> implements EntresolCache<K, V> {

  final Engine<K, V> engine;
  final Types<K, V> types;
  private final String name;
  private final Reads<K, V> reads;
  private final Writes<K, V> writes;
  private volatile boolean closed;

  CacheOperations(String name, Engine<K, V> engine, Configuration<K, V> configuration) {
    this.name = name;
    this.engine = engine;
    this.reads = engine.reads();
    this.writes = engine.writes();
    this.types = new Types<>(name, configuration.getKeyType(), configuration.getValueType());
  }

  // ---- reads

  @Override
  public @Nullable V get(K key) {
    requireOpen();
    return reads.get(requireNonNull(key, "key"));
  }

  @Override
  public Map<K, V> getAll(Set<? extends K> keys) {
    requireOpen();
    return reads.getAll(types.keys(keys));
  }

  @Override
  public boolean containsKey(K key) {
    requireOpen();
    return reads.containsKey(requireNonNull(key, "key"));
  }

  @Override
  public Iterator<Entry<K, V>> iterator() {
    requireOpen();
    return new EntresolIterator<>(engine.iterator(), this::requireOpen);
  }

  // ---- writes

  @Override
  public void put(K key, V value) {
    requireOpen();
    writes.put(types.key(key), types.value(value));
  }

  @Override
  public @Nullable V getAndPut(K key, V value) {
    requireOpen();
    return writes.getAndPut(types.key(key), types.value(value));
  }

  @Override
  public void putAll(Map<? extends K, ? extends V> map) {
    requireOpen();
    map.forEach(
        (key, value) -> {
          types.key(key);
          types.value(value);
        });
    engine.bulkWrites().putAll(map);
  }

  @Override
  public boolean putIfAbsent(K key, V value) {
    requireOpen();
    return writes.putIfAbsent(types.key(key), types.value(value));
  }

  @Override
  public boolean replace(K key, V value) {
    requireOpen();
    return writes.replace(types.key(key), types.value(value));
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    requireOpen();
    return writes.replace(types.key(key), types.value(oldValue), types.value(newValue));
  }

  @Override
  public @Nullable V getAndReplace(K key, V value) {
    requireOpen();
    return writes.getAndReplace(types.key(key), types.value(value));
  }

  @Override
  public boolean remove(K key) {
    requireOpen();
    return writes.remove(types.key(key));
  }

  @Override
  public boolean remove(K key, V oldValue) {
    requireOpen();
    return writes.remove(types.key(key), types.value(oldValue));
  }

  @Override
  public @Nullable V getAndRemove(K key) {
    requireOpen();
    return writes.getAndRemove(types.key(key));
  }

  @Override
  public void removeAll(Set<? extends K> keys) {
    requireOpen();
    engine.bulkWrites().removeAll(types.keys(keys));
  }

  @Override
  public void removeAll() {
    requireOpen();
    engine.bulkWrites().removeAll();
  }

  @Override
  public void clear() {
    requireOpen();
    engine.clear();
  }

  // ---- processors and loading

  @Override
  public <T> T invoke(K key, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    requireOpen();
    requireNonNull(processor, "processor");
    return engine.processors().invoke(types.key(key), processor, arguments);
  }

  @Override
  public <T> Map<K, EntryProcessorResult<T>> invokeAll(
      Set<? extends K> keys, EntryProcessor<K, V, T> processor, @Nullable Object... arguments) {
    requireOpen();
    requireNonNull(processor, "processor");
    return engine.processors().invokeAll(types.keys(keys), processor, arguments);
  }

  @Override
  public void loadAll(
      Set<? extends K> keys, boolean replaceExisting, @Nullable CompletionListener listener) {
    requireOpen();
    engine.loadAll(types.keys(keys), replaceExisting, listener);
  }

  // ---- the door

  @Override
  public final String getName() {
    return name;
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  final void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The cache '" + name + "' is closed");
    }
  }

  /** Closes the door; true for the one caller that has to clear up behind it. */
  final synchronized boolean beginClosing() {
    boolean first = !closed;
    closed = true;
    return first;
  }
}

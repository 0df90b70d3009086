package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.entresol.DeadLetters;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.KeyDescription;
import org.entresol.PutOptions;
import org.entresol.engine.Engine;
import org.entresol.engine.Reads;
import org.entresol.engine.Writes;
import org.entresol.store.KeyPattern;
import org.entresol.tier.Volume;
import org.jspecify.annotations.Nullable;

/**
 * What users hold of a cache.
 *
 * <p>It only guards (closed? null? of the configured type?) and hands on; what an operation means
 * is in {@code org.entresol.engine}. Every method throws {@link IllegalStateException} once the
 * cache is closed, {@link NullPointerException} for a null that the specification does not allow,
 * and {@link ClassCastException} for what is not of the configured type. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class CacheFacade<K, V> implements EntresolCache<K, V> {

  private final ManagerFacade manager;
  private final String name;
  private final Engine<K, V> engine;
  private final Reads<K, V> reads;
  private final Writes<K, V> writes;
  private final CacheAdministration<K, V> administration;
  private final Types<K, V> types;
  private volatile boolean closed;

  CacheFacade(
      ManagerFacade manager,
      String name,
      Engine<K, V> engine,
      CacheAdministration<K, V> administration) {
    this.manager = manager;
    this.name = name;
    this.engine = engine;
    this.reads = engine.reads();
    this.writes = engine.writes();
    this.administration = administration;
    this.types =
        new Types<>(
            name,
            administration.configuration().getKeyType(),
            administration.configuration().getValueType());
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

  // ---- listeners, configuration, life cycle

  @Override
  public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    requireOpen();
    administration.register(requireNonNull(configuration, "configuration"), this);
  }

  @Override
  public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
    requireOpen();
    administration.deregister(requireNonNull(configuration, "configuration"));
  }

  @Override
  public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
    return Unwrapping.unwrap(type, administration.configuration());
  }

  @Override
  public @Nullable V getFresh(K key) {
    requireOpen();
    return reads.getFresh(types.key(key));
  }

  @Override
  public void invalidate(K key) {
    requireOpen();
    writes.invalidate(types.key(key));
  }

  @Override
  public void invalidateAll(Set<? extends K> keys) {
    requireOpen();
    engine.bulkWrites().invalidateAll(types.keys(keys));
  }

  @Override
  public void put(K key, V value, PutOptions options) {
    requireOpen();
    writes.put(types.key(key), types.value(value), options);
  }

  @Override
  public void invalidateTags(Collection<String> tags) {
    requireOpen();
    engine.recall(Set.copyOf(tags));
  }

  @Override
  public void invalidatePattern(String pattern) {
    requireOpen();
    engine
        .bulkWrites()
        .invalidateAll(KeyPattern.of(requireNonNull(pattern, "pattern"), types.ofKeys()));
  }

  @Override
  public void invalidateNear(K key) {
    requireOpen();
    engine.store().nearness().drop(types.key(key));
  }

  @Override
  public void invalidateNear() {
    requireOpen();
    engine.store().nearness().dropAll();
  }

  @Override
  public void invalidateNearEverywhere() {
    requireOpen();
    engine.store().nearness().dropEverywhere();
  }

  @Override
  public String token() {
    requireOpen();
    return engine.store().nearness().token();
  }

  @Override
  public void after(String token) {
    requireOpen();
    engine.store().nearness().catchUp(requireNonNull(token, "token"));
  }

  @Override
  public KeyDescription describe(K key) {
    requireOpen();
    return engine.store().describe(types.key(key));
  }

  @Override
  public K keyOf(String text) {
    return TextKeys.read(requireNonNull(text, "text"), types.ofKeys());
  }

  @Override
  public void flush() {
    requireOpen();
    engine.flush();
  }

  @Override
  public DeadLetters<K, V> deadLetters() {
    requireOpen();
    return engine.deadLetters();
  }

  @Override
  public List<String> check() {
    requireOpen();
    Volume volume = engine.store().volume();
    return (volume == null) ? List.of() : volume.check();
  }

  @Override
  public void compact() {
    requireOpen();
    Volume volume = engine.store().volume();
    if (volume != null) {
      volume.compact();
    }
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public EntresolCacheManager getCacheManager() {
    return manager;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    close(false);
  }

  /**
   * Closes this cache and removes what it holds, wherever that is shared.
   *
   * @throws javax.cache.CacheException if it is not removed, because pending writes would be lost
   */
  void destroy() {
    close(true);
  }

  private void close(boolean destroys) {
    if (beginClosing()) {
      manager.end(this, () -> administration.close(destroys));
    }
  }

  /** Closes the door; true for the one caller that has to clear up behind it. */
  private synchronized boolean beginClosing() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  /**
   * This cache, or the native Caffeine cache below it, whose values are Entresol's own entries and
   * which is meant for looking at, not for changing.
   */
  @Override
  public <T> T unwrap(Class<T> type) {
    return Unwrapping.unwrap(
        type,
        this,
        administration.statistics(),
        administration.tiers(),
        engine.store().unwrap(type));
  }

  CacheAdministration<K, V> administration() {
    return administration;
  }

  @Override
  public String toString() {
    return "EntresolCache[" + name + "]";
  }

  // ---- guards

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The cache '" + name + "' is closed");
    }
  }
}

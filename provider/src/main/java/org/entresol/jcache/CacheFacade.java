package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import org.entresol.DeadLetters;
import org.entresol.EntresolCacheManager;
import org.entresol.KeyDescription;
import org.entresol.PutOptions;
import org.entresol.engine.Engine;
import org.entresol.store.KeyPattern;
import org.entresol.tier.Recall;
import org.entresol.tier.Volume;
import org.jspecify.annotations.Nullable;

/**
 * What users hold of a cache: beside the operations of JCache its life, and what Entresol adds.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class CacheFacade<K, V> extends CacheOperations<K, V> {

  private final ManagerFacade manager;
  private final CacheAdministration<K, V> administration;

  CacheFacade(
      ManagerFacade manager,
      String name,
      Engine<K, V> engine,
      CacheAdministration<K, V> administration) {
    super(name, engine, administration.configuration());
    this.manager = manager;
    this.administration = administration;
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
    return engine.reads().getFresh(types.key(key));
  }

  @Override
  public void invalidate(K key) {
    requireOpen();
    engine.writes().invalidate(types.key(key));
  }

  @Override
  public void invalidateAll(Set<? extends K> keys) {
    requireOpen();
    engine.bulkWrites().invalidateAll(types.keys(keys));
  }

  @Override
  public void put(K key, V value, PutOptions options) {
    requireOpen();
    engine.writes().put(types.key(key), types.value(value), options);
  }

  @Override
  public void invalidateTags(Collection<String> tags) {
    requireOpen();
    engine.recall(Set.copyOf(tags), Recall.DROP);
  }

  @Override
  public void expireTags(Collection<String> tags) {
    requireOpen();
    engine.recall(Set.copyOf(tags), Recall.EXPIRE);
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
  public EntresolCacheManager getCacheManager() {
    return manager;
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
        engine.store().loads().horizons(),
        engine.store().unwrap(type));
  }

  CacheAdministration<K, V> administration() {
    return administration;
  }

  @Override
  public String toString() {
    return "EntresolCache[" + getName() + "]";
  }
}

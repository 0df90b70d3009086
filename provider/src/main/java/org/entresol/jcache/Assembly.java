package org.entresol.jcache;

import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.codec.Copiers;
import org.entresol.engine.BulkWrites;
import org.entresol.engine.Engine;
import org.entresol.engine.Loading;
import org.entresol.engine.Processors;
import org.entresol.engine.Reads;
import org.entresol.engine.Terms;
import org.entresol.engine.Values;
import org.entresol.engine.Writes;
import org.entresol.event.EventDispatcher;
import org.entresol.expiry.Expiry;
import org.entresol.source.Loader;
import org.entresol.source.Writer;
import org.entresol.stats.Statistics;
import org.entresol.store.EntryStore;
import org.entresol.store.HeapStore;
import org.entresol.store.Reclaim;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The putting together of one cache from its configuration: the one place where parts are chosen
 * and joined.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Assembly<K, V> {

  private final EntresolConfiguration<K, V> configuration;
  private final ClassLoader classLoader;
  private final TrackedExecutor listeners;
  private final TrackedExecutor loads;
  private final Clock clock;
  private final List<Object> resources = new ArrayList<>();

  Assembly(
      EntresolConfiguration<K, V> configuration,
      ClassLoader classLoader,
      Workers workers,
      Clock clock) {
    this.configuration = configuration;
    this.classLoader = classLoader;
    this.listeners = new TrackedExecutor(workers.listeners());
    this.loads = new TrackedExecutor(workers.loads());
    this.clock = clock;
  }

  /** What runs the cache's own tasks in the background. */
  List<TrackedExecutor> executors() {
    return List.of(listeners, loads);
  }

  /** What users gave to the cache and may want closed with it. */
  List<Object> resources() {
    return resources;
  }

  /**
   * Builds the cache's parts.
   *
   * @throws RuntimeException what a factory of the user's throws; what the others made is closed
   *     then
   */
  Engine<K, V> build() {
    try {
      return join(loader(), writer());
    } catch (RuntimeException | Error e) {
      Resources.closeAll(resources);
      throw e;
    }
  }

  private Engine<K, V> join(@Nullable Loader<K, V> loader, @Nullable Writer<K, V> writer) {
    Copiers copiers =
        configuration.isStoreByValue()
            ? Copiers.byValue(classLoader, configuration.getImmutableTypes())
            : Copiers.byReference();
    boolean weighed = configuration.getHeapBound().measure() == HeapBound.Measure.BYTES;
    Values<K, V> values = new Values<>(copiers, weighed);
    EventDispatcher<K, V> events = new EventDispatcher<>(listeners, values::key, values::value);
    Terms<K, V> terms = new Terms<>(clock, expiry(), events, new Statistics());
    EntryStore<K, V> store =
        new HeapStore<>(configuration.getHeapBound(), reclaim(terms.expiry()), clock, terms);
    Writes<K, V> writes = new Writes<>(store, values, terms, writer);
    BulkWrites<K, V> bulkWrites = new BulkWrites<>(store, values, terms, writes, writer);
    Loading<K, V> loading =
        (loader == null)
            ? null
            : new Loading<>(
                store, values, terms, bulkWrites, loader, loads, configuration.getLoadBatch());
    Loading<K, V> readThrough = configuration.isReadThrough() ? loading : null;
    return new Engine<>(
        store,
        values,
        terms,
        new Reads<>(store, values, terms, writes, readThrough),
        writes,
        bulkWrites,
        new Processors<>(store, values, terms, writes, readThrough, configuration.getValueType()),
        loading);
  }

  private Expiry expiry() {
    ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
    resources.add(policy);
    return Expiry.of(policy);
  }

  private static <K, V> @Nullable Reclaim<K, V> reclaim(Expiry expiry) {
    if (expiry.isEternal()) {
      return null;
    }
    if (expiry.asksUser()) {
      return new Reclaim<>(Reclaim.UNKNOWN_SLIDE);
    }
    return new Reclaim<>(expiry.movesOnAccess() ? expiry.forAccess() : 0);
  }

  private @Nullable Loader<K, V> loader() {
    Factory<CacheLoader<K, V>> factory = configuration.getCacheLoaderFactory();
    if (factory == null) {
      return null;
    }
    CacheLoader<K, V> loader = factory.create();
    resources.add(loader);
    return new Loader<>(loader, configuration.getValueType());
  }

  private @Nullable Writer<K, V> writer() {
    Factory<CacheWriter<? super K, ? super V>> factory = configuration.getCacheWriterFactory();
    if (factory == null) {
      return null;
    }
    CacheWriter<? super K, ? super V> writer = factory.create();
    resources.add(writer);
    return configuration.isWriteThrough() ? new Writer<>(writer) : null;
  }
}

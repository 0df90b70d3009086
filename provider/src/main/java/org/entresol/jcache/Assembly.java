package org.entresol.jcache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.EntresolConfiguration;
import org.entresol.EventScope;
import org.entresol.HeapBound;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.OnFailure;
import org.entresol.TypePattern;
import org.entresol.WriteOrdering;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.Copiers;
import org.entresol.codec.KeyCodec;
import org.entresol.codec.ValueCodec;
import org.entresol.engine.AuthorityException;
import org.entresol.engine.BulkWrites;
import org.entresol.engine.Engine;
import org.entresol.engine.Lasting;
import org.entresol.engine.Loading;
import org.entresol.engine.Processors;
import org.entresol.engine.Reads;
import org.entresol.engine.Terms;
import org.entresol.engine.Values;
import org.entresol.engine.Writes;
import org.entresol.event.EventDispatcher;
import org.entresol.expiry.Expiry;
import org.entresol.guard.LoadLocks;
import org.entresol.source.Loader;
import org.entresol.source.Writer;
import org.entresol.stats.Statistics;
import org.entresol.store.EntryStore;
import org.entresol.store.HeapStore;
import org.entresol.store.Reach;
import org.entresol.store.Reclaim;
import org.entresol.store.TierCodec;
import org.entresol.store.TieredStore;
import org.entresol.store.TieredTerms;
import org.entresol.tier.ByteTier;
import org.entresol.tier.TierException;
import org.entresol.tier.redis.TierOptions;
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

  /** How long a load may take before it has no right to store any more. */
  private static final Duration LOAD_TICKET = Duration.ofMinutes(5);

  /** How many keys may be written on this node alone while Redis is away. */
  private static final int MOST_PENDING = 10_000;

  private final EntresolConfiguration<K, V> configuration;
  private final ClassLoader classLoader;
  private final TrackedExecutor listeners;
  private final TrackedExecutor loads;
  private final Clock clock;
  private final RedisAccess redis;
  private final String name;
  private final List<Object> resources = new ArrayList<>();

  Assembly(
      String name,
      EntresolConfiguration<K, V> configuration,
      ClassLoader classLoader,
      Workers workers,
      RedisAccess redis,
      Clock clock) {
    this.name = name;
    this.redis = redis;
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
    boolean weighed =
        !configuration.getStack().hasRedis()
            && configuration.getHeapBound().measure() == HeapBound.Measure.BYTES;
    Values<K, V> values = new Values<>(copiers, weighed);
    EventDispatcher<K, V> events = new EventDispatcher<>(listeners, values::key, values::value);
    Expiry expiry = expiry();
    Lasting lasting = lasting(expiry, loader);
    Terms<K, V> terms = new Terms<>(clock, expiry, lasting, events, new Statistics());
    TieredStore<K, V> tiered = configuration.getStack().hasRedis() ? tiered(copiers, terms) : null;
    EntryStore<K, V> store =
        (tiered == null)
            ? new HeapStore<>(configuration.getHeapBound(), reclaim(terms), clock, terms)
            : tiered;
    Writes<K, V> writes = new Writes<>(store, values, terms, writer, reach());
    BulkWrites<K, V> bulkWrites = new BulkWrites<>(store, values, terms, writes, writer);
    Loading<K, V> loading =
        (loader == null) ? null : loading(store, values, terms, bulkWrites, loader, guard(tiered));
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

  private Loading<K, V> loading(
      EntryStore<K, V> store,
      Values<K, V> values,
      Terms<K, V> terms,
      BulkWrites<K, V> bulkWrites,
      Loader<K, V> loader,
      LoadLocks<K> locks) {
    int batch = configuration.getLoadBatch();
    return Loading.of(store, values, terms, bulkWrites, loader, locks, load(), batch, loads);
  }

  private LoadLocks<K> guard(@Nullable TieredStore<K, V> tiered) {
    return (tiered != null && configuration.getLoad().guard() == LoadGuard.CLUSTER)
        ? tiered.loadLocks()
        : LoadLocks.none();
  }

  private Lasting lasting(Expiry expiry, @Nullable Loader<K, V> loader) {
    LoadSettings load = load();
    boolean loadsExpire = loader != null && (loader.isTimed() || !load.absent().isZero());
    return new Lasting(expiry.isEternal() && !loadsExpire, load.grace().toNanos());
  }

  /** The settings of loading; nothing is kept for reads through a cache that has none. */
  private LoadSettings load() {
    LoadSettings load = configuration.getLoad();
    boolean reads = configuration.isReadThrough() && configuration.getCacheLoaderFactory() != null;
    return reads
        ? load
        : load.staleWhileRevalidate(Duration.ZERO)
            .staleIfError(Duration.ZERO)
            .absent(Duration.ZERO);
  }

  private TierCodec<K, V> codec(Copiers copiers) {
    AllowedClasses allowed =
        AllowedClasses.of(
            List.of(configuration.getKeyType(), configuration.getValueType()),
            configuration.getAllowedTypes().stream().map(TypePattern::text).toList());
    return new TierCodec<>(
        new KeyCodec<>(classLoader, allowed),
        new ValueCodec(classLoader, allowed, configuration.getImmutableTypes()),
        configuration.getValueType(),
        configuration.getStack().hasHeap() ? copiers : Copiers.byReference(),
        configuration.isStrict());
  }

  private TieredStore<K, V> tiered(Copiers copiers, Terms<K, V> terms) {
    boolean near = configuration.getStack().hasHeap();
    TierCodec<K, V> codec = codec(copiers);
    try {
      boolean told = configuration.getEvents() == EventScope.CLUSTER;
      ByteTier tier =
          redis
              .node()
              .open(
                  name,
                  new TierOptions(
                      configuration.getPartitions(), near || told, told, load().grace()));
      return new TieredStore<>(
          tier,
          codec,
          near ? configuration.getHeapBound() : null,
          reclaim(terms),
          clock,
          new TieredTerms(
              configuration.getHoldLease(),
              configuration.getHoldWait(),
              configuration.getLoad().lease(),
              LOAD_TICKET,
              configuration.getMaxStaleness(),
              configuration.getKeepOnFailure(),
              configuration.getOnFailure() == OnFailure.DEGRADE ? MOST_PENDING : 0),
          Assembly::forUsers,
          told ? terms : null,
          listeners);
    } catch (TierException e) {
      throw new CacheException(e.getMessage(), e);
    }
  }

  private Reach reach() {
    return (configuration.getWriteOrdering() == WriteOrdering.NODE) ? Reach.NODE : Reach.EVERYWHERE;
  }

  private static CacheException forUsers(RuntimeException failure) {
    return (failure instanceof TierException)
        ? new AuthorityException(failure)
        : new CacheException(failure.getMessage(), failure);
  }

  private Expiry expiry() {
    ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
    resources.add(policy);
    return Expiry.of(policy);
  }

  private static <K, V> @Nullable Reclaim<K, V> reclaim(Terms<K, V> terms) {
    Expiry expiry = terms.expiry();
    if (terms.lasting().forEver()) {
      return null;
    }
    if (expiry.asksUser()) {
      return new Reclaim<>(Reclaim.UNKNOWN_SLIDE, terms.lasting().grace());
    }
    return new Reclaim<>(expiry.movesOnAccess() ? expiry.forAccess() : 0, terms.lasting().grace());
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

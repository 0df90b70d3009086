package org.entresol.jcache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.Codec;
import org.entresol.EncryptionKeys;
import org.entresol.EntresolConfiguration;
import org.entresol.HeapBound;
import org.entresol.LoadSettings;
import org.entresol.OwnCodec;
import org.entresol.ProcessorRights;
import org.entresol.TagExtractor;
import org.entresol.Tagged;
import org.entresol.WriteMode;
import org.entresol.WriteOrdering;
import org.entresol.WriteSettings;
import org.entresol.codec.Copiers;
import org.entresol.codec.envelope.Sealing;
import org.entresol.config.AllowPlace;
import org.entresol.engine.AuthorityException;
import org.entresol.engine.BulkWrites;
import org.entresol.engine.CacheContext;
import org.entresol.engine.Engine;
import org.entresol.engine.Processors;
import org.entresol.engine.ReadThrough;
import org.entresol.engine.Reads;
import org.entresol.engine.Rules;
import org.entresol.engine.Tagging;
import org.entresol.engine.Telling;
import org.entresol.engine.Terms;
import org.entresol.engine.Values;
import org.entresol.engine.WriteBehind;
import org.entresol.engine.Writes;
import org.entresol.engine.load.Loading;
import org.entresol.engine.load.Screen;
import org.entresol.engine.load.SourceReader;
import org.entresol.event.EventDispatcher;
import org.entresol.expiry.Expiry;
import org.entresol.queue.HeapQueue;
import org.entresol.queue.WriteQueue;
import org.entresol.recording.Spans;
import org.entresol.source.Batching;
import org.entresol.source.Drainer;
import org.entresol.source.Loader;
import org.entresol.source.Writer;
import org.entresol.stats.Statistics;
import org.entresol.store.Lasting;
import org.entresol.store.Reach;
import org.entresol.store.Reclaim;
import org.entresol.store.heap.HeapStore;
import org.entresol.tier.QueueTerms;
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
  private final AllowPlace allowPlace;
  private final ClassLoader classLoader;
  private final TrackedExecutor listeners;
  private final TrackedExecutor loads;
  private final ThreadFactory writeThreads;
  private final Clock clock;
  private final Spans spans;
  private final TierAccess tiers;
  private final FeedAccess feeds;
  private final String name;
  private final List<Object> resources = new ArrayList<>();

  Assembly(
      String name,
      EntresolConfiguration<K, V> configuration,
      AllowPlace allowPlace,
      Surroundings around) {
    this.name = name;
    this.tiers = around.tiers();
    this.feeds = around.feeds();
    this.configuration = configuration;
    this.allowPlace = allowPlace;
    this.classLoader = around.classLoader();
    this.listeners = new TrackedExecutor(around.workers().listeners());
    this.loads = new TrackedExecutor(around.workers().loads());
    this.writeThreads = around.workers().writes();
    this.clock = around.clock();
    this.spans = around.spans();
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
    Codecs<K> codecs = Codecs.of(name, configuration, classLoader, allowPlace, codec(), sealing());
    Expiry expiry = expiry();
    Values<K, V> values =
        new Values<>(codecs.keyCopiers(), codecs.copiers(), isWeighed(), expiry.most(), tagging());
    EventDispatcher<K, V> events = new EventDispatcher<>(listeners, values::key, values::value);
    Lasting lasting = lasting(expiry, loader);
    boolean behind = writer != null && configuration.getWrite().mode() == WriteMode.BEHIND;
    Terms<K, V> terms =
        new Terms<>(
            clock,
            expiry,
            lasting,
            new Telling<>(events, new Statistics(name, spans)),
            new Rules(expiry, lasting, behind));
    Storage<K, V> storage = storage(codecs, terms, values, behind);
    Writer<K, V> through = behind ? null : writer;
    CacheContext<K, V> context = new CacheContext<>(name, storage.store(), values, terms);
    Writes<K, V> writes = new Writes<>(context, through, reach());
    BulkWrites<K, V> bulkWrites = new BulkWrites<>(context, writes, through);
    ReadThrough<K, V> loading =
        (loader == null) ? null : loading(context, storage.queue(), bulkWrites, loader);
    ReadThrough<K, V> readThrough = configuration.isReadThrough() ? loading : null;
    return new Engine<>(
        context,
        new Reads<>(context, writes, readThrough),
        writes,
        bulkWrites,
        new Processors<>(context, writes, readThrough, configuration.getValueType(), processing()),
        loading,
        behind ? writeBehind(storage, requireNonNull(writer), terms.statistics()) : null);
  }

  /** The tags of entries; null where nothing gives them any. */
  @SuppressWarnings("unchecked") // that it fits the types of the cache is its author's word
  private @Nullable Tagging<K, V> tagging() {
    if (!isTagged()) {
      return null;
    }
    Factory<TagExtractor<?, ?>> factory = configuration.getTagsExtractorFactory();
    TagExtractor<K, V> extractor = null;
    if (factory != null) {
      extractor = (TagExtractor<K, V>) factory.create();
      resources.add(extractor);
    }
    return new Tagging<>(extractor, configuration.getTagsKeySegments());
  }

  private boolean isTagged() {
    return configuration.isTagsExplicit()
        || configuration.getTagsExtractorFactory() != null
        || configuration.getTagsKeySegments() != null
        || Tagged.class.isAssignableFrom(configuration.getValueType());
  }

  private boolean isWeighed() {
    return !configuration.getStack().isShared()
        && configuration.getHeapBound().measure() == HeapBound.Measure.BYTES;
  }

  private Storage<K, V> storage(
      Codecs<K> codecs, Terms<K, V> terms, Values<K, V> values, boolean behind) {
    if (configuration.getStack().isShared()) {
      return new TierAssembly<>(name, configuration, codecs, tiers, clock, listeners, classLoader)
          .build(terms, reclaim(terms), load().grace(), behind);
    }
    HeapQueue<K, V> queue = behind ? heapQueue(values) : null;
    return new Storage<>(heap(codecs.copiers(), terms, queue), queue);
  }

  /** Where values have nothing beside them, there is no need of entries. */
  private HeapStore<K, V> heap(
      Copiers copiers, Terms<K, V> terms, @Nullable HeapQueue<K, V> queue) {
    HeapBound bound = configuration.getHeapBound();
    UnaryOperator<RuntimeException> forUsers = AuthorityException::forUsers;
    boolean bare =
        terms.lasting().forEver()
            && bound.measure() == HeapBound.Measure.ENTRIES
            && copiers.sharesAll(configuration.getValueType());
    return bare
        ? HeapStore.ofValues(bound.limit(), clock, terms.telling(), queue, forUsers)
        : HeapStore.of(bound, reclaim(terms), clock, terms.telling(), queue, isTagged(), forUsers);
  }

  private HeapQueue<K, V> heapQueue(Values<K, V> values) {
    WriteSettings write = configuration.getWrite();
    return new HeapQueue<>(
        clock,
        new QueueTerms(write.delay(), write.maxPending()),
        write.batch(),
        write.waitTime(),
        values::key,
        values::value,
        AuthorityException::forUsers);
  }

  private WriteBehind<K, V> writeBehind(
      Storage<K, V> storage, Writer<K, V> writer, Statistics statistics) {
    WriteQueue<K, V> queue = requireNonNull(storage.queue());
    WriteSettings settings = configuration.getWrite();
    return new WriteBehind<>(
        storage.store(),
        queue,
        new Drainer<>(
            name,
            queue,
            new Batching<>(name, queue, writer, settings, statistics),
            settings,
            clock,
            writeThreads));
  }

  private ReadThrough<K, V> loading(
      CacheContext<K, V> context,
      @Nullable WriteQueue<K, V> queue,
      BulkWrites<K, V> bulkWrites,
      Loader<K, V> loader) {
    return new Loading<>(
        context,
        bulkWrites,
        new SourceReader<>(loader, queue, context.values(), context.terms(), screen(context)),
        load(),
        configuration.getLoadBatch(),
        loads,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * What keeps loads from being stored that read too early; null where nothing is asked of them.
   */
  private @Nullable Screen<K> screen(CacheContext<K, V> context) {
    BiPredicate<@Nullable String, String> reaches = feeds.reaching(name, configuration);
    return (reaches == null)
        ? null
        : new Screen<>(context.store().loads().horizons(), reaches, context.terms().statistics());
  }

  private Lasting lasting(Expiry expiry, @Nullable Loader<K, V> loader) {
    LoadSettings load = load();
    boolean loadsExpire = loader != null && (loader.isTimed() || !load.absent().isZero());
    // What has tags may be told to expire.
    boolean forEver = expiry.isEternal() && !loadsExpire && !isTagged();
    return new Lasting(forEver, load.grace().toNanos());
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

  private Reach reach() {
    return (configuration.getWriteOrdering() == WriteOrdering.NODE) ? Reach.NODE : Reach.EVERYWHERE;
  }

  private Reach processing() {
    return (configuration.getProcessors() == ProcessorRights.OPTIMISTIC)
        ? Reach.OPTIMISTIC
        : Reach.EVERYWHERE;
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
      return new Reclaim<>(Reclaim.UNKNOWN_SLIDE, terms.lasting());
    }
    return new Reclaim<>(expiry.movesOnAccess() ? expiry.forAccess() : 0, terms.lasting());
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

  private @Nullable Codec<?> codec() {
    if (configuration.getCodec() instanceof OwnCodec own) {
      Codec<?> codec = own.factory().create();
      resources.add(codec);
      return codec;
    }
    return null;
  }

  private @Nullable Sealing sealing() {
    Factory<EncryptionKeys> factory = configuration.getEncryptionKeys();
    if (factory == null) {
      return null;
    }
    EncryptionKeys keys = factory.create();
    resources.add(keys);
    OptionalInt version = configuration.getVersion();
    return Sealing.of(
        keys,
        configuration.getPlaintext(),
        tiers.namespace(),
        name,
        version.isPresent() ? String.valueOf(version.getAsInt()) : "");
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

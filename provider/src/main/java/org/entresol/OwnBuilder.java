package org.entresol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;
import org.entresol.config.model.Said;
import org.entresol.config.model.Setting;

/**
 * Collects what JCache does not know. Ranges and combinations are checked when the configuration is
 * built.
 *
 * @param <B> the whole builder
 */
abstract class OwnBuilder<B extends OwnBuilder<B>> {

  /** Where the settings go. */
  abstract Settings<?, ?> settings();

  /** This builder. */
  abstract B self();

  /**
   * The value of any of {@link EntresolConfiguration#settings()}.
   *
   * @param setting which one
   * @param value its value
   */
  public <T> B set(Setting<T> setting, T value) {
    settings().own = settings().own.with(setting, value);
    return self();
  }

  /** The stack of the cache. */
  public B stack(Stack value) {
    return set(CacheSettings.STACK, value);
  }

  /** The bound of the heap tier. */
  public B heap(HeapBound bound) {
    return replace(
        CacheSettings.BOUND,
        Said.NOTHING.with(
            switch (requireNonNull(bound, "heap").measure()) {
              case ENTRIES -> CacheSettings.MAX_ENTRIES;
              case BYTES -> CacheSettings.MAX_BYTES;
            },
            bound.limit()));
  }

  /**
   * How long entries of the heap are served while no connection to Redis works, from a millisecond
   * on; only on {@link Stack#HEAP_REDIS}.
   */
  public B maxStaleness(Duration span) {
    return set(CacheSettings.MAX_STALENESS, span);
  }

  /**
   * How long a value that was loaded while Redis was away stays in the heap, zero for not at all;
   * only on {@link Stack#HEAP_REDIS}.
   */
  public B keepOnFailure(Duration span) {
    return set(CacheSettings.KEEP_ON_FAILURE, span);
  }

  /** All classes whose instances never change, so that they need no copy; replaces earlier. */
  public B immutable(Class<?>... types) {
    return set(
        CacheSettings.IMMUTABLE,
        Arrays.stream(types).map(Class::getName).collect(Collectors.toSet()));
  }

  /** The most keys handed to one {@link CacheLoader#loadAll}, at least 1. */
  public B loadBatch(int keys) {
    return set(CacheSettings.LOAD_BATCH, keys);
  }

  /**
   * Changes how the cache loads and how fresh its values are: {@code load(it ->
   * it.staleIfError(Duration.ofHours(1)).refreshAhead(1.0))}. Builds on what was said before.
   *
   * @param change is given the settings so far and gives the new ones
   */
  public B load(UnaryOperator<LoadSettings> change) {
    LoadSettings changed = change.apply(LoadSettings.in(settings().own));
    return replace(CacheSettings.LOAD, requireNonNull(changed, "load").said());
  }

  /**
   * The parts the cache is cut into in Redis, from 1 to 16,384; only on {@link Stack#isShared()
   * shared} stacks.
   */
  public B partitions(int count) {
    return set(CacheSettings.PARTITIONS, count);
  }

  /**
   * The version of what the cache holds, from 1 on: caches of one name and several versions have
   * nothing in common. Only on {@link Stack#isShared() shared} stacks.
   */
  public B version(int number) {
    return set(CacheSettings.VERSION, number);
  }

  /**
   * All classes that may lie in Redis beside those that always may, as {@link TypePattern} writes
   * them; replaces earlier. Only on {@link Stack#isShared() shared} stacks.
   *
   * @throws IllegalArgumentException if a pattern has no allowed form
   */
  public B allow(String... patterns) {
    return set(
        CacheSettings.ALLOW,
        Arrays.stream(patterns).map(TypePattern::new).collect(Collectors.toSet()));
  }

  /**
   * The libraries whose classes may lie in Redis where they are on the class path; none for none,
   * all there are by default. Only on {@link Stack#isShared() shared} stacks.
   */
  public B presets(Preset... presets) {
    return set(CacheSettings.PRESETS, Set.of(presets));
  }

  /**
   * All fields that are no part of keys, such as a hash that was computed once, each behind the
   * name of its class: {@code com.acme.Key.hash}; replaces earlier. Only on {@link Stack#isShared()
   * shared} stacks.
   */
  public B ignoreInKeys(String... fields) {
    return set(CacheSettings.KEYS_IGNORE, Set.of(fields));
  }

  /**
   * What classes are called by now, by the binary names they have in entries that were written
   * before they moved; those nested in them have moved with them. Replaces earlier. Only on {@link
   * Stack#isShared() shared} stacks.
   */
  public B renamed(Map<String, Class<?>> classes) {
    return set(
        CacheSettings.RENAMED,
        classes.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, moved -> moved.getValue().getName())));
  }

  /**
   * Whether bytes of Redis that cannot be decoded are a {@link javax.cache.CacheException} and not
   * a miss; only on {@link Stack#isShared() shared} stacks.
   */
  public B strict(boolean throwing) {
    return set(CacheSettings.STRICT, throwing);
  }

  /**
   * The most bytes that a value may have in Redis, from 1 on; a larger one is refused. Only on
   * {@link Stack#isShared() shared} stacks.
   */
  public B maxValueBytes(long bytes) {
    return set(CacheSettings.MAX_VALUE_BYTES, bytes);
  }

  /**
   * The way in which values become bytes; one for all nodes of the cache. Others than {@link
   * ShippedCodec#KRYO} only on {@link Stack#isShared() shared} stacks.
   */
  public B codec(CodecChoice choice) {
    return set(CacheSettings.CODEC, choice);
  }

  /**
   * A way of the user's in which values become bytes.
   *
   * @param factory makes it, once for each cache; it is closed with the cache if it is {@link
   *     AutoCloseable}
   */
  public B codec(Factory<? extends Codec<?>> factory) {
    return codec(new OwnCodec(factory));
  }

  /** How large values are compressed; only on {@link Stack#isShared() shared} stacks. */
  public B compress(Compression way) {
    return set(CacheSettings.COMPRESS, way);
  }

  /**
   * The bytes that a value must have more of to be compressed, from 1 on; only on {@link
   * Stack#isShared() shared} stacks.
   */
  public B compressOver(long bytes) {
    return set(CacheSettings.COMPRESS_OVER, bytes);
  }

  /**
   * What makes the keys by which values are encrypted; only on {@link Stack#isShared() shared}
   * stacks. The keys are made once for the cache, and closed with it if they are {@link
   * AutoCloseable}.
   */
  @SuppressWarnings("unchecked") // a factory only produces: one of a subtype is one of the type
  public B encrypt(Factory<? extends EncryptionKeys> keys) {
    return set(CacheSettings.ENCRYPT_KEYS, (Factory<EncryptionKeys>) keys);
  }

  /**
   * What becomes of values that are not encrypted, as those that were written before the cache had
   * keys; only on {@link Stack#isShared() shared} stacks.
   */
  public B plaintext(Plaintext choice) {
    return set(CacheSettings.ENCRYPT_PLAINTEXT, choice);
  }

  /**
   * What says the tags of each entry, in place of another.
   *
   * @param factory makes it, once for each cache
   */
  @SuppressWarnings("unchecked") // a factory only gives
  public B tagsExtractor(Factory<? extends TagExtractor<?, ?>> factory) {
    return set(CacheSettings.TAGS_EXTRACTOR, (Factory<TagExtractor<?, ?>>) factory);
  }

  /**
   * What lies between the segments of keys, each beginning of which is then a tag: with {@code ":"}
   * the entry of {@code user:42:cart} has the tags {@code user} and {@code user:42}.
   */
  public B tagsOfKeySegments(String separator) {
    return set(CacheSettings.TAGS_KEY_SEGMENTS, separator);
  }

  /** Whether single puts may say tags, where no other setting of tags does so already. */
  public B tagsExplicit(boolean allowed) {
    return set(CacheSettings.TAGS_EXPLICIT, allowed);
  }

  /**
   * Whose operations listeners hear of; those of all nodes only on {@link Stack#isShared() shared}
   * stacks.
   */
  public B events(EventScope scope) {
    return set(CacheSettings.EVENTS, scope);
  }

  /**
   * How many announced changes are looked into in a second, at most, to see whether all nodes have
   * heard of them in time, from 0 to 1,000; only on {@link Stack#HEAP_REDIS}.
   */
  public B auditSample(int perSecond) {
    return set(CacheSettings.AUDIT_SAMPLE, perSecond);
  }

  /**
   * What becomes of operations while Redis is away; {@link OnFailure#DEGRADE} only on {@link
   * Stack#HEAP_REDIS}.
   */
  public B onFailure(OnFailure choice) {
    return set(CacheSettings.ON_FAILURE, choice);
  }

  /**
   * How long the hold on a key outlives a node that died, from 100 milliseconds on; only on {@link
   * Stack#isShared() shared} stacks.
   */
  public B holdLease(Duration span) {
    return set(CacheSettings.HOLD_LEASE, span);
  }

  /**
   * How long an operation waits for a key that another node holds before it throws, zero for not at
   * all; only on {@link Stack#isShared() shared} stacks.
   */
  public B holdWait(Duration span) {
    return set(CacheSettings.HOLD_WAIT, span);
  }

  /**
   * By which right entry processors work; optimistic ones only on {@link Stack#isShared() shared}
   * stacks, on others each is alone with its key in any case.
   */
  public B processors(ProcessorRights rights) {
    return set(CacheSettings.PROCESSORS, rights);
  }

  /**
   * Where writers keep the order of each key; that of all nodes only on {@link Stack#isShared()
   * shared} stacks.
   */
  public B writeOrdering(WriteOrdering ordering) {
    return set(CacheSettings.WRITE_ORDERING, ordering);
  }

  /**
   * Changes when and how the writer is called: {@code write(it -> it.mode(WriteMode.BEHIND))}.
   * Builds on what was said before. {@link WriteMode#BEHIND} goes with a writer and write-through
   * switched on only.
   *
   * @param change is given the settings so far and gives the new ones
   */
  public B write(UnaryOperator<WriteSettings> change) {
    WriteSettings changed = change.apply(WriteSettings.in(settings().own));
    return replace(CacheSettings.WRITE, requireNonNull(changed, "write").said());
  }

  private B replace(List<Setting<?>> some, Said by) {
    settings().own = settings().own.replaced(some, by);
    return self();
  }
}

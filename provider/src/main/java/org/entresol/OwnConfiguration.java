package org.entresol;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;
import org.entresol.config.model.Said;
import org.entresol.config.model.Setting;
import org.jspecify.annotations.Nullable;

/** The part of a configuration that JCache does not know. */
abstract class OwnConfiguration {
  /** What is said. */
  abstract Said own();

  /**
   * What was said about any of {@link EntresolConfiguration#settings()}, or null where its default
   * holds.
   */
  public <T> @Nullable T said(Setting<T> setting) {
    return own().about(setting);
  }

  /**
   * The stack of the cache; {@link Stack#HEAP} by default. In a manager that has a Redis, a cache
   * about which nothing is said gets {@link Stack#HEAP_REDIS} when it is made.
   */
  public Stack getStack() {
    return own().get(CacheSettings.STACK);
  }

  /** Whether the stack was said here, so that no configuration file may choose it. */
  public boolean isStackChosen() {
    return own().about(CacheSettings.STACK) != null;
  }

  /** The bound of the heap tier; {@link HeapBound#DEFAULT} by default. */
  public HeapBound getHeapBound() {
    Long bytes = own().about(CacheSettings.MAX_BYTES);
    return bytes == null
        ? HeapBound.entries(own().get(CacheSettings.MAX_ENTRIES))
        : HeapBound.bytes(bytes);
  }

  /**
   * How long entries of the heap are served while no connection to Redis works; 30 seconds by
   * default. Of meaning on {@link Stack#HEAP_REDIS} only.
   */
  public Duration getMaxStaleness() {
    return own().get(CacheSettings.MAX_STALENESS);
  }

  /**
   * How long a value that was loaded while Redis was away stays in the heap, zero for not at all; 5
   * seconds by default. Of meaning on {@link Stack#HEAP_REDIS} only.
   */
  public Duration getKeepOnFailure() {
    return own().get(CacheSettings.KEEP_ON_FAILURE);
  }

  /**
   * The binary names of the classes that the user declares immutable, so that their instances are
   * not copied; empty by default. A set that cannot be changed.
   */
  public Set<String> getImmutableTypes() {
    return own().get(CacheSettings.IMMUTABLE);
  }

  /**
   * The most keys handed to one {@link CacheLoader#loadAll}; {@value
   * EntresolConfiguration#DEFAULT_LOAD_BATCH} by default, the longest list of values that all
   * common databases take in one statement.
   */
  public int getLoadBatch() {
    return own().get(CacheSettings.LOAD_BATCH);
  }

  /**
   * How many announced changes are looked into in a second, at most, to see whether all nodes have
   * heard of them in time; none by default. Of meaning on {@link Stack#HEAP_REDIS} only.
   */
  public int getAuditSample() {
    return own().get(CacheSettings.AUDIT_SAMPLE);
  }

  /** How the cache loads and how fresh its values are; {@link LoadSettings#DEFAULT} by default. */
  public LoadSettings getLoad() {
    return LoadSettings.in(own());
  }

  /**
   * The parts the cache is cut into in Redis, from 1 to 16,384; by default the tier chooses when
   * the cache is first made.
   */
  public OptionalInt getPartitions() {
    Integer said = own().about(CacheSettings.PARTITIONS);
    return said == null ? OptionalInt.empty() : OptionalInt.of(said);
  }

  /**
   * The version of what the cache holds, from 1 on, which is part of its name in Redis; none by
   * default.
   */
  public OptionalInt getVersion() {
    Integer said = own().about(CacheSettings.VERSION);
    return said == null ? OptionalInt.empty() : OptionalInt.of(said);
  }

  /**
   * The classes that may lie in Redis, beside values of the JDK and the types of keys and values
   * with their packages; none by default. A set that cannot be changed.
   */
  public Set<TypePattern> getAllowedTypes() {
    return own().get(CacheSettings.ALLOW);
  }

  /**
   * The libraries whose classes may lie in Redis where they are on the class path; all there are by
   * default. A set that cannot be changed.
   */
  public Set<Preset> getPresets() {
    return own().get(CacheSettings.PRESETS);
  }

  /**
   * The fields that are no part of keys, each behind the name of its class; none by default, beside
   * those that presets know. A set that cannot be changed.
   */
  public Set<String> getIgnoredKeyFields() {
    return own().get(CacheSettings.KEYS_IGNORE);
  }

  /**
   * The binary names that classes have by now, by those that they have in entries which were
   * written before they moved; none by default. A map that cannot be changed.
   */
  public Map<String, String> getRenamed() {
    return own().get(CacheSettings.RENAMED);
  }

  /**
   * Whether bytes of Redis that cannot be decoded are a {@link javax.cache.CacheException} and not
   * a miss; {@code false} by default.
   */
  public boolean isStrict() {
    return own().get(CacheSettings.STRICT);
  }

  /** The most bytes that a value may have in Redis; a megabyte by default. */
  public long getMaxValueBytes() {
    return own().get(CacheSettings.MAX_VALUE_BYTES);
  }

  /**
   * The way in which values become bytes on shared stacks; {@link ShippedCodec#KRYO} by default.
   */
  public CodecChoice getCodec() {
    return own().get(CacheSettings.CODEC);
  }

  /** How large values are compressed on shared stacks; {@link Compression#NONE} by default. */
  public Compression getCompression() {
    return own().get(CacheSettings.COMPRESS);
  }

  /** The bytes that a value must have more of to be compressed; a kilobyte by default. */
  public long getCompressionOver() {
    return own().get(CacheSettings.COMPRESS_OVER);
  }

  /**
   * What makes the keys by which values are encrypted on shared stacks; null if they are not, as by
   * default.
   */
  public @Nullable Factory<EncryptionKeys> getEncryptionKeys() {
    return own().about(CacheSettings.ENCRYPT_KEYS);
  }

  /**
   * What becomes of values that are not encrypted in a cache with keys; {@link Plaintext#REFUSE} by
   * default.
   */
  public Plaintext getPlaintext() {
    return own().get(CacheSettings.ENCRYPT_PLAINTEXT);
  }

  /** What makes that which says the tags of each entry; null, for nothing, by default. */
  public @Nullable Factory<TagExtractor<?, ?>> getTagsExtractorFactory() {
    return own().about(CacheSettings.TAGS_EXTRACTOR);
  }

  /**
   * What lies between the segments of keys, each beginning of which is a tag; null, for no such
   * tags, by default.
   */
  public @Nullable String getTagsKeySegments() {
    return own().about(CacheSettings.TAGS_KEY_SEGMENTS);
  }

  /** Whether single puts may say tags, where no other setting does so; {@code false} by default. */
  public boolean isTagsExplicit() {
    return own().get(CacheSettings.TAGS_EXPLICIT);
  }

  /** Whose operations listeners hear of; {@link EventScope#LOCAL} by default. */
  public EventScope getEvents() {
    return own().get(CacheSettings.EVENTS);
  }

  /** What becomes of operations while Redis is away; {@link OnFailure#FAIL} by default. */
  public OnFailure getOnFailure() {
    return own().get(CacheSettings.ON_FAILURE);
  }

  /** How long the hold on a key outlives a node that died; 10 seconds by default. */
  public Duration getHoldLease() {
    return own().get(CacheSettings.HOLD_LEASE);
  }

  /**
   * How long an operation waits for a key that another node holds before it throws, zero for not at
   * all; 15 seconds by default, so longer than the hold of a node that died.
   */
  public Duration getHoldWait() {
    return own().get(CacheSettings.HOLD_WAIT);
  }

  /** By which right entry processors work; {@link ProcessorRights#OPTIMISTIC} by default. */
  public ProcessorRights getProcessors() {
    return own().get(CacheSettings.PROCESSORS);
  }

  /** Where writers keep the order of each key; {@link WriteOrdering#CLUSTER} by default. */
  public WriteOrdering getWriteOrdering() {
    return own().get(CacheSettings.WRITE_ORDERING);
  }

  /**
   * When and how the writer is called; {@link WriteSettings#DEFAULT} by default. Where its mode is
   * {@link WriteMode#BEHIND} there is a writer, and write-through is on.
   */
  public WriteSettings getWrite() {
    return WriteSettings.in(own());
  }
}

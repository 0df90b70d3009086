package org.entresol;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import javax.cache.integration.CacheLoader;

/** The part of a configuration that JCache does not know. */
abstract class OwnConfiguration {
  private static final Duration DEFAULT_MAX_STALENESS = Duration.ofSeconds(30);
  private static final Duration DEFAULT_KEEP_ON_FAILURE = Duration.ofSeconds(5);
  private static final Duration DEFAULT_HOLD_LEASE = Duration.ofSeconds(10);
  private static final Duration DEFAULT_HOLD_WAIT = Duration.ofSeconds(15);

  /** Where the settings are; nobody writes them any more. */
  abstract OwnSettings own();

  /**
   * The stack of the cache; {@link Stack#HEAP} by default. In a manager that has a Redis, a cache
   * about which nothing is said gets {@link Stack#HEAP_REDIS} when it is made.
   */
  public Stack getStack() {
    return requireNonNullElse(own().stack, Stack.HEAP);
  }

  /** Whether the stack was said here, so that no configuration file may choose it. */
  public boolean isStackChosen() {
    return own().stack != null;
  }

  /** The bound of the heap tier; {@link HeapBound#DEFAULT} by default. */
  public HeapBound getHeapBound() {
    return requireNonNullElse(own().heap, HeapBound.DEFAULT);
  }

  /**
   * How long entries of the heap are served while no connection to Redis works; 30 seconds by
   * default. Of meaning on {@link Stack#HEAP_REDIS} only.
   */
  public Duration getMaxStaleness() {
    return requireNonNullElse(own().maxStaleness, DEFAULT_MAX_STALENESS);
  }

  /**
   * How long a value that was loaded while Redis was away stays in the heap, zero for not at all; 5
   * seconds by default. Of meaning on {@link Stack#HEAP_REDIS} only.
   */
  public Duration getKeepOnFailure() {
    return requireNonNullElse(own().keepOnFailure, DEFAULT_KEEP_ON_FAILURE);
  }

  /**
   * The binary names of the classes that the user declares immutable, so that their instances are
   * not copied; empty by default. A set that cannot be changed.
   */
  public Set<String> getImmutableTypes() {
    return requireNonNullElse(own().immutableTypes, Set.of());
  }

  /**
   * The most keys handed to one {@link CacheLoader#loadAll}; {@value
   * EntresolConfiguration#DEFAULT_LOAD_BATCH} by default, the longest list of values that all
   * common databases take in one statement.
   */
  public int getLoadBatch() {
    return requireNonNullElse(own().loadBatch, EntresolConfiguration.DEFAULT_LOAD_BATCH);
  }

  /** How the cache loads and how fresh its values are; {@link LoadSettings#DEFAULT} by default. */
  public LoadSettings getLoad() {
    return own().load;
  }

  /**
   * The parts the cache is cut into in Redis, from 1 to 16,384; by default the tier chooses when
   * the cache is first made.
   */
  public OptionalInt getPartitions() {
    Integer said = own().partitions;
    return said == null ? OptionalInt.empty() : OptionalInt.of(said);
  }

  /**
   * The classes that may lie in Redis, beside values of the JDK and the types of keys and values
   * with their packages; none by default. A set that cannot be changed.
   */
  public Set<TypePattern> getAllowedTypes() {
    return requireNonNullElse(own().allowed, Set.of());
  }

  /**
   * Whether bytes of Redis that cannot be decoded are a {@link javax.cache.CacheException} and not
   * a miss; {@code false} by default.
   */
  public boolean isStrict() {
    return requireNonNullElse(own().strict, false);
  }

  /** Whose operations listeners hear of; {@link EventScope#LOCAL} by default. */
  public EventScope getEvents() {
    return requireNonNullElse(own().events, EventScope.LOCAL);
  }

  /** What becomes of plain writes while Redis is away; {@link OnFailure#FAIL} by default. */
  public OnFailure getOnFailure() {
    return requireNonNullElse(own().onFailure, OnFailure.FAIL);
  }

  /** How long the hold on a key outlives a node that died; 10 seconds by default. */
  public Duration getHoldLease() {
    return requireNonNullElse(own().holdLease, DEFAULT_HOLD_LEASE);
  }

  /**
   * How long an operation waits for a key that another node holds before it throws, zero for not at
   * all; 15 seconds by default, so longer than the hold of a node that died.
   */
  public Duration getHoldWait() {
    return requireNonNullElse(own().holdWait, DEFAULT_HOLD_WAIT);
  }

  /** Where writers keep the order of each key; {@link WriteOrdering#CLUSTER} by default. */
  public WriteOrdering getWriteOrdering() {
    return requireNonNullElse(own().writeOrdering, WriteOrdering.CLUSTER);
  }

  /**
   * When and how the writer is called; {@link WriteSettings#DEFAULT} by default. Where its mode is
   * {@link WriteMode#BEHIND} there is a writer, and write-through is on.
   */
  public WriteSettings getWrite() {
    return own().write;
  }
}

package org.entresol;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.cache.integration.CacheLoader;

/**
 * Collects what JCache does not know. Ranges and combinations are checked when the configuration is
 * built.
 *
 * @param <B> the whole builder
 */
abstract class OwnBuilder<B extends OwnBuilder<B>> {

  /** Where the settings go. */
  abstract OwnSettings own();

  /** This builder. */
  abstract B self();

  /** The stack of the cache. */
  public B stack(Stack value) {
    own().stack = requireNonNull(value, "stack");
    return self();
  }

  /** The bound of the heap tier. */
  public B heap(HeapBound bound) {
    own().heap = requireNonNull(bound, "heap");
    return self();
  }

  /**
   * How long entries of the heap are served while no connection to Redis works, from a millisecond
   * on; only on {@link Stack#HEAP_REDIS}.
   */
  public B maxStaleness(Duration span) {
    own().maxStaleness = requireNonNull(span, "heap.max-staleness");
    return self();
  }

  /**
   * How long a value that was loaded while Redis was away stays in the heap, zero for not at all;
   * only on {@link Stack#HEAP_REDIS}.
   */
  public B keepOnFailure(Duration span) {
    own().keepOnFailure = requireNonNull(span, "heap.keep-on-failure");
    return self();
  }

  /** All classes whose instances never change, so that they need no copy; replaces earlier. */
  public B immutable(Class<?>... types) {
    own().immutableTypes =
        Arrays.stream(types).map(Class::getName).collect(Collectors.toUnmodifiableSet());
    return self();
  }

  /** The most keys handed to one {@link CacheLoader#loadAll}, at least 1. */
  public B loadBatch(int keys) {
    own().loadBatch = keys;
    return self();
  }

  /**
   * Changes how the cache loads and how fresh its values are: {@code load(it ->
   * it.staleIfError(Duration.ofHours(1)).refreshAhead(1.0))}. Builds on what was said before.
   *
   * @param change is given the settings so far and gives the new ones
   */
  public B load(UnaryOperator<LoadSettings> change) {
    own().load = requireNonNull(change.apply(own().load), "load");
    return self();
  }

  /** The parts the cache is cut into in Redis, from 1 to 16,384; only on stacks with Redis. */
  public B partitions(int count) {
    own().partitions = count;
    return self();
  }

  /**
   * All classes that may lie in Redis beside those that always may, as {@link TypePattern} writes
   * them; replaces earlier. Only on stacks with Redis.
   *
   * @throws IllegalArgumentException if a pattern has no allowed form
   */
  public B allow(String... patterns) {
    own().allowed =
        Arrays.stream(patterns).map(TypePattern::new).collect(Collectors.toUnmodifiableSet());
    return self();
  }

  /**
   * Whether bytes of Redis that cannot be decoded are a {@link javax.cache.CacheException} and not
   * a miss; only on stacks with Redis.
   */
  public B strict(boolean throwing) {
    own().strict = throwing;
    return self();
  }

  /** Whose operations listeners hear of; those of all nodes only on stacks with Redis. */
  public B events(EventScope scope) {
    own().events = requireNonNull(scope, "events");
    return self();
  }

  /**
   * What becomes of plain writes while Redis is away; {@link OnFailure#DEGRADE} only on {@link
   * Stack#HEAP_REDIS}.
   */
  public B onFailure(OnFailure choice) {
    own().onFailure = requireNonNull(choice, "on-failure");
    return self();
  }

  /**
   * How long the hold on a key outlives a node that died, from 100 milliseconds on; only on stacks
   * with Redis.
   */
  public B holdLease(Duration span) {
    own().holdLease = requireNonNull(span, "hold.lease");
    return self();
  }

  /**
   * How long an operation waits for a key that another node holds before it throws, zero for not at
   * all; only on stacks with Redis.
   */
  public B holdWait(Duration span) {
    own().holdWait = requireNonNull(span, "hold.wait");
    return self();
  }

  /** Where writers keep the order of each key; that of all nodes only on stacks with Redis. */
  public B writeOrdering(WriteOrdering ordering) {
    own().writeOrdering = requireNonNull(ordering, "write.ordering");
    return self();
  }

  /**
   * Changes when and how the writer is called: {@code write(it -> it.mode(WriteMode.BEHIND))}.
   * Builds on what was said before. {@link WriteMode#BEHIND} goes with a writer and write-through
   * switched on only.
   *
   * @param change is given the settings so far and gives the new ones
   */
  public B write(UnaryOperator<WriteSettings> change) {
    own().write = requireNonNull(change.apply(own().write), "write");
    return self();
  }
}

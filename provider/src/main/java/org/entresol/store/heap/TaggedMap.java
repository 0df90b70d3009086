package org.entresol.store.heap;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.entresol.HeapBound;
import org.entresol.store.Entry;
import org.entresol.store.EvictionListener;
import org.entresol.store.Reclaim;
import org.entresol.store.Tags;
import org.entresol.tier.Recall;
import org.entresol.tier.RecallFloors;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The heap's entries by key, where some have tags: what was dropped by one is not there any more,
 * and its memory is freed with the next step of its key, or as that of others is. What has expired
 * by one ends when it did. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class TaggedMap<K, V> extends HeapMap<K, V> {

  private final HeapMap<K, V> entries;
  private final RecallFloors floors;
  private final Clock clock;
  private final long grace;
  private final AtomicLong sequence = new AtomicLong(1);

  private TaggedMap(HeapMap<K, V> entries, RecallFloors floors, Clock clock, long grace) {
    super(entries);
    this.entries = entries;
    this.floors = floors;
    this.clock = clock;
    this.grace = grace;
  }

  /**
   * An empty map.
   *
   * @param bound the most it may hold
   * @param reclaim when the memory of expired entries is freed, or null when no entry ever expires
   * @param clock the clock of the entries' instants
   * @param listener hears of what is dropped for want of room or time, but was not recalled
   */
  static <K, V> TaggedMap<K, V> of(
      HeapBound bound,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock,
      EvictionListener<K, V> listener) {
    RecallFloors floors = new RecallFloors();
    EvictionListener<K, V> ofTheRest =
        new EvictionListener<>() {
          @Override
          public void evicted(K key, Entry<V> entry) {
            if (!isRecalled(entry, floors)) {
              listener.evicted(key, entry);
            }
          }

          @Override
          public void expired(K key, Entry<V> entry) {
            if (!isRecalled(entry, floors)) {
              listener.expired(key, entry);
            }
          }
        };
    long grace = (reclaim == null) ? 0 : reclaim.grace();
    return new TaggedMap<>(EntryMap.of(bound, reclaim, clock, ofTheRest), floors, clock, grace);
  }

  private static boolean isRecalled(Entry<?> entry, RecallFloors floors) {
    Tags tags = entry.tags();
    return tags != null && tags.areDropped(floors);
  }

  @Override
  @Nullable Entry<V> read(K key) {
    return inForce(entries.read(key));
  }

  private @Nullable Entry<V> inForce(@Nullable Entry<V> entry) {
    return (entry == null || isRecalled(entry, floors)) ? null : entry;
  }

  @Override
  void put(K key, Entry<V> entry) {
    entries.put(key, begun(entry, sequence.get()));
  }

  private static <V> Entry<V> begun(Entry<V> entry, long sequence) {
    Tags tags = entry.tags();
    if (tags != null) {
      tags.beginAt(sequence);
    }
    return entry;
  }

  /** What a step stores begins before the step: of a recall beside it a load may know nothing. */
  @Override
  @Nullable Entry<V> compute(
      K key, BiFunction<? super K, @Nullable Entry<V>, @Nullable Entry<V>> step) {
    return entries.compute(
        key,
        (k, current) -> {
          long before = sequence.get();
          Entry<V> next = step.apply(k, inForce(current));
          return (next == null) ? null : begun(next, before);
        });
  }

  @Override
  @Nullable ValueMap<K, V> values() {
    return null;
  }

  @Override
  long sequence() {
    return sequence.get();
  }

  @Override
  boolean areRecalled(Tags tags, long since) {
    return floors.areRecalled(tags.hashes(), since);
  }

  @Override
  synchronized void recall(long[] tags, Recall how) {
    if (floors.size() > RecallFloors.MOST / 2) {
      forget();
    }
    long at = sequence.get() + 1;
    switch (how) {
      case DROP -> floors.raise(tags, at);
      case EXPIRE -> floors.expire(tags, at, clock.nanos(), grace / 2);
    }
    // Whoever begins at it knows of it.
    sequence.set(at);
  }

  /** Removes what was recalled until now, so that nobody need know any more what that was. */
  private void forget() {
    long until = sequence.get();
    for (Iterator<K> keys = keys(); keys.hasNext(); ) {
      Entry<V> unused = compute(keys.next(), (key, entry) -> entry);
    }
    floors.forget(until);
  }
}

package org.entresol.stats;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.recording.Spans;
import org.entresol.tier.Act;

/**
 * The counters of one cache, as JSR-107 chapter 12 defines them.
 *
 * <p>While disabled nothing is counted. Times are sampled: of about {@value #SAMPLE} operations one
 * is measured, since two clock reads would cost more than a hit does. A field is one figure that
 * users see, so there are as many. Thread-safe.
 */
public final class Statistics {

  /** One in so many operations is timed; a power of two. */
  static final int SAMPLE = 16;

  /** A start time that says: this operation is not measured. */
  private static final long UNTIMED = 0;

  private final String cache;
  private final TierCounts tiers;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder removals = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private final LongAdder expirations = new LongAdder();
  private final Timing gets = new Timing();
  private final Timing putTimes = new Timing();
  private final Timing removeTimes = new Timing();
  private final Map<LoadEvent, LongAdder> loads = counters(LoadEvent.class);
  private final Map<WriteEvent, LongAdder> writes = counters(WriteEvent.class);
  private volatile boolean enabled;

  /**
   * Creates the counters of a cache, which count nothing yet.
   *
   * @param spans is told of what takes time
   */
  public Statistics(String cache, Spans spans) {
    this.cache = cache;
    this.tiers = new TierCounts(cache, spans);
  }

  /** The name of the cache. */
  public String cache() {
    return cache;
  }

  private static <E extends Enum<E>> Map<E, LongAdder> counters(Class<E> events) {
    Map<E, LongAdder> counters = new EnumMap<>(events);
    for (E event : events.getEnumConstants()) {
      counters.put(event, new LongAdder());
    }
    return Collections.unmodifiableMap(counters);
  }

  private LongAdder counter(LoadEvent event) {
    return requireNonNull(loads.get(event));
  }

  /** Starts or stops counting; what was counted stays. */
  public void enable(boolean on) {
    enabled = on;
    tiers.enable(on);
  }

  /** Whether operations are counted. */
  public boolean isEnabled() {
    return enabled;
  }

  /** What is counted of what lies below: near copies, the source, and the authority. */
  public TierCounts tiers() {
    return tiers;
  }

  /** Counts one look-up. */
  public void lookup(boolean found) {
    (found ? hits : misses).increment();
  }

  /** Counts one entry written. */
  public void put() {
    puts.increment();
  }

  /** Counts what an act of the user's has changed: an entry that was stored, or one removed. */
  public void changed(Act act, boolean found, boolean stored) {
    if (act == Act.WRITE && stored) {
      puts.increment();
    } else if (act == Act.DELETE && found) {
      removals.increment();
    }
  }

  /** Counts one entry dropped for want of room. */
  public void eviction() {
    if (enabled) {
      evictions.increment();
    }
  }

  /** Counts one entry whose time had passed. */
  public void expiration() {
    if (enabled) {
      expirations.increment();
    }
  }

  /** Counts what came of the wish for some values from the source. */
  public void load(LoadEvent event, long keys) {
    if (enabled) {
      counter(event).add(keys);
    }
  }

  /** Counts what came of some pending writes. */
  public void write(WriteEvent event, long writes) {
    if (enabled) {
      requireNonNull(this.writes.get(event)).add(writes);
    }
  }

  /**
   * The start of an operation that may be measured; to be handed to one of the {@code took}
   * methods.
   */
  public long start() {
    boolean timed = enabled && (ThreadLocalRandom.current().nextInt() & (SAMPLE - 1)) == 0;
    return timed ? System.nanoTime() | 1 : UNTIMED;
  }

  /** Ends the measuring of so many look-ups. */
  public void getTook(long start, int operations) {
    gets.took(start, operations);
  }

  /** Ends the measuring of so many operations of one act. */
  public void took(Act act, long start, int operations) {
    if (act == Act.WRITE) {
      putTimes.took(start, operations);
    } else if (act == Act.DELETE) {
      removeTimes.took(start, operations);
    }
  }

  /** Sets every counter to zero. */
  public void clear() {
    tiers.clear();
    hits.reset();
    misses.reset();
    puts.reset();
    removals.reset();
    evictions.reset();
    expirations.reset();
    loads.values().forEach(LongAdder::reset);
    writes.values().forEach(LongAdder::reset);
    gets.clear();
    putTimes.clear();
    removeTimes.clear();
  }

  /** Look-ups that found a present entry. */
  public long hits() {
    return hits.sum() + tiers.nearHits();
  }

  /** Those of them that were not found in a near copy. */
  public long authorityHits() {
    return hits.sum();
  }

  /** Look-ups that found none. */
  public long misses() {
    return misses.sum();
  }

  /** Entries written. */
  public long puts() {
    return puts.sum();
  }

  /** Present entries removed by users. */
  public long removals() {
    return removals.sum();
  }

  /** Entries dropped for want of room. */
  public long evictions() {
    return evictions.sum();
  }

  /** Entries whose time had passed. */
  public long expirations() {
    return expirations.sum();
  }

  /** How often something came of the wish for a value from the source. */
  public long loads(LoadEvent event) {
    return counter(event).sum();
  }

  /** How often something came of a pending write. */
  public long writes(WriteEvent event) {
    return requireNonNull(writes.get(event)).sum();
  }

  /** The mean time that the source took for a key, in microseconds. */
  public float averageLoadMicros() {
    long keys = loads(LoadEvent.LOADED);
    return (keys == 0) ? 0f : tiers.loads().nanos() / 1_000f / keys;
  }

  /** The mean time of a look-up in microseconds. */
  public float averageGetMicros() {
    return gets.averageMicros();
  }

  /** The mean time of a write in microseconds. */
  public float averagePutMicros() {
    return putTimes.averageMicros();
  }

  /** The mean time of a removal in microseconds. */
  public float averageRemoveMicros() {
    return removeTimes.averageMicros();
  }

  /** The measured times of one kind of operation. */
  private static final class Timing {

    private final LongAdder nanos = new LongAdder();
    private final LongAdder samples = new LongAdder();

    void took(long start, int operations) {
      if (start != UNTIMED && operations > 0) {
        nanos.add(Math.max(0, System.nanoTime() - start));
        samples.add(operations);
      }
    }

    float averageMicros() {
      long count = samples.sum();
      return (count == 0) ? 0f : nanos.sum() / 1_000f / count;
    }

    void clear() {
      nanos.reset();
      samples.reset();
    }
  }
}

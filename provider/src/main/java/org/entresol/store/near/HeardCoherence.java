package org.entresol.store.near;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.recording.Recordings;
import org.entresol.store.Tags;
import org.entresol.tier.Act;
import org.entresol.tier.Hearing;
import org.entresol.tier.RecallFloors;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the changes that an authority announces.
 *
 * <p>Every partition has a <i>generation</i>: an entry is served only in the one in which it was
 * asked for. A message that was lost leaves a gap in the partition's sequence, and then a new
 * generation begins, which drops the whole partition at once. Within a generation, an entry read at
 * some sequence is admitted only if no newer announcement of its key was heard; those are kept by
 * stripe, so that at worst an entry that could have been admitted is not. Thread-safe.
 *
 * <p>A sequence of 0 is none: the authority has lost it, or never had it, and what is read beside
 * it is not admitted, since no later change could be told from it.
 */
final class HeardCoherence implements Coherence {

  private static final int MOST_STRIPES = 1 << 14;

  /** How many recalled tags are remembered of a partition at least. */
  private static final int FEWEST_RECALLS = 1 << 8;

  /**
   * The most announcements of one partition that can be missing at once: hours of ten thousand a
   * second. Whoever is further ahead has begun anew, elsewhere.
   */
  private static final long MOST_MISSING = 1L << 27;

  /** What stands for a sequence that is missing. */
  private static final long NONE = 0;

  /** The sequence from which on announcements count while nothing may be admitted. */
  private static final long NEVER = Long.MAX_VALUE;

  private final String cache;
  private final int partitions;
  private final int stripes;
  private final AtomicLongArray generations;
  private final AtomicLongArray announced;

  /** What was recalled in each partition; null for nothing yet. */
  private final AtomicReferenceArray<@Nullable RecallFloors> recalls;

  /** The sequence of each partition from which on announcements are counted; 0 for not yet. */
  private final AtomicLongArray since;

  /** The highest sequence of each partition at which something was found or done. */
  private final AtomicLongArray met;

  /** The last sequence heard of each partition; guarded by this. */
  private final long[] heard;

  /** The sequence of each partition after which all that is near was read; guarded by this. */
  private final long[] reached;

  /** The authority's sequence that was ahead of what was heard at the last comparison; or 0. */
  private final long[] ahead;

  /** How far the authority was ahead of what was heard at the last comparison; guarded by this. */
  private final long[] behind;

  /** The announcements that came; guarded by this. */
  private long news;

  /** The announcements that did not come, as far as it was found out; guarded by this. */
  private long lost;

  /** How often a comparison had a partition dropped; guarded by this. */
  private long repairs;

  /** How often announcements of a partition turned out to be lost. */
  private final LongAdder gaps = new LongAdder();

  /** Creates the knowledge of a node that has heard nothing yet. */
  HeardCoherence(String cache, int partitions) {
    this.cache = cache;
    this.partitions = partitions;
    this.stripes = Math.max(16, Integer.highestOneBit(MOST_STRIPES / partitions));
    this.generations = new AtomicLongArray(partitions);
    this.announced = new AtomicLongArray(partitions * stripes);
    this.recalls = new AtomicReferenceArray<>(partitions);
    this.since = new AtomicLongArray(partitions);
    this.met = new AtomicLongArray(partitions);
    this.heard = new long[partitions];
    this.reached = new long[partitions];
    this.ahead = new long[partitions];
    this.behind = new long[partitions];
  }

  @Override
  public int partitions() {
    return partitions;
  }

  @Override
  public int spot(byte[] key, int partition) {
    return partition;
  }

  @Override
  public long generationAfter(long generation, Act act) {
    return generation;
  }

  @Override
  public long generation(int partition) {
    return generations.getAcquire(partition);
  }

  @Override
  public boolean isCurrent(TieredEntry<?> entry) {
    return entry.generation() == generations.getOpaque(entry.spot())
        && (!entry.isTagged() || !isRecalled(entry));
  }

  private boolean isRecalled(TieredEntry<?> entry) {
    Tags tags = entry.tags();
    RecallFloors floors = recalls.get(entry.spot());
    return tags != null && floors != null && tags.areDropped(floors);
  }

  @Override
  public long lastRecall(int partition) {
    RecallFloors floors = recalls.get(partition);
    return (floors == null) ? 0 : floors.epoch();
  }

  @Override
  public void recall(int partition, long sequence, long[] tags) {
    RecallFloors floors = recalls.get(partition);
    if (floors == null) {
      recalls.compareAndSet(partition, null, new RecallFloors(mostRecalls()));
      floors = requireNonNull(recalls.get(partition));
    }
    floors.raise(tags, sequence);
  }

  /** All partitions share what a node remembers, as each hears of each recall. */
  private int mostRecalls() {
    return Math.max(FEWEST_RECALLS, RecallFloors.MOST / partitions);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The order is that of {@link #begin} turned round: whoever finds news forgotten there finds
   * that nothing may be admitted, or that the generation is another.
   */
  @Override
  public boolean admits(TieredEntry<?> entry, int hash) {
    int partition = entry.spot();
    return entry.validAt() > NONE
        && announced.get(stripe(partition, hash)) <= entry.validAt()
        && since.get(partition) <= entry.validAt()
        && entry.generation() == generations.get(partition);
  }

  @Override
  public void raise(int partition, int hash, long sequence) {
    announced.accumulateAndGet(stripe(partition, hash), sequence, Math::max);
    noteMet(partition, sequence);
  }

  @Override
  public boolean isRaisedTo(int partition, int hash, long sequence) {
    return announced.get(stripe(partition, hash)) == sequence;
  }

  private int stripe(int partition, int hash) {
    return partition * stripes + ((hash ^ (hash >>> 16)) & (stripes - 1));
  }

  @Override
  public void meet(int partition, long sequence) {
    noteMet(partition, sequence);
    if (sequence > NONE && since.get(partition) == NONE) {
      synchronized (this) {
        if (heard[partition] == NONE) {
          count(partition, sequence);
        }
      }
    }
  }

  private void noteMet(int partition, long sequence) {
    if (sequence > met.get(partition)) {
      met.accumulateAndGet(partition, sequence, Math::max);
    }
  }

  @Override
  public synchronized void hear(int partition, long sequence) {
    news++;
    if (heard[partition] == NONE) {
      count(partition, sequence - 1);
    } else if (sequence != heard[partition] + 1) {
      noteIfLost(partition, sequence - 1);
      begin(partition, sequence);
    }
    heard[partition] = sequence;
    notifyAll();
  }

  @Override
  public synchronized void awaitHeard(int partition, long sequence, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      long rest = atMost.toNanos();
      while (heard[partition] < sequence && rest > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, rest);
        rest = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean awaitReached(long[] sequences, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (int p = 0; p < partitions; p++) {
      if (!hasReached(p, sequences[p])) {
        awaitHeard(p, sequences[p], Duration.ofNanos(deadline - System.nanoTime()));
      }
      if (!hasReached(p, sequences[p])) {
        return false;
      }
    }
    return true;
  }

  private boolean hasReached(int partition, long sequence) {
    return sequence <= Math.max(heard[partition], reached[partition]);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A replica may still be behind it: what it gives is not admitted.
   */
  @Override
  public synchronized void reach(int partition, long sequence) {
    if (!hasReached(partition, sequence)) {
      if (since.get(partition) != NONE) {
        since.accumulateAndGet(partition, sequence, Math::max);
      }
      drop(partition);
      reached[partition] = sequence;
    }
  }

  @Override
  public synchronized long[] heard() {
    return heard.clone();
  }

  @Override
  public synchronized long[] known() {
    long[] known = heard.clone();
    Arrays.setAll(known, p -> Math.max(known[p], met.get(p)));
    return known;
  }

  @Override
  public synchronized void compare(long[] before, long[] sequences) {
    for (int p = 0; p < partitions; p++) {
      behind[p] = missing(p, sequences[p]);
      boolean wentBack = sequences[p] < before[p];
      boolean stayedAhead = ahead[p] != 0 && heard[p] < ahead[p];
      if (wentBack || stayedAhead) {
        repair(p, sequences[p]);
      } else {
        ahead[p] = (sequences[p] > heard[p]) ? sequences[p] : 0;
      }
    }
  }

  @Override
  public synchronized void compareAnew(long[] before, long[] sequences) {
    for (int p = 0; p < partitions; p++) {
      if (sequences[p] < before[p] || sequences[p] > heard[p]) {
        repair(p, sequences[p]);
      }
      behind[p] = 0;
    }
  }

  private void repair(int partition, long sequence) {
    if (heard[partition] != NONE) {
      repairs++;
      Recordings.repair(cache, partition, heard[partition], sequence);
    }
    noteIfLost(partition, sequence);
    begin(partition, sequence);
  }

  /**
   * Counts what was announced unheard, up to a sequence; nothing is lost before the first, nor by
   * going back or to another history.
   */
  private void noteIfLost(int partition, long sequence) {
    long missing = missing(partition, sequence);
    if (missing > 0) {
      gaps.increment();
      lost += missing;
    }
  }

  /** How much was announced unheard, up to a sequence of the history that is heard. */
  private long missing(int partition, long sequence) {
    long ahead = (heard[partition] == NONE) ? 0 : sequence - heard[partition];
    return (ahead > 0 && ahead <= MOST_MISSING) ? ahead : 0;
  }

  @Override
  public long gaps() {
    return gaps.sum();
  }

  @Override
  public synchronized Hearing hearing(long sent) {
    return new Hearing(sent, news, lost, repairs, Arrays.stream(behind).boxed().toList());
  }

  /** What is found from then on is met in the new generation. */
  @Override
  public synchronized void drop(int partition) {
    met.set(partition, NONE);
    Recordings.generation(cache, partition, generations.incrementAndGet(partition));
  }

  @Override
  public synchronized void dropAll() {
    for (int p = 0; p < partitions; p++) {
      drop(p);
    }
  }

  /**
   * Begins a generation; older news of its keys may be of a history that is no more. They may as
   * well be of a change that this node has just made: what was read before it is not admitted, as
   * nothing is until the generation is the new one.
   */
  private void begin(int partition, long sequence) {
    since.set(partition, NEVER);
    for (int i = partition * stripes; i < (partition + 1) * stripes; i++) {
      announced.accumulateAndGet(i, sequence, Math::min);
    }
    recalls.set(partition, null);
    drop(partition);
    count(partition, sequence);
    ahead[partition] = 0;
  }

  /** From here on every announcement is heard, or missed. */
  private void count(int partition, long sequence) {
    heard[partition] = sequence;
    reached[partition] = NONE;
    since.set(partition, sequence);
  }
}

package org.entresol;

import javax.cache.management.CacheStatisticsMXBean;

/**
 * The statistics of one cache as JMX shows them: those of the specification (JSR-107, chapter 12),
 * and what came of the wishes for values from the source.
 *
 * <p>It is the interface of the bean that is named {@code
 * javax.cache:type=CacheStatistics,CacheManager=...,Cache=...}, so its figures are attributes
 * beside those of the specification. All counts are of this node, begin when statistics are
 * switched on, and are set to zero by {@link #clear()}. Implementations are thread-safe.
 */
public interface EntresolStatisticsMXBean extends CacheStatisticsMXBean {

  /** The keys for which the loader answered, be it with a value or with none. */
  long getLoads();

  /** The keys for which the loader was asked and threw. */
  long getLoadFailures();

  /** The mean time that the loader took for each key it answered, in microseconds. */
  float getAverageLoadTime();

  /** The loaded values that were not stored, because their keys had been changed meanwhile. */
  long getRefusedLoads();

  /**
   * The loaded values that Redis has not got, because it was away or took nothing: they were given
   * to who asked, and kept near for {@code heap.keep-on-failure} where there is a near cache.
   */
  long getUnstoredLoads();

  /**
   * The loaded values that this node keeps to itself, because an entry lies in Redis that it cannot
   * read and that others perhaps can.
   */
  long getUnreplacedEntries();

  /** The entries for which a load was begun in the background, before or after their end. */
  long getRefreshes();

  /** The values past their time that callers got. */
  long getStaleServes();

  /** The reads that were told that the source has no value, without asking it again. */
  long getAbsencesServed();

  /** The keys that were loaded without their lock, because another node held it for too long. */
  long getUnguardedLoads();

  /** The callers that got an exception because a load took longer than the hard timeout. */
  long getLoadTimeouts();

  /**
   * The writes that the source has not got yet, of all nodes that share the cache, as they are now.
   * Asked of Redis on stacks with Redis; this and the next two fail while it cannot be reached.
   */
  long getPendingWrites();

  /** The age of the oldest pending write, in milliseconds; 0 if there is none. */
  long getOldestPendingWriteMillis();

  /** The writes that were given up and neither replayed nor dropped yet. */
  long getDeadLetters();

  /** The calls of the writer for pending writes. */
  long getWriteBatches();

  /** The pending writes that the source has got. */
  long getWrites();

  /** The tries of pending writes that failed. */
  long getWriteFailures();

  /** The tries of pending writes that had been tried before. */
  long getWriteRetries();

  /**
   * How long this node has been without Redis by now, in milliseconds, where the cache is like an
   * empty one meanwhile ({@link OnFailure#MISS}); 0 if Redis is there. Not set to zero by {@link
   * #clear()}.
   */
  long getAwayMillis();

  /**
   * The entries, keys and news in Redis that this node could not read since the cache was opened:
   * they count as absent. Not set to zero by {@link #clear()}.
   */
  long getUnreadableEntries();

  /**
   * The entries that were read or written and not kept near since the cache was opened, because a
   * change of them was announced meanwhile, or news of them was lost. Not set to zero by {@link
   * #clear()}, as is none of the next three.
   */
  long getRefusedNearFills();

  /**
   * How often this node found that announcements of a partition had been lost since the cache was
   * opened; the near entries of the partition were dropped then.
   */
  long getAnnouncementGaps();

  /** How often this node found its subscription, which all its caches share, silent. */
  long getSilentSubscriptions();

  /**
   * The calls for this cache, those of the background among them, that were refused since it was
   * opened because Redis had not answered those before.
   */
  long getRefusedCalls();

  /** How often this node left a pending write to others because it cannot read it. */
  long getUnreadableWrites();
}

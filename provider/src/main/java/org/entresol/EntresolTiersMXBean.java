package org.entresol;

import java.util.Map;
import javax.management.MXBean;

/**
 * The figures of one cache tier by tier, as JMX shows them: copies near this node, the authority
 * that it shares with others, and the way between them.
 *
 * <p>It is the interface of the bean that is named {@code
 * org.entresol:type=CacheTiers,CacheManager=...,Cache=...}, and is there as long as statistics are
 * enabled; {@code cache.unwrap(EntresolTiersMXBean.class)} gives it at any time. All figures are of
 * this node unless they say otherwise. Those that count what is done while statistics are enabled
 * are set to zero by {@link EntresolStatisticsMXBean#clear()}; those that say <i>since it was
 * opened</i> are not. Implementations are thread-safe.
 */
@MXBean
public interface EntresolTiersMXBean {

  /** Look-ups that were answered by a copy in this node's heap, without asking the authority. */
  long getNearHits();

  /**
   * Look-ups that the authority answered with an entry. With {@link #getNearHits()} it makes up
   * {@link EntresolStatisticsMXBean#getCacheHits()}; on the heap the authority is this node.
   */
  long getAuthorityHits();

  /** Entries in this node's heap by now, be they copies or its own; an estimate. */
  long getHeapEntries();

  /**
   * What the entries in this node's heap take by the cache's own estimate, in bytes; -1 where the
   * heap is bounded by entries, as nothing is weighed then.
   */
  long getHeapBytes();

  /** Copies that were dropped for want of room in the heap since the cache was opened. */
  long getNearEvictions();

  /** Copies that were dropped because their time had passed since the cache was opened. */
  long getNearExpirations();

  /** Copies that were dropped because their keys were changed since the cache was opened. */
  long getNearOutdated();

  /** Entries whose time had passed, as far as this node has noticed. */
  long getExpirations();

  /** Changes of this node that were announced to all nodes since the cache was opened. */
  long getAnnouncementsSent();

  /**
   * Announcements that this node heard since the cache was opened, those of its own changes among
   * them.
   */
  long getAnnouncementsHeard();

  /** Announcements that did not come, as far as it was found out since the cache was opened. */
  long getAnnouncementsLost();

  /**
   * How often a comparison with the authority had the copies of a partition dropped since the cache
   * was opened.
   */
  long getRepairs();

  /**
   * How many announcements of each partition this node had not heard yet when it last compared,
   * which it does each second; empty where it hears none.
   */
  long[] getPartitionLags();

  /** The greatest of {@link #getPartitionLags()}; 0 if there are none. */
  long getGreatestPartitionLag();

  /** Calls of the loader that it answered, be they for one key or for many. */
  long getLoadCalls();

  /** How long these took together, in milliseconds. */
  double getLoadCallMillis();

  /**
   * How many of these were no longer than each bound.
   *
   * @return by bounds in seconds, the last of which is infinite
   */
  Map<Double, Long> getLoadCallTimes();

  /** How often a load waited for the lock of another node, or of another thread of this one. */
  long getLoadLockWaits();

  /** How long loads waited for locks, in milliseconds. */
  double getLoadLockWaitMillis();

  /** Calls of the authority by operations of this cache; 0 where it is this node. */
  long getRemoteCalls();

  /** Those of them that failed, refused ones included. */
  long getRemoteCallFailures();

  /** How long they took together, in milliseconds. */
  double getRemoteCallMillis();

  /**
   * How many of them were no longer than each bound.
   *
   * @return by bounds in seconds, the last of which is infinite
   */
  Map<Double, Long> getRemoteCallTimes();

  /** Whether calls are refused at this moment because Redis has not answered those before. */
  boolean isBreakerOpen();

  /**
   * How often it came to that since the manager has been connected; the same for all its caches.
   */
  long getBreakerOpenings();

  /**
   * The announced changes that the audit of coherence has looked into since the cache was opened.
   */
  long getAudits();

  /** The copies that nodes served of their keys when it did. */
  long getAuditedCopies();

  /** Those of them that were older than the change, which none may be; 0 unless there is a bug. */
  long getCoherenceViolations();

  /** How long ago the change was announced in the worst of these cases, in milliseconds. */
  long getGreatestStalenessMillis();

  /**
   * Entries that lay in Redis for this cache at the last {@link #measure}, of all nodes; -1 if
   * there was none, or nothing lies there.
   */
  long getSharedEntries();

  /** The memory that these took in Redis, in bytes, estimated; -1 likewise. */
  long getSharedBytes();

  /**
   * What the files that the cache lies in take on the disk, in bytes, all caches in them together;
   * -1 where there are none, as with the other figures of the disk. Asked now.
   */
  long getDiskBytes();

  /**
   * Entries of this cache that lie on disk, all processes' together; what has expired is among them
   * until it is swept.
   */
  long getDiskEntries();

  /**
   * Entries of this cache that had to go from the disk for want of room, by whichever process,
   * since the cache was made.
   */
  long getDiskEvictions();

  /**
   * Changes of this process after which some entries had to go, of all caches in the files, since
   * these were opened.
   */
  long getDiskCulls();

  /** Changes of this process that waited for one of another, likewise. */
  long getDiskBusyWaits();

  /**
   * Large values whose files this process has found missing or damaged, and whose entries were
   * taken for missing, of all caches, likewise.
   */
  long getDiskLostValues();

  /**
   * Counts what lies in Redis for this cache, and asks for the memory of some of it. It goes
   * through all keys of the database, in batches that block nobody, and returns when it is done.
   *
   * @param weighed of how many entries the memory is asked for at most, from 1 to 100000
   * @throws IllegalArgumentException if it is another number
   * @throws javax.cache.CacheException if Redis cannot be reached
   */
  void measure(int weighed);
}

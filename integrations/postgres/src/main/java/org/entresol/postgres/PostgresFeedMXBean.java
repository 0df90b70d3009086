package org.entresol.postgres;

/**
 * Figures of what follows a database, in JMX under {@code org.entresol:type=ChangeFeed}, and by
 * {@code manager.unwrap(PostgresFeedMXBean.class)}. They count from the opening of the manager, on
 * this node. Thread-safe.
 */
public interface PostgresFeedMXBean {

  /** Whether this node hears of changes at this moment. */
  boolean isConnected();

  /** Whether this node does for the shared caches what one node does for all. */
  boolean isLeader();

  /** The changes that were told: of each statement one or more. */
  long getChanges();

  /** The keys that were invalidated because rows changed. */
  long getInvalidatedKeys();

  /** How often all of a cache was invalidated, because more had changed than was told. */
  long getRecalls();

  /** How often changes may have been missed: after each opening of a connection that keeps none. */
  long getGaps();

  /** The failures of connections, and those of caches that did not take an invalidation at once. */
  long getFailures();

  /** The texts that could not be read and the mappers that threw: all was invalidated instead. */
  long getUnreadableChanges();

  /**
   * How long the last message to oneself took by the way that changes come, in microseconds; 0 if
   * there was none yet. From a slot it has come when all before it is dealt with, and confirmed.
   */
  long getLagMicros();

  /**
   * How much of its log the database keeps because this feed has not confirmed it, in bytes; 0
   * where it keeps nothing for it.
   */
  long getRetainedBytes();
}

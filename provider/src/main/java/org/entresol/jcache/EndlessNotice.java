package org.entresol.jcache;

import java.util.concurrent.ScheduledExecutorService;
import org.entresol.Stack.Authority;
import org.entresol.config.DiskEviction;
import org.entresol.config.DiskSection;
import org.jspecify.annotations.Nullable;

/**
 * What a manager tells of caches whose entries never expire: how long they stay where they lie.
 * Thread-safe.
 */
final class EndlessNotice implements AutoCloseable {

  private final Notice inRedis;
  private final Notice onDisk;

  /**
   * Creates what tells of one manager's caches.
   *
   * @param manager the manager in the log
   * @param disk where those on disk lie, or null if there can be none
   * @param later runs what tells
   */
  EndlessNotice(String manager, @Nullable DiskSection disk, ScheduledExecutorService later) {
    boolean isBound = disk != null && disk.eviction() != DiskEviction.NONE;
    this.inRedis = Notice.ofEndless(manager, Stay.IN_REDIS, later);
    this.onDisk = Notice.ofEndless(manager, isBound ? Stay.ON_BOUNDED_DISK : Stay.ON_DISK, later);
  }

  /** Adds a cache that is to be told; nothing is told of one whose entries lie in the heap. */
  void add(String cache, Authority authority) {
    switch (authority) {
      case HEAP -> {}
      case REDIS -> inRedis.add(cache);
      case DISK -> onDisk.add(cache);
    }
  }

  /** Tells what was not told yet. */
  @Override
  public void close() {
    inRedis.close();
    onDisk.close();
  }
}

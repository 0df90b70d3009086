package org.entresol.applications;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/**
 * What is known of a thing in a database. It is not read while it is revised, so each read has one
 * right answer. Thread-safe.
 */
final class Thing {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** When each revision was there for all to see; guarded by the lock. */
  private final List<Long> since = new ArrayList<>(List.of(System.nanoTime()));

  /** Revises it in some way that tells the new revision. */
  void revise(LongSupplier way) {
    Lock alone = lock.writeLock();
    alone.lock();
    try {
      long revision = way.getAsLong();
      if (revision != since.size()) {
        throw new IllegalStateException(revision + " came after " + (since.size() - 1));
      }
      since.add(System.nanoTime());
    } finally {
      alone.unlock();
    }
  }

  /** For how long what is read in some way had been outdated. */
  Duration read(LongSupplier way) {
    Lock shared = lock.readLock();
    shared.lock();
    try {
      long now = System.nanoTime();
      int next = Math.toIntExact(way.getAsLong()) + 1;
      return (next == since.size()) ? Duration.ZERO : Duration.ofNanos(now - since.get(next));
    } finally {
      shared.unlock();
    }
  }
}

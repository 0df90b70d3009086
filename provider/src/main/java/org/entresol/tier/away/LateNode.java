package org.entresol.tier.away;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Leadership;
import org.entresol.tier.TierException;
import org.entresol.tier.TierNode;
import org.entresol.tier.TierOptions;
import org.entresol.time.Spans;
import org.jspecify.annotations.Nullable;

/**
 * A place among those who share an authority that need not be there yet: until it is, its tiers are
 * away, and a thread in the background tries each second to join. Thread-safe.
 */
public final class LateNode implements TierNode {

  private static final Logger LOG = System.getLogger(LateNode.class.getName());
  private static final long PAUSE_MILLIS = 1000;

  private final Supplier<TierNode> joining;
  private final int partitions;
  private final List<LateTier> late = new CopyOnWriteArrayList<>();
  private final long begun = System.nanoTime();

  /** Written under the lock, and read without it by who only wants to know how long it is away. */
  private volatile @Nullable TierNode node;

  private @Nullable Thread joiner;
  private boolean closed;

  /** Why the authority could not be joined the last time; null before the first time. */
  private @Nullable RuntimeException failure;

  private LateNode(Supplier<TierNode> joining, int partitions) {
    this.joining = joining;
    this.partitions = partitions;
  }

  /**
   * Begins to join.
   *
   * @param joining joins; tried again when it fails because the authority is {@linkplain
   *     TierException#isAway away}
   * @param partitions how many partitions a cache has of which nothing is said
   * @param wait how long to wait for the authority before going on without it
   * @throws RuntimeException what joining threw for another reason within that time
   */
  public static LateNode join(Supplier<TierNode> joining, int partitions, Duration wait) {
    LateNode late = new LateNode(joining, partitions);
    late.begin(wait);
    return late;
  }

  private synchronized void begin(Duration wait) {
    startJoining();
    long deadline = System.nanoTime() + wait.toNanos();
    boolean interrupted = false;
    while (node == null && failure == null && System.nanoTime() < deadline) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null && !isAway(failure)) {
      close();
      throw failure;
    }
    if (node == null) {
      LOG.log(Level.WARNING, "The authority is not there yet; caches open without it", failure);
    }
  }

  private static boolean isAway(RuntimeException failure) {
    return failure instanceof TierException reason && reason.isAway();
  }

  // ---- joining, in the background

  private synchronized void startJoining() {
    if (joiner == null && !closed) {
      joiner = new Thread(this::joinAll, "entresol-join");
      joiner.setDaemon(true);
      joiner.start();
    }
  }

  private void joinAll() {
    while (pause()) {
      try {
        TierNode joined = joined();
        for (LateTier tier : late) {
          join(tier, joined);
        }
      } catch (RuntimeException e) {
        failed(e);
      }
    }
  }

  /** Waits for the next time to try; false when there is nothing more to be done. */
  private synchronized boolean pause() {
    late.removeIf(LateTier::isSettled);
    boolean tried = failure != null || node != null;
    boolean due = node == null || !late.isEmpty();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
    while (tried && due && !closed && System.nanoTime() < end) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
      } catch (InterruptedException e) {
        closed = true;
      }
    }
    if (closed || !due) {
      joiner = null;
      return false;
    }
    return true;
  }

  private TierNode joined() {
    TierNode there = node;
    if (there != null) {
      return there;
    }
    TierNode joined = joining.get();
    synchronized (this) {
      if (closed) {
        joined.close();
        throw new IllegalStateException("The node was closed while it joined");
      }
      node = joined;
      notifyAll();
    }
    LOG.log(
        Level.INFO, "The authority is joined after {0}", Spans.measured(System.nanoTime() - begun));
    return joined;
  }

  private static void join(LateTier tier, TierNode joined) {
    try {
      tier.join(joined);
      LOG.log(Level.INFO, "The cache ''{0}'' is joined", tier.cache());
    } catch (TierException e) {
      if (!e.isAway() && tier.isNews(e)) {
        LOG.log(Level.WARNING, "The cache '" + tier.cache() + "' cannot be joined", e);
      }
      tier.failed(e);
    }
  }

  private synchronized void failed(RuntimeException reason) {
    boolean news =
        failure == null || !String.valueOf(reason.getMessage()).equals(failure.getMessage());
    if (!closed && news && !isAway(reason)) {
      LOG.log(Level.WARNING, "The authority cannot be joined; the next try is in a second", reason);
    }
    failure = reason;
    notifyAll();
  }

  // ---- tiers

  @Override
  public ByteTier open(String cache, TierOptions options) {
    TierNode joined;
    TierException reason;
    synchronized (this) {
      joined = node;
      reason = reason();
    }
    if (joined != null) {
      try {
        return joined.open(cache, options);
      } catch (TierException e) {
        if (!e.isAway()) {
          throw e;
        }
        reason = e;
      }
    }
    LateTier tier = new LateTier(cache, options, options.partitions().orElse(partitions), reason);
    late.add(tier);
    startJoining();
    return tier;
  }

  private TierException reason() {
    return (failure instanceof TierException known)
        ? known
        : TierException.away("The authority has not answered yet", failure, true);
  }

  @Override
  public Leadership leadership(String name) {
    return new LateLeadership(
        () -> {
          TierNode there = node;
          if (there == null) {
            synchronized (this) {
              throw reason();
            }
          }
          return requireNonNull(there.leadership(name), "an authority that others share");
        });
  }

  @Override
  public long awayNanos() {
    TierNode there = node;
    return (there == null) ? Math.max(1, System.nanoTime() - begun) : there.awayNanos();
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    TierNode there = node;
    return (there == null) ? null : there.unwrap(type);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    TierNode there = node;
    if (there != null) {
      there.close();
    }
  }
}

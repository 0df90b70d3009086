package org.entresol.stats;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.tier.Backlog;
import org.entresol.tier.Faults;

/** The statistics of one cache as JMX shows them. Thread-safe. */
public final class StatisticsBean implements EntresolStatisticsMXBean {

  private final Statistics statistics;
  private final Supplier<Backlog> backlog;
  private final Supplier<Faults> faults;

  /**
   * A bean over living counters.
   *
   * @param backlog tells how far the source lags behind
   * @param faults tells what has gone wrong between this node and the authority
   */
  public StatisticsBean(Statistics statistics, Supplier<Backlog> backlog, Supplier<Faults> faults) {
    this.statistics = statistics;
    this.backlog = backlog;
    this.faults = faults;
  }

  @Override
  public void clear() {
    statistics.clear();
  }

  @Override
  public long getCacheHits() {
    return statistics.hits();
  }

  @Override
  public float getCacheHitPercentage() {
    return percentage(statistics.hits());
  }

  @Override
  public long getCacheMisses() {
    return statistics.misses();
  }

  @Override
  public float getCacheMissPercentage() {
    return percentage(statistics.misses());
  }

  private float percentage(long part) {
    long gets = getCacheGets();
    return (gets == 0) ? 0f : 100f * part / gets;
  }

  @Override
  public long getCacheGets() {
    return statistics.hits() + statistics.misses();
  }

  @Override
  public long getCachePuts() {
    return statistics.puts();
  }

  @Override
  public long getCacheRemovals() {
    return statistics.removals();
  }

  @Override
  public long getCacheEvictions() {
    return statistics.evictions();
  }

  @Override
  public float getAverageGetTime() {
    return statistics.averageGetMicros();
  }

  @Override
  public float getAveragePutTime() {
    return statistics.averagePutMicros();
  }

  @Override
  public float getAverageRemoveTime() {
    return statistics.averageRemoveMicros();
  }

  @Override
  public long getLoads() {
    return statistics.loads(LoadEvent.LOADED);
  }

  @Override
  public long getLoadFailures() {
    return statistics.loads(LoadEvent.FAILED);
  }

  @Override
  public float getAverageLoadTime() {
    return statistics.averageLoadMicros();
  }

  @Override
  public long getRefusedLoads() {
    return statistics.loads(LoadEvent.REFUSED);
  }

  @Override
  public long getUnstoredLoads() {
    return statistics.loads(LoadEvent.UNSTORED);
  }

  @Override
  public long getUnreplacedEntries() {
    return statistics.loads(LoadEvent.UNREPLACED);
  }

  @Override
  public long getRefreshes() {
    return statistics.loads(LoadEvent.REFRESHED);
  }

  @Override
  public long getStaleServes() {
    return statistics.loads(LoadEvent.STALE);
  }

  @Override
  public long getAbsencesServed() {
    return statistics.loads(LoadEvent.ABSENT);
  }

  @Override
  public long getUnguardedLoads() {
    return statistics.loads(LoadEvent.UNGUARDED);
  }

  @Override
  public long getLoadTimeouts() {
    return statistics.loads(LoadEvent.TIMED_OUT);
  }

  @Override
  public long getPendingWrites() {
    return backlog.get().pending();
  }

  @Override
  public long getOldestPendingWriteMillis() {
    return backlog.get().oldestMillis();
  }

  @Override
  public long getDeadLetters() {
    return backlog.get().dead();
  }

  @Override
  public long getWriteBatches() {
    return statistics.writes(WriteEvent.BATCH);
  }

  @Override
  public long getWrites() {
    return statistics.writes(WriteEvent.WRITTEN);
  }

  @Override
  public long getWriteFailures() {
    return statistics.writes(WriteEvent.FAILED);
  }

  @Override
  public long getWriteRetries() {
    return statistics.writes(WriteEvent.RETRIED);
  }

  @Override
  public long getAwayMillis() {
    return TimeUnit.NANOSECONDS.toMillis(faults.get().awayNanos());
  }

  @Override
  public long getUnreadableEntries() {
    return faults.get().unreadable();
  }

  @Override
  public long getRefusedNearFills() {
    return faults.get().unkept();
  }

  @Override
  public long getAnnouncementGaps() {
    return faults.get().gaps();
  }

  @Override
  public long getSilentSubscriptions() {
    return faults.get().silences();
  }

  @Override
  public long getRefusedCalls() {
    return faults.get().refusedCalls();
  }

  @Override
  public long getUnreadableWrites() {
    return statistics.writes(WriteEvent.UNREADABLE);
  }
}

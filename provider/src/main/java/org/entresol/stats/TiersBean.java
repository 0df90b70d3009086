package org.entresol.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.entresol.EntresolTiersMXBean;
import org.entresol.tier.Extent;
import org.entresol.tier.Faults.BreakerState;
import org.entresol.tier.Tiers;
import org.entresol.tier.Volume;
import org.entresol.time.Durations;

/** The figures of one cache's tiers as JMX shows them. Thread-safe. */
public final class TiersBean implements EntresolTiersMXBean {

  private static final int MOST_WEIGHED = 100_000;
  private static final double NANOS_OF_A_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final Statistics statistics;
  private final TierCounts counts;
  private final Tiers tiers;
  private volatile Extent extent = Extent.UNKNOWN;

  /**
   * A bean over living counters.
   *
   * @param tiers tells what the counters do not count
   */
  public TiersBean(Statistics statistics, Tiers tiers) {
    this.statistics = statistics;
    this.counts = statistics.tiers();
    this.tiers = tiers;
  }

  @Override
  public long getNearHits() {
    return counts.nearHits();
  }

  @Override
  public long getAuthorityHits() {
    return statistics.authorityHits();
  }

  @Override
  public long getHeapEntries() {
    return tiers.kept().entries();
  }

  @Override
  public long getHeapBytes() {
    return tiers.kept().bytes();
  }

  @Override
  public long getNearEvictions() {
    return tiers.kept().evicted();
  }

  @Override
  public long getNearExpirations() {
    return tiers.kept().expired();
  }

  @Override
  public long getNearOutdated() {
    return tiers.kept().outdated();
  }

  @Override
  public long getExpirations() {
    return statistics.expirations();
  }

  @Override
  public long getAnnouncementsSent() {
    return tiers.hearing().sent();
  }

  @Override
  public long getAnnouncementsHeard() {
    return tiers.hearing().heard();
  }

  @Override
  public long getAnnouncementsLost() {
    return tiers.hearing().lost();
  }

  @Override
  public long getRepairs() {
    return tiers.hearing().repairs();
  }

  @Override
  public long[] getPartitionLags() {
    return tiers.hearing().behind().stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public long getGreatestPartitionLag() {
    return Arrays.stream(getPartitionLags()).max().orElse(0);
  }

  @Override
  public long getLoadCalls() {
    return counts.loads().count();
  }

  @Override
  public double getLoadCallMillis() {
    return millis(counts.loads());
  }

  @Override
  public Map<Double, Long> getLoadCallTimes() {
    return counts.loads().upTo();
  }

  @Override
  public long getLoadLockWaits() {
    return counts.lockWaits().count();
  }

  @Override
  public double getLoadLockWaitMillis() {
    return millis(counts.lockWaits());
  }

  @Override
  public long getRemoteCalls() {
    return counts.calls().times().count();
  }

  @Override
  public long getRemoteCallFailures() {
    return counts.calls().failures();
  }

  @Override
  public double getRemoteCallMillis() {
    return millis(counts.calls().times());
  }

  @Override
  public Map<Double, Long> getRemoteCallTimes() {
    return counts.calls().times().upTo();
  }

  private static double millis(Durations all) {
    return all.nanos() / NANOS_OF_A_MILLI;
  }

  @Override
  public boolean isBreakerOpen() {
    return breaker().isOpen();
  }

  @Override
  public long getBreakerOpenings() {
    return breaker().openings();
  }

  private BreakerState breaker() {
    return tiers.faults().breaker();
  }

  @Override
  public long getAudits() {
    return tiers.audited().changes();
  }

  @Override
  public long getAuditedCopies() {
    return tiers.audited().answers();
  }

  @Override
  public long getCoherenceViolations() {
    return tiers.audited().violations();
  }

  @Override
  public long getGreatestStalenessMillis() {
    return TimeUnit.NANOSECONDS.toMillis(tiers.audited().greatestNanos());
  }

  @Override
  public long getSharedEntries() {
    return extent.entries();
  }

  @Override
  public long getSharedBytes() {
    return extent.bytes();
  }

  @Override
  public long getDiskBytes() {
    return disk().bytes();
  }

  @Override
  public long getDiskEntries() {
    return disk().entries();
  }

  @Override
  public long getDiskEvictions() {
    return disk().evictions();
  }

  @Override
  public long getDiskCulls() {
    return disk().culls();
  }

  @Override
  public long getDiskBusyWaits() {
    return disk().busyWaits();
  }

  @Override
  public long getDiskLostValues() {
    return disk().lostValues();
  }

  private Volume.Figures disk() {
    Volume volume = tiers.volume();
    return (volume == null) ? Volume.Figures.UNKNOWN : volume.figures();
  }

  @Override
  public void measure(int weighed) {
    if (weighed < 1 || weighed > MOST_WEIGHED) {
      throw new IllegalArgumentException(
          "weighed: %d; allowed: 1 to %d".formatted(weighed, MOST_WEIGHED));
    }
    extent = tiers.extent(weighed);
  }
}

package org.entresol.micrometer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.EntresolTiersMXBean;
import org.entresol.WriteMode;

/**
 * One of the figures of a cache. Needs nothing of Micrometer's. Immutable.
 *
 * @param meter what Micrometer calls it
 * @param name what it is called elsewhere, as the attribute of the MXBean is
 * @param grows whether it only grows, until statistics are cleared
 * @param words what it is
 * @param value reads it
 */
public record Figure(
    Meter meter, String name, boolean grows, String words, ToDoubleFunction<Beans> value) {

  /**
   * A name for Micrometer.
   *
   * @param name with dots
   * @param tag the name of a tag that it has beside those of the cache, or an empty text for none
   * @param tagged the value of that tag
   * @param unit the base unit, or an empty text for none
   */
  public record Meter(String name, String tag, String tagged, String unit) {
    static Meter named(String name) {
      return new Meter(name, "", "", "");
    }

    Meter tagged(String by, String value) {
      return new Meter(name, by, value, unit);
    }

    Meter in(String base) {
      return new Meter(name, tag, tagged, base);
    }
  }

  /**
   * What reads the figures of one cache.
   *
   * @param statistics those of its operations
   * @param tiers those of its tiers
   */
  public record Beans(EntresolStatisticsMXBean statistics, EntresolTiersMXBean tiers) {
    static Beans of(EntresolCache<?, ?> cache) {
      return new Beans(
          cache.unwrap(EntresolStatisticsMXBean.class), cache.unwrap(EntresolTiersMXBean.class));
    }
  }

  // spotless:off
  /** What every cache has: first what Micrometer has a convention for. */
  private static final List<Figure> ALL =
      List.of(
          new Figure(Meter.named("cache.gets").tagged("result", "hit"), "cacheHits", true, "reads that found a value", statistics(EntresolStatisticsMXBean::getCacheHits)),
          new Figure(Meter.named("cache.gets").tagged("result", "miss"), "cacheMisses", true, "reads that found none", statistics(EntresolStatisticsMXBean::getCacheMisses)),
          new Figure(Meter.named("cache.puts"), "cachePuts", true, "entries that were put", statistics(EntresolStatisticsMXBean::getCachePuts)),
          new Figure(Meter.named("cache.removals"), "cacheRemovals", true, "entries that were removed", statistics(EntresolStatisticsMXBean::getCacheRemovals)),
          new Figure(Meter.named("cache.evictions"), "cacheEvictions", true, "entries that made room for others", statistics(EntresolStatisticsMXBean::getCacheEvictions)),
          new Figure(Meter.named("cache.size"), "heapEntries", false, "entries in the heap of this node", tiers(EntresolTiersMXBean::getHeapEntries)),
          new Figure(Meter.named("cache.load").tagged("result", "success"), "loads", true, "keys for which the loader answered", statistics(EntresolStatisticsMXBean::getLoads)),
          new Figure(Meter.named("cache.load").tagged("result", "failure"), "loadFailures", true, "keys for which the loader threw", statistics(EntresolStatisticsMXBean::getLoadFailures)),
          new Figure(Meter.named("entresol.cache.heap").in("bytes"), "heapBytes", false, "what the entries in the heap of this node take, where they are weighed", tiers(EntresolTiersMXBean::getHeapBytes)),
          new Figure(Meter.named("entresol.cache.expirations"), "expirations", true, "entries whose time had passed", tiers(EntresolTiersMXBean::getExpirations)),
          new Figure(Meter.named("entresol.cache.get.mean").in("microseconds"), "averageGetTime", false, "mean time of a read", statistics(EntresolStatisticsMXBean::getAverageGetTime)),
          new Figure(Meter.named("entresol.cache.put.mean").in("microseconds"), "averagePutTime", false, "mean time of a put", statistics(EntresolStatisticsMXBean::getAveragePutTime)),
          new Figure(Meter.named("entresol.cache.removal.mean").in("microseconds"), "averageRemoveTime", false, "mean time of a removal", statistics(EntresolStatisticsMXBean::getAverageRemoveTime)),
          new Figure(Meter.named("entresol.cache.load.mean").in("microseconds"), "averageLoadTime", false, "mean time of the loader for a key", statistics(EntresolStatisticsMXBean::getAverageLoadTime)),
          new Figure(Meter.named("entresol.cache.loads.refused"), "refusedLoads", true, "loaded values not stored, as their keys had changed", statistics(EntresolStatisticsMXBean::getRefusedLoads)),
          new Figure(Meter.named("entresol.cache.refreshes"), "refreshes", true, "loads begun in the background", statistics(EntresolStatisticsMXBean::getRefreshes)),
          new Figure(Meter.named("entresol.cache.stale"), "staleServes", true, "values past their time that callers got", statistics(EntresolStatisticsMXBean::getStaleServes)),
          new Figure(Meter.named("entresol.cache.absences"), "absencesServed", true, "reads told that the source has no value", statistics(EntresolStatisticsMXBean::getAbsencesServed)),
          new Figure(Meter.named("entresol.cache.load.timeouts"), "loadTimeouts", true, "callers that gave a load up", statistics(EntresolStatisticsMXBean::getLoadTimeouts)));

  /** What caches have that are shared with other nodes. */
  private static final List<Figure> OF_SHARED =
      List.of(
          new Figure(Meter.named("entresol.cache.hits").tagged("tier", "near"), "nearHits", true, "reads answered by a copy near this node", tiers(EntresolTiersMXBean::getNearHits)),
          new Figure(Meter.named("entresol.cache.hits").tagged("tier", "authority"), "authorityHits", true, "reads answered by the authority", tiers(EntresolTiersMXBean::getAuthorityHits)),
          new Figure(Meter.named("entresol.cache.near.removals").tagged("cause", "size"), "nearEvictions", true, "copies that made room for others", tiers(EntresolTiersMXBean::getNearEvictions)),
          new Figure(Meter.named("entresol.cache.near.removals").tagged("cause", "expired"), "nearExpirations", true, "copies whose time had passed", tiers(EntresolTiersMXBean::getNearExpirations)),
          new Figure(Meter.named("entresol.cache.near.removals").tagged("cause", "changed"), "nearOutdated", true, "copies whose keys were changed", tiers(EntresolTiersMXBean::getNearOutdated)),
          new Figure(Meter.named("entresol.cache.announcements.sent"), "announcementsSent", true, "changes of this node that were announced", tiers(EntresolTiersMXBean::getAnnouncementsSent)),
          new Figure(Meter.named("entresol.cache.announcements.heard"), "announcementsHeard", true, "announcements that were heard", tiers(EntresolTiersMXBean::getAnnouncementsHeard)),
          new Figure(Meter.named("entresol.cache.announcements.lost"), "announcementsLost", true, "announcements that did not come", tiers(EntresolTiersMXBean::getAnnouncementsLost)),
          new Figure(Meter.named("entresol.cache.repairs"), "repairs", true, "partitions dropped by a comparison with the authority", tiers(EntresolTiersMXBean::getRepairs)),
          new Figure(Meter.named("entresol.cache.partition.lag"), "greatestPartitionLag", false, "announcements that were not heard yet, of the partition that is most behind", tiers(EntresolTiersMXBean::getGreatestPartitionLag)),
          new Figure(Meter.named("entresol.cache.remote.failures"), "remoteCallFailures", true, "calls of the authority that failed", tiers(EntresolTiersMXBean::getRemoteCallFailures)),
          new Figure(Meter.named("entresol.cache.breaker.open"), "breakerOpen", false, "1 while calls are refused because Redis has not answered", from -> from.tiers().isBreakerOpen() ? 1 : 0),
          new Figure(Meter.named("entresol.cache.breaker.openings"), "breakerOpenings", true, "how often it came to that", tiers(EntresolTiersMXBean::getBreakerOpenings)),
          new Figure(Meter.named("entresol.cache.shared.entries"), "sharedEntries", false, "entries in Redis, when they were last counted", tiers(EntresolTiersMXBean::getSharedEntries)),
          new Figure(Meter.named("entresol.cache.shared.size").in("bytes"), "sharedBytes", false, "memory that these took", tiers(EntresolTiersMXBean::getSharedBytes)),
          new Figure(Meter.named("entresol.cache.disk.size").in("bytes"), "diskBytes", false, "what the files on disk take, with all caches in them", tiers(EntresolTiersMXBean::getDiskBytes)),
          new Figure(Meter.named("entresol.cache.disk.entries"), "diskEntries", false, "entries on disk, of all processes", tiers(EntresolTiersMXBean::getDiskEntries)),
          new Figure(Meter.named("entresol.cache.disk.evictions"), "diskEvictions", true, "entries that went from the disk for want of room, of all processes", tiers(EntresolTiersMXBean::getDiskEvictions)),
          new Figure(Meter.named("entresol.cache.disk.culls"), "diskCulls", true, "changes after which some had to go, of all caches", tiers(EntresolTiersMXBean::getDiskCulls)),
          new Figure(Meter.named("entresol.cache.disk.busy.waits"), "diskBusyWaits", true, "changes that waited for one of another process", tiers(EntresolTiersMXBean::getDiskBusyWaits)),
          new Figure(Meter.named("entresol.cache.disk.lost.values"), "diskLostValues", true, "large values whose files were missing or damaged", tiers(EntresolTiersMXBean::getDiskLostValues)),
          new Figure(Meter.named("entresol.cache.audits"), "audits", true, "announced changes that the audit has looked into", tiers(EntresolTiersMXBean::getAudits)),
          new Figure(Meter.named("entresol.cache.audit.copies"), "auditedCopies", true, "copies that nodes served of their keys", tiers(EntresolTiersMXBean::getAuditedCopies)),
          new Figure(Meter.named("entresol.cache.violations"), "coherenceViolations", true, "those that were older than the change", tiers(EntresolTiersMXBean::getCoherenceViolations)),
          new Figure(Meter.named("entresol.cache.staleness").in("milliseconds"), "greatestStalenessMillis", false, "how long ago the change was announced in the worst case", tiers(EntresolTiersMXBean::getGreatestStalenessMillis)),
          new Figure(Meter.named("entresol.cache.loads.unstored"), "unstoredLoads", true, "loaded values that Redis has not got", statistics(EntresolStatisticsMXBean::getUnstoredLoads)),
          new Figure(Meter.named("entresol.cache.loads.unreplaced"), "unreplacedEntries", true, "loaded values kept to this node, as others may read what Redis has", statistics(EntresolStatisticsMXBean::getUnreplacedEntries)),
          new Figure(Meter.named("entresol.cache.loads.unguarded"), "unguardedLoads", true, "keys loaded without their lock", statistics(EntresolStatisticsMXBean::getUnguardedLoads)),
          new Figure(Meter.named("entresol.cache.away").in("milliseconds"), "awayMillis", false, "time without Redis, where the cache is like an empty one", statistics(EntresolStatisticsMXBean::getAwayMillis)),
          new Figure(Meter.named("entresol.cache.unreadable"), "unreadableEntries", true, "entries, keys and news that this node cannot read", statistics(EntresolStatisticsMXBean::getUnreadableEntries)),
          new Figure(Meter.named("entresol.cache.fills.refused"), "refusedNearFills", true, "entries not kept near, as it was not known whether they were true", statistics(EntresolStatisticsMXBean::getRefusedNearFills)),
          new Figure(Meter.named("entresol.cache.announcement.gaps"), "announcementGaps", true, "times that lost announcements were found out", statistics(EntresolStatisticsMXBean::getAnnouncementGaps)),
          new Figure(Meter.named("entresol.cache.subscription.silences"), "silentSubscriptions", true, "times that the subscription was found silent", statistics(EntresolStatisticsMXBean::getSilentSubscriptions)),
          new Figure(Meter.named("entresol.cache.calls.refused"), "refusedCalls", true, "calls refused because Redis had not answered", statistics(EntresolStatisticsMXBean::getRefusedCalls)));

  /** What there is where writes are left for later; Redis is asked for some of it. */
  private static final List<Figure> OF_QUEUES =
      List.of(
          new Figure(Meter.named("entresol.cache.write.batches"), "writeBatches", true, "calls of the writer for pending writes", statistics(EntresolStatisticsMXBean::getWriteBatches)),
          new Figure(Meter.named("entresol.cache.writes"), "writes", true, "pending writes that the source has got", statistics(EntresolStatisticsMXBean::getWrites)),
          new Figure(Meter.named("entresol.cache.write.failures"), "writeFailures", true, "tries of pending writes that failed", statistics(EntresolStatisticsMXBean::getWriteFailures)),
          new Figure(Meter.named("entresol.cache.write.retries"), "writeRetries", true, "tries of pending writes tried before", statistics(EntresolStatisticsMXBean::getWriteRetries)),
          new Figure(Meter.named("entresol.cache.writes.unreadable"), "unreadableWrites", true, "pending writes left to other nodes", statistics(EntresolStatisticsMXBean::getUnreadableWrites)),
          new Figure(Meter.named("entresol.cache.writes.pending"), "pendingWrites", false, "writes that the source has not got yet", statistics(EntresolStatisticsMXBean::getPendingWrites)),
          new Figure(Meter.named("entresol.cache.writes.oldest").in("milliseconds"), "oldestPendingWriteMillis", false, "age of the oldest pending write", statistics(EntresolStatisticsMXBean::getOldestPendingWriteMillis)),
          new Figure(Meter.named("entresol.cache.dead.letters"), "deadLetters", false, "writes that were given up", statistics(EntresolStatisticsMXBean::getDeadLetters)));

  // spotless:on

  private static ToDoubleFunction<Beans> statistics(ToDoubleFunction<EntresolStatisticsMXBean> of) {
    return beans -> of.applyAsDouble(beans.statistics());
  }

  private static ToDoubleFunction<Beans> tiers(ToDoubleFunction<EntresolTiersMXBean> of) {
    return beans -> of.applyAsDouble(beans.tiers());
  }

  /** All that a cache has. */
  public static List<Figure> of(EntresolCache<?, ?> cache) {
    EntresolConfiguration<?, ?> is = configuration(cache);
    List<Figure> all = new ArrayList<>(ALL);
    if (is.getStack().isShared()) {
      all.addAll(OF_SHARED);
    }
    if (is.isWriteThrough() && is.getWrite().mode() == WriteMode.BEHIND) {
      all.addAll(OF_QUEUES);
    }
    return all;
  }

  @SuppressWarnings("unchecked") // a class literal has no type arguments
  static EntresolConfiguration<?, ?> configuration(EntresolCache<?, ?> cache) {
    return cache.getConfiguration(EntresolConfiguration.class);
  }

  /** All figures of a cache by their names; -1 for one that cannot be told now. */
  public static Map<String, Object> all(EntresolCache<?, ?> cache) {
    Beans beans = Beans.of(cache);
    Map<String, Object> all = new LinkedHashMap<>();
    for (Figure figure : of(cache)) {
      double told = figure.read(beans);
      double read = Double.isNaN(told) ? -1 : told;
      boolean whole = figure.grows || read == Math.rint(read);
      all.put(figure.name, whole ? (Number) (long) read : (Number) read);
    }
    for (Timing timing : Timing.of(cache)) {
      all.put(timing.name() + "s", timing.count().applyAsLong(beans.tiers()));
      all.put(timing.name() + "Millis", timing.millis().applyAsDouble(beans.tiers()));
    }
    return all;
  }

  /** The figure now; not a number where it is not known, or Redis has to tell it and does not. */
  double read(Beans beans) {
    try {
      double read = value.applyAsDouble(beans);
      return (read < 0) ? Double.NaN : read;
    } catch (RuntimeException e) {
      return Double.NaN;
    }
  }
}

package org.entresol.spring.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.entresol.EntresolCache;
import org.entresol.EntresolStatisticsMXBean;

/**
 * One of the figures of a cache.
 *
 * @param meter what Micrometer calls it
 * @param name what it is called elsewhere, as the attribute of the MXBean is
 * @param grows whether it only grows, until statistics are cleared
 * @param words what it is
 * @param value reads it
 */
record Figure(
    Meter meter,
    String name,
    boolean grows,
    String words,
    ToDoubleFunction<EntresolStatisticsMXBean> value) {

  /**
   * A name for Micrometer.
   *
   * @param name with dots
   * @param result the value of the tag {@code result}, or an empty text for none
   * @param unit the base unit, or an empty text for none
   */
  record Meter(String name, String result, String unit) {
    static Meter named(String name) {
      return new Meter(name, "", "");
    }
  }

  // spotless:off
  /** All there are: first those that Micrometer has a convention for. */
  static final List<Figure> ALL =
      List.of(
          counter(new Meter("cache.gets", "hit", ""), "cacheHits", "reads that found a value", EntresolStatisticsMXBean::getCacheHits),
          counter(new Meter("cache.gets", "miss", ""), "cacheMisses", "reads that found none", EntresolStatisticsMXBean::getCacheMisses),
          counter("cache.puts", "cachePuts", "entries that were put", EntresolStatisticsMXBean::getCachePuts),
          counter("cache.removals", "cacheRemovals", "entries that were removed", EntresolStatisticsMXBean::getCacheRemovals),
          counter("cache.evictions", "cacheEvictions", "entries that made room for others", EntresolStatisticsMXBean::getCacheEvictions),
          gauge(new Meter("entresol.cache.get.mean", "", "microseconds"), "averageGetTime", "mean time of a read", EntresolStatisticsMXBean::getAverageGetTime),
          gauge(new Meter("entresol.cache.put.mean", "", "microseconds"), "averagePutTime", "mean time of a put", EntresolStatisticsMXBean::getAveragePutTime),
          gauge(new Meter("entresol.cache.removal.mean", "", "microseconds"), "averageRemoveTime", "mean time of a removal", EntresolStatisticsMXBean::getAverageRemoveTime),
          counter("entresol.cache.loads", "loads", "keys for which the loader answered", EntresolStatisticsMXBean::getLoads),
          counter("entresol.cache.load.failures", "loadFailures", "keys for which the loader threw", EntresolStatisticsMXBean::getLoadFailures),
          gauge(new Meter("entresol.cache.load.mean", "", "microseconds"), "averageLoadTime", "mean time of the loader for a key", EntresolStatisticsMXBean::getAverageLoadTime),
          counter("entresol.cache.loads.refused", "refusedLoads", "loaded values not stored, as their keys had changed", EntresolStatisticsMXBean::getRefusedLoads),
          counter("entresol.cache.loads.unstored", "unstoredLoads", "loaded values that Redis has not got", EntresolStatisticsMXBean::getUnstoredLoads),
          counter("entresol.cache.loads.unreplaced", "unreplacedEntries", "loaded values kept to this node, as others may read what Redis has", EntresolStatisticsMXBean::getUnreplacedEntries),
          counter("entresol.cache.refreshes", "refreshes", "loads begun in the background", EntresolStatisticsMXBean::getRefreshes),
          counter("entresol.cache.stale", "staleServes", "values past their time that callers got", EntresolStatisticsMXBean::getStaleServes),
          counter("entresol.cache.absences", "absencesServed", "reads told that the source has no value", EntresolStatisticsMXBean::getAbsencesServed),
          counter("entresol.cache.loads.unguarded", "unguardedLoads", "keys loaded without their lock", EntresolStatisticsMXBean::getUnguardedLoads),
          counter("entresol.cache.load.timeouts", "loadTimeouts", "callers that gave a load up", EntresolStatisticsMXBean::getLoadTimeouts),
          counter("entresol.cache.write.batches", "writeBatches", "calls of the writer for pending writes", EntresolStatisticsMXBean::getWriteBatches),
          counter("entresol.cache.writes", "writes", "pending writes that the source has got", EntresolStatisticsMXBean::getWrites),
          counter("entresol.cache.write.failures", "writeFailures", "tries of pending writes that failed", EntresolStatisticsMXBean::getWriteFailures),
          counter("entresol.cache.write.retries", "writeRetries", "tries of pending writes tried before", EntresolStatisticsMXBean::getWriteRetries),
          counter("entresol.cache.writes.unreadable", "unreadableWrites", "pending writes left to other nodes", EntresolStatisticsMXBean::getUnreadableWrites),
          gauge(new Meter("entresol.cache.away", "", "milliseconds"), "awayMillis", "time without Redis, where the cache is like an empty one", EntresolStatisticsMXBean::getAwayMillis),
          counter("entresol.cache.unreadable", "unreadableEntries", "entries, keys and news that this node cannot read", EntresolStatisticsMXBean::getUnreadableEntries),
          counter("entresol.cache.fills.refused", "refusedNearFills", "entries not kept near, as it was not known whether they were true", EntresolStatisticsMXBean::getRefusedNearFills),
          counter("entresol.cache.announcement.gaps", "announcementGaps", "times that lost announcements were found out", EntresolStatisticsMXBean::getAnnouncementGaps),
          counter("entresol.cache.subscription.silences", "silentSubscriptions", "times that the subscription was found silent", EntresolStatisticsMXBean::getSilentSubscriptions),
          counter("entresol.cache.calls.refused", "refusedCalls", "calls refused because Redis had not answered", EntresolStatisticsMXBean::getRefusedCalls));

  /** Those that Redis is asked for, where there are pending writes at all. */
  static final List<Figure> OF_QUEUES =
      List.of(
          gauge(Meter.named("entresol.cache.writes.pending"), "pendingWrites", "writes that the source has not got yet", EntresolStatisticsMXBean::getPendingWrites),
          gauge(new Meter("entresol.cache.writes.oldest", "", "milliseconds"), "oldestPendingWriteMillis", "age of the oldest pending write", EntresolStatisticsMXBean::getOldestPendingWriteMillis),
          gauge(Meter.named("entresol.cache.dead.letters"), "deadLetters", "writes that were given up", EntresolStatisticsMXBean::getDeadLetters));

  // spotless:on

  private static Figure counter(
      String meter, String name, String words, ToDoubleFunction<EntresolStatisticsMXBean> value) {
    return counter(Meter.named(meter), name, words, value);
  }

  private static Figure counter(
      Meter meter, String name, String words, ToDoubleFunction<EntresolStatisticsMXBean> value) {
    return new Figure(meter, name, true, words, value);
  }

  private static Figure gauge(
      Meter meter, String name, String words, ToDoubleFunction<EntresolStatisticsMXBean> value) {
    return new Figure(meter, name, false, words, value);
  }

  /** All figures of a cache by their names; -1 for one that cannot be told now. */
  static Map<String, Object> all(EntresolCache<?, ?> cache, List<Figure> figures) {
    EntresolStatisticsMXBean bean = cache.unwrap(EntresolStatisticsMXBean.class);
    Map<String, Object> all = new LinkedHashMap<>();
    for (Figure figure : figures) {
      all.put(figure.name, figure.of(bean));
    }
    return all;
  }

  private Number of(EntresolStatisticsMXBean bean) {
    double read = read(bean, -1);
    return grows || read == Math.rint(read) ? (Number) (long) read : (Number) read;
  }

  /** The figure now, or another number where Redis has to tell it and does not. */
  double read(EntresolStatisticsMXBean bean, double otherwise) {
    try {
      return value.applyAsDouble(bean);
    } catch (RuntimeException e) {
      return otherwise;
    }
  }
}

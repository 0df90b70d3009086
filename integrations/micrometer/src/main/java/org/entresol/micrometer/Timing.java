package org.entresol.micrometer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolTiersMXBean;

/**
 * One kind of thing that a cache measures the time of. Immutable.
 *
 * @param meter what Micrometer calls it
 * @param name what it is called elsewhere, in the singular
 * @param words what it is
 * @param count how often it was
 * @param millis how long it took together
 * @param times how many took no longer than each bound in seconds; none where that is not told
 */
record Timing(
    String meter,
    String name,
    String words,
    ToLongFunction<EntresolTiersMXBean> count,
    ToDoubleFunction<EntresolTiersMXBean> millis,
    Function<EntresolTiersMXBean, Map<Double, Long>> times) {

  private static final Timing LOADS =
      new Timing(
          "entresol.cache.load.calls",
          "loadCall",
          "calls of the loader that it answered",
          EntresolTiersMXBean::getLoadCalls,
          EntresolTiersMXBean::getLoadCallMillis,
          EntresolTiersMXBean::getLoadCallTimes);

  private static final Timing LOCK_WAITS =
      new Timing(
          "entresol.cache.load.lock.waits",
          "loadLockWait",
          "waits of loads for the locks of others",
          EntresolTiersMXBean::getLoadLockWaits,
          EntresolTiersMXBean::getLoadLockWaitMillis,
          tiers -> Map.of());

  private static final Timing REMOTE_CALLS =
      new Timing(
          "entresol.cache.remote.calls",
          "remoteCall",
          "calls of the authority",
          EntresolTiersMXBean::getRemoteCalls,
          EntresolTiersMXBean::getRemoteCallMillis,
          EntresolTiersMXBean::getRemoteCallTimes);

  /** What a cache measures. */
  static List<Timing> of(EntresolCache<?, ?> cache) {
    EntresolConfiguration<?, ?> is = Figure.configuration(cache);
    List<Timing> all = new ArrayList<>();
    if (is.getCacheLoaderFactory() != null) {
      all.add(LOADS);
      all.add(LOCK_WAITS);
    }
    if (is.getStack().isShared()) {
      all.add(REMOTE_CALLS);
    }
    return all;
  }
}

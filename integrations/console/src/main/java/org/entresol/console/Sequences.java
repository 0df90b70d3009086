package org.entresol.console;

import static java.util.Comparator.comparing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.tier.TierException;
import org.entresol.tier.redis.CacheName;
import org.entresol.tier.redis.SurveyedCache;
import org.entresol.time.Clock;

/**
 * How far the sequences of caches had got at some time. Not to be changed.
 *
 * @param nanos when that was
 * @param caches the sequences of all partitions of each cache
 */
record Sequences(long nanos, Map<CacheName, long[]> caches) {

  /** How often a cache has changed in a second. */
  record Changes(CacheName name, double perSecond) {}

  /** How far they have got now; those that Redis refuses to tell of are left out. */
  static Sequences of(List<SurveyedCache> caches, Clock clock) {
    Map<CacheName, long[]> sequences = new LinkedHashMap<>();
    for (SurveyedCache cache : caches) {
      try {
        sequences.put(cache.name(), cache.tier().sequences());
      } catch (TierException e) {
        // It is gone by now, or another release has made it anew.
        e.requireRefusal();
      }
    }
    return new Sequences(clock.nanos(), sequences);
  }

  /** How often each has changed since an earlier time, the busiest first. */
  List<Changes> changesSince(Sequences before) {
    double seconds = (nanos - before.nanos) / 1e9;
    return caches.entrySet().stream()
        .map(
            cache -> {
              long[] earlier = before.caches.getOrDefault(cache.getKey(), cache.getValue());
              return new Changes(
                  cache.getKey(), seconds > 0 ? steps(earlier, cache.getValue()) / seconds : 0);
            })
        .sorted(comparing(Changes::perSecond).reversed())
        .toList();
  }

  /** A sequence that was lost, or goes back, tells nothing of how many changes there were. */
  private static long steps(long[] before, long[] now) {
    long steps = 0;
    // A cache that was made anew meanwhile may have other partitions.
    for (int p = 0; p < Math.min(before.length, now.length); p++) {
      steps += (before[p] > 0 && now[p] > before[p]) ? now[p] - before[p] : 0;
    }
    return steps;
  }
}

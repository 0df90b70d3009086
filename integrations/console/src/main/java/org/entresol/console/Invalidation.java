package org.entresol.console;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entresol.store.KeyPattern;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.TagHash;
import org.entresol.tier.redis.SurveyedCache;

/** Drops entries of a cache on all nodes; the source of record hears nothing. One thread's. */
final class Invalidation {

  private static final int MOST = 500;

  private final SurveyedCache cache;

  Invalidation(SurveyedCache cache) {
    this.cache = cache;
  }

  /**
   * What was dropped.
   *
   * @param meant all keys, as in Redis
   * @param found those that had an entry
   */
  record Dropped(List<String> meant, List<String> found) {

    /** Its fields for JSON. */
    Map<String, Object> document() {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("invalidated", meant);
      document.put("found", found);
      return document;
    }
  }

  /**
   * Refuses more keys than one call may name.
   *
   * @throws RefusedException if there are more
   */
  static void requireFew(List<String> keys) {
    if (keys.size() > MOST) {
      throw new RefusedException(
          "%d keys are too many for one call; allowed: %d".formatted(keys.size(), MOST));
    }
  }

  /** Drops the entries of keys; a text that may mean several means all of them. */
  Dropped keys(List<String> keys) {
    List<byte[]> meant = keys.stream().flatMap(key -> Keys.of(cache, key).stream()).toList();
    List<Outcome> outcomes = drop(meant);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).found()) {
        found.add(cache.written(meant.get(i)));
      }
    }
    return new Dropped(meant.stream().map(cache::written).toList(), found);
  }

  private List<Outcome> drop(List<byte[]> keys) {
    return cache
        .tier()
        .attemptAll(keys.stream().map(key -> new Plan(key, Act.DROP, Act.DROP)).toList());
  }

  /** Drops all entries that have one of some tags, or lets them expire. */
  void tags(List<String> tags, Recall how) {
    long[] hashes = tags.stream().mapToLong(TagHash::of).distinct().toArray();
    long[] unused = cache.tier().recall(hashes, how);
  }

  /**
   * Drops all entries whose keys look like something. A load of such a key that began before is not
   * stored: either its ticket is found and goes, or it is stored before the entries are looked
   * through, and goes with them.
   *
   * @return how many there were
   * @throws IllegalArgumentException if the pattern has too many wildcards
   */
  long pattern(String text) {
    KeyPattern pattern = KeyPattern.of(text, Object.class);
    ByteTier tier = cache.tier();
    long unused = drop(pattern, tier.ticketed(pattern.inTier()));
    long dropped = drop(pattern, tier.scan(pattern.inTier()));
    // What Redis has evicted is in no scan, and may yet be near.
    tier.outdateAll();
    return dropped;
  }

  private long drop(KeyPattern pattern, Iterator<List<byte[]>> batches) {
    long dropped = 0;
    while (batches.hasNext()) {
      List<byte[]> fitting =
          batches.next().stream().filter(key -> Keys.fits(pattern, key)).toList();
      if (!fitting.isEmpty()) {
        dropped += drop(fitting).stream().filter(Outcome::found).count();
      }
    }
    return dropped;
  }

  /** Drops all entries. */
  void all() {
    cache.tier().clear();
  }
}

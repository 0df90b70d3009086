package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** What is to be said of a server that may evict what the source of record has not got yet. */
final class Eviction {

  private static final Logger LOG = System.getLogger(Eviction.class.getName());

  private static final String LIMIT = "maxmemory";
  private static final String POLICY = "maxmemory_policy";

  private Eviction() {}

  /** Logs a warning if a master may evict pending writes. */
  static void warn(ServerFacts facts, String cache) {
    for (Map<String, String> memory : facts.memory()) {
      if (evictsAll(memory)) {
        LOG.log(
            Level.WARNING,
            "Redis may evict pending writes of the cache ''{0}'', as its maxmemory-policy is ''{1}'';"
                + " allowed: noeviction, or one that begins with volatile-",
            cache,
            memory.get(POLICY));
      }
    }
  }

  /**
   * Whether a server may evict keys that do not expire, pending writes among them.
   *
   * @param memory what it says of its memory
   */
  static boolean evictsAll(Map<String, String> memory) {
    return !memory.getOrDefault(LIMIT, "0").equals("0")
        && memory.getOrDefault(POLICY, "").startsWith("allkeys-");
  }
}

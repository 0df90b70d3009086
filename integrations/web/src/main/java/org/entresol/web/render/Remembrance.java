package org.entresol.web.render;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys whose answers were lately found not to be kept, on this node: nobody waits for the next
 * rendering of one. It lies beside the cache, so it cannot take the place of an answer there.
 * Thread-safe.
 */
final class Remembrance {
  /** How long a key is kept in mind. */
  private static final Duration SPAN = Duration.ofSeconds(10);

  private static final int MOST_KEYS = 10_000;

  private final InstantSource clock;
  private final Map<String, Instant> keys =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST_KEYS;
        }
      };

  Remembrance(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(String key) {
    keys.remove(key);
    keys.put(key, clock.instant());
  }

  /** Whether a key is kept in mind; a clock that was set back forgets. */
  synchronized boolean has(String key) {
    Instant since = keys.get(key);
    if (since == null) {
      return false;
    }
    Instant now = clock.instant();
    boolean lately = !now.isBefore(since) && now.isBefore(since.plus(SPAN));
    if (!lately) {
      keys.remove(key);
    }
    return lately;
  }

  synchronized void remove(String key) {
    keys.remove(key);
  }
}

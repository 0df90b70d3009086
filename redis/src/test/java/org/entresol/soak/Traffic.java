package org.entresol.soak;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.EntresolCache;
import org.entresol.soak.Event.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What one process does with one cache: it writes keys of its own, with numbers that rise, and
 * reads those of all.
 *
 * <p>One thread writes, several may read.
 */
final class Traffic {
  /**
   * For how long a key is left alone of which nobody knows whether its last write was made: longer
   * than a paused server, or network, may hold it back.
   */
  private static final long LEFT_ALONE = 8_000;

  /**
   * For how long a key is left alone now and then, removed ones mostly: the next write would tell
   * others what this one should have told them.
   */
  private static final long REST = 6_000;

  /** Numbers of one life of a process. */
  private static final long LIFE = 1_000_000;

  private final Cache<String, Long> cache;
  private final Names names;
  private final EventLog log;
  private final Random random;

  /** The newest number that this node has written or shown, by key. */
  private final AtomicLongArray newest;

  private final long[] next;
  private final long[] untouchedUntil;

  /** When the last read of a value began that found a number, since that was last noted. */
  private final Map<Find, Long> seen = new ConcurrentHashMap<>();

  /**
   * Which cache it is, and whose keys are whose.
   *
   * @param cache the name
   * @param keys how many there are
   * @param node the number of this process
   * @param nodes of how many
   * @param sourced whether a source has all of it, so that nothing but a removal takes it away
   */
  record Names(String cache, int keys, int node, int nodes, boolean sourced) {}

  private record Find(int key, long number) {}

  /**
   * Traffic in a process's life.
   *
   * @param life how often the process was started before
   */
  Traffic(Cache<String, Long> cache, Names names, EventLog log, Random random, int life) {
    this.cache = cache;
    this.names = names;
    this.log = log;
    this.random = random;
    newest = new AtomicLongArray(names.keys());
    next = new long[names.keys()];
    untouchedUntil = new long[names.keys()];
    Arrays.fill(next, life * LIFE + 1);
  }

  static String key(int number) {
    return "k" + number;
  }

  static int number(String key) {
    return Integer.parseInt(key.substring(1));
  }

  /** Whether a failure says that nothing was done. */
  static boolean isRefusal(CacheException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("calls are refused") || message.contains("OOM command not allowed")) {
        return true;
      }
    }
    return false;
  }

  boolean isSourced() {
    return names.sourced();
  }

  /** Puts or removes a key of this process, and sometimes looks what has come of it. */
  void write() {
    int key = random.nextInt(names.keys() / names.nodes()) * names.nodes() + names.node();
    boolean removal = random.nextInt(4) == 0;
    int manner = random.nextInt(3);
    boolean look = random.nextInt(3) == 0;
    boolean rests = random.nextInt(removal ? 2 : 10) == 0;
    if (System.currentTimeMillis() < untouchedUntil[key]) {
      return;
    }
    long number = next[key]++;
    log.add(removal ? Kind.REMOVE : Kind.PUT, names.cache(), key, number);
    try {
      if (removal) {
        remove(key(key), manner);
      } else {
        put(key(key), number, manner);
      }
    } catch (CacheException e) {
      fail(key, number, e);
      return;
    }
    log.add(Kind.DONE, names.cache(), key, number);
    newest.accumulateAndGet(key, number, Math::max);
    if (rests) {
      untouchedUntil[key] = System.currentTimeMillis() + REST;
    }
    if (look) {
      look(key, number, removal);
    }
  }

  private void put(String key, long number, int manner) {
    switch (manner) {
      case 0 -> cache.getAndPut(key, number);
      case 1 -> cache.putAll(Map.of(key, number));
      default -> cache.put(key, number);
    }
  }

  private void remove(String key, int manner) {
    if (manner == 0) {
      cache.getAndRemove(key);
    } else if (manner == 1 && !names.sourced()) {
      // Not with a source, which would not hear of it.
      ((EntresolCache<String, Long>) cache).invalidate(key);
    } else {
      cache.remove(key);
    }
  }

  private void fail(int key, long number, CacheException failure) {
    boolean refused = isRefusal(failure);
    log.add(refused ? Kind.REFUSED : Kind.UNKNOWN, names.cache(), key, number);
    if (refused) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    } else {
      untouchedUntil[key] = System.currentTimeMillis() + LEFT_ALONE;
    }
  }

  private void look(int key, long number, boolean removal) {
    try {
      long found = found(cache.get(key(key)));
      boolean right = removal ? found == 0 : found == number || (found == 0 && !names.sourced());
      if (!right) {
        log.add(Kind.NOT_OWN, names.cache(), key, found);
      }
    } catch (CacheException e) {
      // Nothing was promised.
    }
  }

  /** Reads any key. */
  void read() {
    int key = ThreadLocalRandom.current().nextInt(names.keys());
    long atLeast = newest.get(key);
    long begin = System.currentTimeMillis();
    try {
      long found = found(cache.get(key(key)));
      if (found == 0) {
        return;
      }
      if (found < atLeast) {
        log.add(new Event(begin, Kind.WENT_BACK, names.cache(), key, found).line());
      }
      newest.accumulateAndGet(key, found, Math::max);
      seen.merge(new Find(key, found), begin, Math::max);
    } catch (CacheException e) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Notes what was seen since the last time. */
  void note() {
    seen.keySet()
        .forEach(
            find -> {
              Long at = seen.remove(find);
              if (at != null) {
                log.add(new Event(at, Kind.SEEN, names.cache(), find.key(), find.number()).line());
              }
            });
  }

  /** Notes what each key has in the end. */
  void noteLast() {
    for (int key = 0; key < names.keys(); key++) {
      long at = System.currentTimeMillis();
      long found = found(cache.get(key(key)));
      log.add(new Event(at, Kind.LAST, names.cache(), key, found).line());
    }
  }

  private static long found(@Nullable Long value) {
    return (value == null) ? 0 : value;
  }
}

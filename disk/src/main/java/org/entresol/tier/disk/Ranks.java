package org.entresol.tier.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.entresol.tier.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * By what entries of one shard are told apart when some have to go: the lowest rank goes first. It
 * is the time of the last use or of the storing, in milliseconds, or the number of uses.
 *
 * <p>A use is remembered here and written later, together with others, and times of use are exact
 * to a minute: so a hit is no write, and an entry in steady use is one in a minute. What cannot be
 * remembered is no use. Thread-safe.
 */
final class Ranks {

  /** How exact times of use are. */
  static final long COARSE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** The most keys whose uses are remembered. */
  static final int MOST_REMEMBERED = 1 << 13;

  /** How many uses one step writes. */
  private static final int STEP = 50;

  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(20);

  private static final String USED =
      "UPDATE entry SET rank = ?3 WHERE part = ?1 AND key = ?2 AND rank < ?3";
  private static final String COUNTED =
      "UPDATE entry SET rank = rank + ?3 WHERE part = ?1 AND key = ?2";

  private final Eviction eviction;
  private final Map<Used, Long> uses = new ConcurrentHashMap<>();
  private volatile long writtenAt;

  Ranks(Eviction eviction) {
    this.eviction = eviction;
  }

  /**
   * By what another process ranks entries that has opened the files since; null if it is as here.
   * Times and counts are not to be compared: the entries of one would always go before the other's.
   */
  @Nullable String others(Shard shard) {
    String found = shard.read("read the eviction", Schema::eviction);
    return found.isEmpty() || found.equals(eviction.name()) ? null : found;
  }

  /** Where an entry lies that was used. */
  private record Used(long part, ByteBuffer key) {}

  /** The rank of an entry that was not there before. */
  long ofNew(long now) {
    return switch (eviction) {
      case LEAST_RECENTLY_USED, LEAST_RECENTLY_STORED -> now;
      case LEAST_FREQUENTLY_USED -> 1;
      case NONE -> 0;
    };
  }

  /** Whether an entry that is replaced leaves its rank to what comes. */
  boolean isKept(long rank, long now) {
    return switch (eviction) {
      case LEAST_RECENTLY_USED -> isRecent(rank, now);
      case LEAST_RECENTLY_STORED -> false;
      case LEAST_FREQUENTLY_USED, NONE -> true;
    };
  }

  private static boolean isRecent(long rank, long now) {
    return now - rank < COARSE_MILLIS;
  }

  /** Remembers that an entry was used, as far as its rank goes by that. */
  void used(long part, byte[] key, long rank, long now) {
    boolean counts =
        switch (eviction) {
          case LEAST_RECENTLY_USED -> !isRecent(rank, now);
          case LEAST_FREQUENTLY_USED -> true;
          case LEAST_RECENTLY_STORED, NONE -> false;
        };
    if (!counts) {
      return;
    }
    Used used = new Used(part, ByteBuffer.wrap(key));
    if (eviction == Eviction.LEAST_RECENTLY_USED) {
      if (uses.size() < MOST_REMEMBERED) {
        uses.put(used, now);
      }
    } else if (uses.size() < MOST_REMEMBERED || uses.containsKey(used)) {
      uses.merge(used, 1L, Long::sum);
    }
  }

  /** Writes what is remembered, as far as it comes in a fraction of a second. */
  void write(Shard shard, long now) {
    if (!isDue(now)) {
      return;
    }
    writtenAt = now;
    String sql = (eviction == Eviction.LEAST_FREQUENTLY_USED) ? COUNTED : USED;
    long deadline = System.nanoTime() + LONGEST;
    while (!uses.isEmpty() && System.nanoTime() - deadline < 0) {
      List<Map.Entry<Used, Long>> some = taken();
      int unused =
          shard.write(
              "note uses",
              session -> {
                for (Map.Entry<Used, Long> one : some) {
                  Used used = one.getKey();
                  session.run(sql, used.part(), used.key().array(), one.getValue());
                }
                return some.size();
              });
    }
  }

  /** Counts are collected for a minute, as each of them would be a write otherwise. */
  private boolean isDue(long now) {
    return !uses.isEmpty()
        && (eviction != Eviction.LEAST_FREQUENTLY_USED
            || now - writtenAt >= COARSE_MILLIS
            || uses.size() >= MOST_REMEMBERED / 2);
  }

  private List<Map.Entry<Used, Long>> taken() {
    List<Map.Entry<Used, Long>> some = new ArrayList<>(STEP);
    Iterator<Used> keys = uses.keySet().iterator();
    while (some.size() < STEP && keys.hasNext()) {
      Used key = keys.next();
      Long uses = this.uses.remove(key);
      if (uses != null) {
        some.add(Map.entry(key, uses));
      }
    }
    return some;
  }
}

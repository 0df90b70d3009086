package org.entresol.tier.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.QueuedWrite;
import org.jspecify.annotations.Nullable;

/** What lies in the queues of one cache, page by page; to look changes nothing. Thread-safe. */
final class QueuePages {

  /** The most that one answer brings. */
  private static final int PAGE = 500;

  private final RedisConnection connection;
  private final KeySpace keys;
  private final Damage damage;
  private final boolean whole;

  /**
   * Creates the pages of one cache.
   *
   * @param damage is told what cannot be read
   * @param whole whether payloads are wanted, too
   */
  QueuePages(RedisConnection connection, KeySpace keys, Damage damage, boolean whole) {
    this.connection = connection;
    this.keys = keys;
    this.damage = damage;
    this.whole = whole;
  }

  /** What is done about that which cannot be read. Thread-safe. */
  interface Damage {
    /** Takes names and bytes of what lies in a partition. */
    void met(int partition, Place place, List<Object> rows);
  }

  /** A hash of a partition, and a sorted set with the order of what lies there. */
  enum Place {
    /** Pending writes that have not failed. */
    DUE("q", "q:due", false),
    /** Pending writes that have. */
    PAUSING("q", "q:pause", false),
    /** Dead letters, in the order of their burials. */
    DEAD("q:dead", "q:buried", true);

    private final String hash;
    private final String order;
    private final boolean holdsAll;

    Place(String hash, String order, boolean holdsAll) {
      this.hash = hash;
      this.order = order;
      this.holdsAll = holdsAll;
    }

    /** The end of the name of the hash. */
    String hash() {
      return hash;
    }
  }

  /** Some of the pending writes. */
  List<QueuedWrite> pending(int most) {
    List<QueuedWrite> found = new ArrayList<>();
    for (int p = 0; p < keys.partitions() && found.size() < most; p++) {
      for (Place place : List.of(Place.PAUSING, Place.DUE)) {
        found.addAll(first(p, place, most - found.size(), QueueFormat::pending));
      }
    }
    return found;
  }

  /** Some of the dead letters, the longest dead first within each partition. */
  List<DeadWrite> dead(int most) {
    List<DeadWrite> found = new ArrayList<>();
    for (int p = 0; p < keys.partitions() && found.size() < most; p++) {
      found.addAll(first(p, Place.DEAD, most - found.size(), QueueFormat::dead));
    }
    return found;
  }

  /** The first ones of a partition that can be read. */
  private <T> List<T> first(
      int partition, Place place, int most, BiFunction<byte[], byte[], @Nullable T> format) {
    String sequence = keys.sequence(partition);
    List<T> found = new ArrayList<>();
    int from = 0;
    int asked;
    int came;
    do {
      asked = Math.min(most - found.size(), PAGE);
      connection.requirePermit();
      List<Object> page =
          connection.await(
              connection.run(
                  Script.PAGE,
                  sequence,
                  List.of(sequence),
                  place.hash,
                  place.order,
                  from,
                  asked,
                  place.holdsAll ? "1" : "0",
                  whole ? "1" : "0"),
              "read pending writes");
      found.addAll(readable(partition, place, page, format));
      came = page.size() / 2;
      from += came;
    } while (came == asked && found.size() < most);
    return found;
  }

  /** What can be read of names and bytes that lie in a partition; the rest is damage. */
  <T> List<T> readable(
      int partition,
      Place place,
      List<Object> rows,
      BiFunction<byte[], byte[], @Nullable T> format) {
    List<T> found = new ArrayList<>(rows.size() / 2);
    List<Object> damaged = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += 2) {
      byte[] name = (byte[]) rows.get(i);
      byte[] bytes = (byte[]) rows.get(i + 1);
      byte[] key = keys.keyOfOwn(name);
      boolean named = key != null && Arrays.equals(keys.own(key), name);
      T one = named ? format.apply(key, bytes) : null;
      if (one != null) {
        found.add(one);
      } else {
        damaged.add(name);
        damaged.add(bytes);
      }
    }
    if (!damaged.isEmpty()) {
      damage.met(partition, place, damaged);
    }
    return found;
  }
}

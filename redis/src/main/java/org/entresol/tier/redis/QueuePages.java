package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What lies in the queues of one cache, page by page. What cannot be read is put aside under {@code
 * q:bad} and logged, so that it does not stop the rest. Thread-safe.
 */
final class QueuePages {

  private static final Logger LOG = System.getLogger(QueuePages.class.getName());

  /** What is put aside, in the partition that it lay in. */
  static final String ASIDE = "q:bad";

  /** The most that one answer brings. */
  private static final int PAGE = 500;

  private final RedisConnection connection;
  private final KeySpace keys;
  private final PendingRoom room;

  QueuePages(RedisConnection connection, KeySpace keys, PendingRoom room) {
    this.connection = connection;
    this.keys = keys;
    this.room = room;
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
  }

  /** The first ones of a partition that can be read. */
  <T> List<T> first(
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
                  place.holdsAll ? "1" : "0"),
              "read pending writes");
      found.addAll(readable(partition, place, page, format));
      came = page.size() / 2;
      from += came;
    } while (came == asked && found.size() < most);
    return found;
  }

  /** What can be read of names and bytes that lie in a partition; the rest is put aside. */
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
      putAside(partition, place, damaged);
    }
    return found;
  }

  /** Nobody waits for it: whoever comes across what is still there puts it aside again. */
  private void putAside(int partition, Place place, List<Object> damaged) {
    String sequence = keys.sequence(partition);
    List<Object> arguments = new ArrayList<>();
    arguments.add(place.hash);
    arguments.add(room.most());
    arguments.addAll(damaged);
    CompletableFuture<?> unused =
        connection
            .run(Script.ASIDE, sequence, List.of(sequence), arguments.toArray())
            .thenRun(
                () ->
                    LOG.log(
                        Level.WARNING,
                        "{0} of what lay in {1} could not be read and was put aside in {2};"
                            + " allowed: what Entresol writes there",
                        damaged.size() / 2,
                        keys.besides(partition, place.hash),
                        keys.besides(partition, ASIDE)));
  }
}

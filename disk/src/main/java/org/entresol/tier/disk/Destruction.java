package org.entresol.tier.disk;

import java.sql.SQLException;

/** The removal of all that belongs to one cache. Stateless. */
final class Destruction {

  /** The most rows that one step removes. */
  private static final int STEP = 1000;

  private Destruction() {}

  /**
   * Removes all rows of a cache, in steps that hold nobody up for long. What another process has
   * written and keeps near since the sequences were stepped goes by the mark of the last step.
   */
  static void removeAll(CacheFiles place) {
    for (String table : Schema.OF_KEYS) {
      place.files().shards().forEach(shard -> removeAll(place, shard, table));
    }
    for (Shard shard : place.files().shards()) {
      int unused =
          shard.write(
              "destroy", session -> removeParts(place, session), Changing.all(place, shard));
    }
  }

  private static void removeAll(CacheFiles place, Shard shard, String table) {
    String removal =
        "DELETE FROM %s WHERE (part, key) IN (SELECT part, key FROM %s WHERE part BETWEEN ? AND ? LIMIT %d)"
            .formatted(table, table, STEP);
    int removed = STEP;
    while (removed >= STEP) {
      removed =
          shard.write("destroy", session -> session.run(removal, place.first(), place.last()));
      Patience.pause(Sweep.PAUSE);
    }
  }

  private static int removeParts(CacheFiles place, Session session) throws SQLException {
    int removed = 0;
    for (String table : Schema.OF_PARTS) {
      removed +=
          session.run(
              "DELETE FROM %s WHERE part BETWEEN ? AND ?".formatted(table),
              place.first(),
              place.last());
    }
    return removed;
  }
}

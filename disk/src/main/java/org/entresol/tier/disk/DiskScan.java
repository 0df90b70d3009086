package org.entresol.tier.disk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.entresol.tier.KeyBatches;
import org.jspecify.annotations.Nullable;

/** The keys of one cache in batches, in the order in which they lie. Used by one thread. */
final class DiskScan extends KeyBatches<byte[]> {

  private static final int BATCH = 500;
  private static final byte[] BEFORE_ALL = {};

  private static final String NEXT =
      "SELECT DISTINCT part, key FROM %s WHERE (part, key) > (?, ?) AND part <= ?"
          + " ORDER BY part, key LIMIT "
          + BATCH;

  private final String query;
  private final CacheFiles place;
  private Lies last;
  private int shard;

  private DiskScan(String table, CacheFiles place) {
    this.query = NEXT.formatted(table);
    this.place = place;
    this.last = beginning();
  }

  /** The keys of entries. */
  static DiskScan ofEntries(CacheFiles place) {
    return new DiskScan("entry", place);
  }

  /** The keys that load tickets are left beside. */
  static DiskScan ofTickets(CacheFiles place) {
    return new DiskScan("ticket", place);
  }

  /** Where a key lies. */
  private static final class Lies {
    private final long part;
    private final byte[] key;

    Lies(long part, byte[] key) {
      this.part = part;
      this.key = key;
    }

    static Lies of(ResultSet row) throws SQLException {
      return new Lies(row.getLong(1), row.getBytes(2));
    }

    long part() {
      return part;
    }

    byte[] key() {
      return key;
    }
  }

  private Lies beginning() {
    return new Lies(place.first(), BEFORE_ALL);
  }

  @Override
  protected @Nullable List<byte[]> more() {
    List<Shard> shards = place.files().shards();
    if (shard == shards.size()) {
      return null;
    }
    Lies after = last;
    List<Lies> batch =
        shards
            .get(shard)
            .read(
                "scan",
                session -> session.all(query, Lies::of, after.part(), after.key(), place.last()));
    if (batch.isEmpty()) {
      shard++;
      last = beginning();
    } else {
      last = batch.get(batch.size() - 1);
    }
    return batch.stream().map(Lies::key).toList();
  }
}

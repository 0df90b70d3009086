package org.entresol.tier.disk;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/** What is wrong with the files beside a shard: those that are missing, and orphans. Stateless. */
final class FileCheck {

  private static final int BATCH = 200;

  private static final String NEXT =
      "SELECT part, key, file, data FROM entry WHERE file > ? ORDER BY file LIMIT " + BATCH;
  private static final String SAME =
      "SELECT count(*) FROM entry WHERE part = ? AND key = ? AND file = ?";

  private FileCheck() {}

  /** A row with a file. */
  private static final class Row {
    private final long part;
    private final byte[] key;
    private final long file;
    private final @Nullable Beside beside;

    private Row(long part, byte[] key, long file, @Nullable Beside beside) {
      this.part = part;
      this.key = key;
      this.file = file;
      this.beside = beside;
    }

    static Row of(ResultSet row) throws SQLException {
      long file = row.getLong(3);
      Stored entry = EntryBytes.entry(row.getBytes(4), 0);
      return new Row(
          row.getLong(1), row.getBytes(2), file, (entry == null) ? null : Beside.in(entry, file));
    }

    boolean isSound(LargeValues values) {
      return beside != null && values.read(beside) != null;
    }

    /** Whether it still lies there: it may have been changed since, and its file have gone. */
    boolean isThere(Session session) throws SQLException {
      return session.number(SAME, part, key, file) > 0;
    }
  }

  /**
   * Reads all files of a shard.
   *
   * @param most how many findings there are at most, or a few more
   * @param before the instant in milliseconds, after which a file may be about to get its row
   */
  static List<String> of(Shard shard, int most, long before) {
    List<String> findings = new ArrayList<>();
    List<Row> rows = next(shard, 0);
    while (!rows.isEmpty() && findings.size() < most) {
      for (Row row : rows) {
        if (!row.isSound(shard.values()) && shard.read("check", row::isThere)) {
          findings.add(
              "%s: part %x: the file %s of an entry is missing or damaged"
                  .formatted(shard.file(), row.part, shard.values().path(row.file)));
        }
      }
      rows = next(shard, rows.get(rows.size() - 1).file);
    }
    for (int d = 0; d < LargeValues.DIRECTORIES && findings.size() < most; d++) {
      for (long orphan : Orphans.unnamed(shard, shard.values().files(d, before))) {
        Path path = shard.values().path(orphan);
        // Its row may have gone just now, and the file follows.
        if (Files.exists(path)) {
          findings.add("%s: the file %s has no entry".formatted(shard.file(), path));
        }
      }
    }
    return findings;
  }

  private static List<Row> next(Shard shard, long after) {
    return shard.read("check", session -> session.all(NEXT, Row::of, after));
  }
}

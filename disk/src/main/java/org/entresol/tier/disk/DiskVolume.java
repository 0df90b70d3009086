package org.entresol.tier.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.entresol.tier.TierException;
import org.entresol.tier.Volume;

/** The files of a directory, as who operates one of their caches looks after them. Thread-safe. */
final class DiskVolume implements Volume {

  private static final String TOTALS =
      "SELECT coalesce(sum(entries), 0), coalesce(sum(evicted), 0) FROM part"
          + " WHERE part BETWEEN ? AND ?";

  /** By the index of files alone. */
  private static final String BESIDE =
      "SELECT coalesce(sum(size), 0) FROM entry WHERE file IS NOT NULL";

  private static final String MISCOUNTED =
      "SELECT e.part, count(*), sum(e.size), coalesce(p.entries, 0), coalesce(p.bytes, 0)"
          + " FROM entry e LEFT JOIN part p ON p.part = e.part GROUP BY e.part"
          + " HAVING count(*) <> coalesce(p.entries, 0) OR sum(e.size) <> coalesce(p.bytes, 0)"
          + " UNION ALL SELECT part, 0, 0, entries, bytes FROM part"
          + " WHERE (entries <> 0 OR bytes <> 0) AND part NOT IN (SELECT part FROM entry)";

  /** A sequence of 0 is none, and begins as one that is missing does. */
  private static final String RECOUNT =
      "INSERT INTO part (part, sequence, entries, bytes)"
          + " SELECT ?1, 0, count(*), coalesce(sum(size), 0) FROM entry WHERE part = ?1"
          + " ON CONFLICT (part) DO UPDATE SET entries = excluded.entries, bytes = excluded.bytes";

  private static final String ORPHAN = "%s: part %x: entries of a cache that has no record";

  private static final int MOST_FINDINGS = 100;

  private final CacheFiles place;

  DiskVolume(CacheFiles place) {
    this.place = place;
  }

  @Override
  public Figures figures() {
    long bytes = 0;
    long entries = 0;
    long evictions = 0;
    long culls = 0;
    long waits = 0;
    long losses = 0;
    for (Shard shard : place.files().shards()) {
      long[] totals = totals(shard);
      entries += totals[0];
      evictions += totals[1];
      bytes += length(shard.file()) + length(Path.of(shard.file() + "-wal"));
      culls += shard.room().culls();
      bytes += shard.read("count", session -> session.number(BESIDE));
      waits += shard.busyWaits();
      losses += shard.values().losses();
    }
    return new Figures(bytes, entries, evictions, culls, waits, losses);
  }

  private long[] totals(Shard shard) {
    List<long[]> one =
        shard.read(
            "count",
            session ->
                session.all(
                    TOTALS,
                    row -> new long[] {row.getLong(1), row.getLong(2)},
                    place.first(),
                    place.last()));
    return one.get(0);
  }

  /** A log is gone as soon as nobody needs it. */
  private static long length(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- check

  @Override
  public List<String> check() {
    List<String> findings = new ArrayList<>();
    List<Shard> shards = place.files().shards();
    Set<Long> caches = caches(shards);
    for (Shard shard : shards) {
      try {
        for (String found : shard.readTogether("check", DiskVolume::check)) {
          findings.add(shard.file() + ": " + found);
        }
        findings.addAll(FileCheck.of(shard, MOST_FINDINGS, young()));
        List<Long> orphans = orphans(shard, caches);
        if (!orphans.isEmpty()) {
          // Some may have been made meanwhile.
          caches.addAll(caches(shards));
          for (long part : orphans) {
            if (!caches.contains(CacheFiles.idOf(part))) {
              findings.add(ORPHAN.formatted(shard.file(), part));
            }
          }
        }
      } catch (TierException e) {
        if (!shard.isDamaged()) {
          throw e;
        }
        findings.add(e.getMessage());
      }
    }
    return List.copyOf(findings);
  }

  /** From when on files may be about to get a row. */
  private long young() {
    return place.files().millis() - Orphans.GRACE_MILLIS;
  }

  private static Set<Long> caches(List<Shard> shards) {
    return new HashSet<>(numbers(shards.get(0), "SELECT id FROM cache"));
  }

  /** The parts with entries that belong to none of some caches. */
  private static List<Long> orphans(Shard shard, Set<Long> caches) {
    return numbers(shard, "SELECT DISTINCT part FROM entry").stream()
        .filter(part -> !caches.contains(CacheFiles.idOf(part)))
        .toList();
  }

  private static List<Long> numbers(Shard shard, String sql) {
    return shard.read("check", session -> session.all(sql, row -> row.getLong(1)));
  }

  private static List<String> check(Session session) throws SQLException {
    List<String> findings = new ArrayList<>();
    for (String found :
        session.all("PRAGMA integrity_check(" + MOST_FINDINGS + ")", row -> row.getString(1))) {
      if (!found.equals("ok")) {
        findings.add(found);
      }
    }
    for (Miscount one : miscounts(session)) {
      findings.add(one.toString());
    }
    return findings;
  }

  /** A part that has not got what is counted of it. */
  private record Miscount(long part, String reason) {

    @Override
    public String toString() {
      return "part %x: %s".formatted(part, reason);
    }
  }

  private static List<Miscount> miscounts(Session session) throws SQLException {
    return session.all(
        MISCOUNTED,
        row ->
            new Miscount(
                row.getLong(1),
                "%d entries of %d bytes, counted as %d of %d"
                    .formatted(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5))));
  }

  // ---- compact

  @Override
  public void compact() {
    for (Shard shard : place.files().shards()) {
      for (Miscount one : shard.read("compact", DiskVolume::miscounts)) {
        int unused = shard.write("compact", session -> session.run(RECOUNT, one.part()));
      }
      Orphans.sweepAll(shard, young());
      Sweep.shrinkFully(shard);
    }
  }
}

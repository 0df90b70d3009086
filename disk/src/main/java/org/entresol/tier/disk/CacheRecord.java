package org.entresol.tier.disk;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.entresol.tier.SchemaTable;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/**
 * What all processes agree on of one cache, in the first shard: its name, its partitions, the codec
 * and the schemas of its payloads. It is made again where another process has destroyed the cache
 * while this one has it open. Thread-safe.
 */
final class CacheRecord implements SchemaTable {

  private static final int PARTITIONS = 16;

  private final DiskFiles files;
  private final long id;
  private final String name;
  private final int partitions;
  private final TierOptions options;
  private volatile boolean ended;

  /** Why this process has to stop; null as long as it may go on. */
  private volatile @Nullable String refusal;

  private CacheRecord(DiskFiles files, long id, String name, TierOptions options, int partitions) {
    this.files = files;
    this.id = id;
    this.name = name;
    this.options = options;
    this.partitions = partitions;
  }

  /** How many partitions a cache has of which nothing is said. */
  static int byDefault() {
    return PARTITIONS;
  }

  /** What is found of a cache. */
  private record Known(String name, int partitions, String codec) {}

  /**
   * The record of a cache, which is made if there is none.
   *
   * @param name what tells the cache from all others in the files
   * @param options what the process wants; if it says no number of partitions, that which is there,
   *     or else the default
   * @throws TierException if it has another number or codec
   */
  static CacheRecord open(DiskFiles files, String name, TierOptions options) {
    long id = CacheFiles.id(name);
    OptionalInt wanted = options.partitions();
    Known known = known(files, id, new Known(name, wanted.orElse(PARTITIONS), options.codec()));
    if (!known.name().equals(name)) {
      throw refused(
          "The cache %s cannot lie in %s, where %s has the same number; allowed: another name, version or path"
              .formatted(name, files.directory().path(), known.name()));
    }
    int found = known.partitions();
    if (wanted.isPresent() && found != wanted.getAsInt()) {
      throw refused(
          "partitions: %d is not allowed, as %s has %d; allowed: %d, or to destroy the cache first"
              .formatted(wanted.getAsInt(), name, found, found));
    }
    if (found < 1 || found > CacheFiles.MOST_PARTITIONS) {
      throw refused(
          "The record of %s has %d partitions; allowed: 1 to %d"
              .formatted(name, found, CacheFiles.MOST_PARTITIONS));
    }
    options.requireCodec(known.codec(), name);
    return new CacheRecord(files, id, name, options, found);
  }

  private static TierException refused(String message) {
    return new TierException(message, null, true);
  }

  private static Known known(DiskFiles files, long id, Known wanted) {
    Shard first = files.shards().get(0);
    return first.write("open the cache " + wanted.name(), session -> known(session, id, wanted));
  }

  private static Known known(Session session, long id, Known wanted) throws SQLException {
    session.run(
        "INSERT OR IGNORE INTO cache VALUES (?, ?, ?, ?, ?)",
        id,
        wanted.name(),
        (long) wanted.partitions(),
        token(),
        wanted.codec());
    Known known =
        session.first(
            "SELECT name, partitions, codec FROM cache WHERE id = ?",
            row -> new Known(row.getString(1), row.getInt(2), row.getString(3)),
            id);
    return (known == null) ? wanted : known;
  }

  private Known own() {
    return new Known(name, partitions, options.codec());
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }

  CacheFiles place() {
    return new CacheFiles(files, id, partitions);
  }

  /**
   * Looks for the record, and makes it again if it is lost.
   *
   * @return why this process has to stop from now on; null if it need not, or has stopped already
   */
  @Nullable String renew() {
    if (ended || refusal != null || isThere()) {
      return null;
    }
    Known found = known(files, id, own());
    if (found.partitions() == partitions && found.codec().equals(options.codec())) {
      return null;
    }
    refusal =
        "The cache %s has %d partitions and the codec %s by now, and this process goes by %d and %s: another one has destroyed it and made it anew; allowed: to close it here, and to open it with what is there"
            .formatted(
                name,
                found.partitions(),
                TierOptions.shown(found.codec()),
                partitions,
                options.codec());
    return refusal;
  }

  private boolean isThere() {
    return files
        .shards()
        .get(0)
        .read(
            "read a record",
            session ->
                session.number(
                        "SELECT count(*) FROM cache WHERE id = ? AND partitions = ? AND codec = ?",
                        id,
                        (long) partitions,
                        options.codec())
                    > 0);
  }

  /** Refuses what this process has no right to any more. */
  void requirePermit() {
    String reason = refusal;
    if (reason != null) {
      throw new TierException(reason, null, true);
    }
  }

  /** Removes the record, which this process does not make again, with its schemas. */
  void end() {
    ended = true;
    int unused =
        files
            .shards()
            .get(0)
            .write(
                "destroy the cache " + name,
                session -> {
                  session.run("DELETE FROM schema WHERE id = ?", id);
                  return session.run("DELETE FROM cache WHERE id = ?", id);
                });
  }

  // ---- schemas

  @Override
  public String add(Map<Long, String> texts) {
    return files.shards().get(0).write("add schemas", session -> add(session, texts));
  }

  private String add(Session session, Map<Long, String> texts) throws SQLException {
    int added = 0;
    for (Map.Entry<Long, String> text : texts.entrySet()) {
      added +=
          session.run(
              "INSERT OR IGNORE INTO schema VALUES (?, ?, ?)", id, text.getKey(), text.getValue());
    }
    if (!ended) {
      Known unused = known(session, id, own());
    }
    if (added > 0) {
      session.run("UPDATE cache SET schemas = ? WHERE id = ?", token(), id);
    }
    return session.text("SELECT schemas FROM cache WHERE id = ?", id);
  }

  @Override
  public @Nullable String find(long fingerprint) {
    List<String> found =
        files
            .shards()
            .get(0)
            .read(
                "read a schema",
                session ->
                    session.all(
                        "SELECT text FROM schema WHERE id = ? AND fingerprint = ?",
                        row -> row.getString(1),
                        id,
                        fingerprint));
    return found.isEmpty() ? null : found.get(0);
  }
}

package org.entresol.tier.disk;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.entresol.tier.Eviction;
import org.entresol.tier.TierException;

/** The tables of a file, and how an older or newer release is told from this one. Stateless. */
final class Schema {

  /** What tells a file of ours from other files of SQLite: "Entr". */
  static final int APPLICATION = 0x456e7472;

  /** The format of the tables. A release that changes them says a higher one. */
  static final int FORMAT = 6;

  /** The oldest format that is brought to this one: entries had longer headers, and lay by keys. */
  private static final int OLDEST = 3;

  /**
   * Entries are found by an index of their parts and keys, and lie beside it: within it, SQLite
   * would read whole payloads to compare keys, as soon as they are too long for a page. How many
   * there are in a part, and what they take, is counted by triggers, so that no statement can leave
   * it out; what a trigger needs lies before the data, which would be read otherwise.
   */
  private static final List<String> OF_ENTRIES =
      List.of(
          "CREATE TABLE recall (part INTEGER, tag INTEGER, expires INTEGER,"
              + " sequence INTEGER NOT NULL, instant INTEGER NOT NULL, useful INTEGER NOT NULL,"
              + " PRIMARY KEY (part, tag, expires)) WITHOUT ROWID",
          "CREATE TABLE entry (part INTEGER NOT NULL, key BLOB NOT NULL, gone INTEGER,"
              + " size INTEGER NOT NULL, rank INTEGER NOT NULL, data BLOB NOT NULL, file INTEGER,"
              + " UNIQUE (part, key))",
          "CREATE TRIGGER entry_came AFTER INSERT ON entry BEGIN"
              + " UPDATE part SET entries = entries + 1, bytes = bytes + new.size"
              + " WHERE part = new.part; END",
          "CREATE TRIGGER entry_went AFTER DELETE ON entry BEGIN"
              + " UPDATE part SET entries = entries - 1, bytes = bytes - old.size"
              + " WHERE part = old.part; END",
          "CREATE TRIGGER entry_grew AFTER UPDATE OF size ON entry WHEN new.size <> old.size BEGIN"
              + " UPDATE part SET bytes = bytes + new.size - old.size WHERE part = new.part; END",
          "CREATE INDEX entry_file ON entry (file, size) WHERE file IS NOT NULL",
          "CREATE INDEX entry_gone ON entry (gone) WHERE gone IS NOT NULL");

  /** Pending writes, for the same reason likewise. */
  private static final List<String> OF_WRITES =
      List.of(
          "CREATE TABLE pending (part INTEGER NOT NULL, key BLOB NOT NULL, nonce INTEGER NOT NULL,"
              + " deletes INTEGER NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL,"
              + " pauses INTEGER NOT NULL, late INTEGER NOT NULL, payload BLOB NOT NULL,"
              + " UNIQUE (part, key))",
          "CREATE INDEX pending_due ON pending (part, due)");

  /** All else. A part is a cache's number and that of a partition. */
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
          "CREATE TABLE cache (id INTEGER PRIMARY KEY, name TEXT NOT NULL,"
              + " partitions INTEGER NOT NULL, schemas TEXT NOT NULL, codec TEXT NOT NULL)",
          "CREATE TABLE schema (id INTEGER, fingerprint INTEGER, text TEXT NOT NULL,"
              + " PRIMARY KEY (id, fingerprint)) WITHOUT ROWID",
          "CREATE TABLE part (part INTEGER PRIMARY KEY, sequence INTEGER NOT NULL,"
              + " floor INTEGER NOT NULL DEFAULT 0, swept INTEGER NOT NULL DEFAULT 0,"
              + " entries INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,"
              + " evicted INTEGER NOT NULL DEFAULT 0)",
          "CREATE TABLE lease (part INTEGER, key BLOB, token INTEGER NOT NULL,"
              + " ends INTEGER NOT NULL, PRIMARY KEY (part, key)) WITHOUT ROWID",
          "CREATE TABLE ticket (part INTEGER, key BLOB, number INTEGER, since INTEGER NOT NULL,"
              + " ends INTEGER NOT NULL, PRIMARY KEY (part, key, number)) WITHOUT ROWID",
          "CREATE TABLE lock (part INTEGER, key BLOB, owner INTEGER NOT NULL,"
              + " ends INTEGER NOT NULL, PRIMARY KEY (part, key)) WITHOUT ROWID",
          "CREATE TABLE dead (place INTEGER PRIMARY KEY, part INTEGER NOT NULL,"
              + " key BLOB NOT NULL, nonce INTEGER NOT NULL, deletes INTEGER NOT NULL,"
              + " tries INTEGER NOT NULL, buried INTEGER NOT NULL, error TEXT NOT NULL,"
              + " payload BLOB NOT NULL, UNIQUE (part, key))",
          "CREATE TABLE claim (part INTEGER PRIMARY KEY, owner INTEGER NOT NULL,"
              + " token INTEGER NOT NULL, ends INTEGER NOT NULL)");

  /**
   * The tables of what lies by keys, in the order in which a destruction empties them: a write that
   * is left over would be carried out for the next cache of the name.
   */
  static final List<String> OF_KEYS =
      List.of("pending", "dead", "entry", "lease", "ticket", "lock");

  /** Those of what lies by parts; not more for each than a step can remove. */
  static final List<String> OF_PARTS = List.of("part", "claim", "recall");

  /** Ranks that are times are above it; counts of uses do not come so far. */
  private static final long COUNTS = 1L << 36;

  private Schema() {}

  /**
   * Whether a file has its tables; an empty one has not.
   *
   * @throws TierException if it is of another format, or no file of ours
   */
  static boolean isThere(Session session, Path file) throws SQLException {
    long application = session.number("PRAGMA application_id");
    long format = session.number("PRAGMA user_version");
    boolean empty = session.number("SELECT count(*) FROM sqlite_master") == 0;
    if (empty && application == 0 && format == 0) {
      return false;
    }
    if (application != APPLICATION) {
      throw refused(
          "%s is a file of SQLite that Entresol has not made; allowed: another path"
              .formatted(file));
    }
    if (format < OLDEST || format > FORMAT) {
      throw refused(
          "%s has format %d, which this release does not know; allowed: format %d to %d, or another path"
              .formatted(file, format, OLDEST, FORMAT));
    }
    return true;
  }

  /**
   * Brings a file of an older format to this one, while nobody else has it open: a process of an
   * older release could not read what this one stores. Its entries go, and with them what was
   * recalled of them; all else stays, pending writes and dead letters above all.
   *
   * @return how many entries went
   * @throws TierException if somebody has it open
   */
  static long upgrade(Session session, Path file) throws SQLException {
    long format = session.number("PRAGMA user_version");
    if (format == FORMAT) {
      return 0;
    }
    try {
      // Only who has the file alone may take its log away.
      session.run("PRAGMA journal_mode = DELETE");
    } catch (SQLException e) {
      if (!Failures.isBusy(e)) {
        throw e;
      }
      throw refused(
          "%s has format %d, and a process of an older release has it open; end that one first"
              .formatted(file, format));
    }
    session.run("BEGIN IMMEDIATE");
    long entries = session.number("SELECT count(*) FROM entry");
    session.run("DROP TABLE entry");
    session.run("DROP TABLE recall");
    session.run("DROP INDEX pending_due");
    session.run("ALTER TABLE pending RENAME TO earlier");
    make(session, OF_ENTRIES);
    make(session, OF_WRITES);
    session.run("INSERT INTO pending SELECT * FROM earlier");
    session.run("DROP TABLE earlier");
    session.run("UPDATE part SET entries = 0, bytes = 0, swept = floor");
    session.run("PRAGMA user_version = " + FORMAT);
    session.run("COMMIT");
    return entries;
  }

  /**
   * Has a connection tell of each file whose row goes, or gets another one, whatever statement does
   * it.
   */
  static void tellOfFiles(Session session, LongConsumer told) throws SQLException {
    session.define("let_go", told);
    session.run(
        "CREATE TEMP TRIGGER entry_file_went AFTER DELETE ON main.entry"
            + " WHEN old.file IS NOT NULL BEGIN SELECT let_go(old.file); END");
    session.run(
        "CREATE TEMP TRIGGER entry_file_left AFTER UPDATE OF file ON main.entry"
            + " WHEN old.file IS NOT NULL AND old.file IS NOT new.file"
            + " BEGIN SELECT let_go(old.file); END");
  }

  private static TierException refused(String message) {
    return new TierException(message, null, true);
  }

  /**
   * By what those go who have opened the file last, as a name of {@link Eviction}; an empty text
   * where nobody has said it.
   */
  static String eviction(Session session) throws SQLException {
    return session.text("SELECT value FROM meta WHERE name = 'eviction'");
  }

  /**
   * Makes it quick to find the entries that go first, and says by what they are ranked. Those that
   * another eviction has ranked by the time of their use begin to be counted anew, as none of them
   * would ever go.
   */
  static void prepare(Session session, Eviction eviction) throws SQLException {
    if (!eviction(session).equals(eviction.name())) {
      session.run(
          "INSERT INTO meta VALUES ('eviction', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
          eviction.name());
    }
    if (eviction != Eviction.NONE) {
      session.run("CREATE INDEX IF NOT EXISTS entry_rank ON entry (rank)");
    }
    if (eviction == Eviction.LEAST_FREQUENTLY_USED) {
      session.run("UPDATE entry SET rank = 1 WHERE rank > ?", COUNTS);
    }
  }

  private static void make(Session session, List<String> tables) throws SQLException {
    for (String table : tables) {
      session.run(table);
    }
  }

  /** Makes the tables; within a step. */
  static void create(Session session) throws SQLException {
    make(session, TABLES);
    make(session, OF_WRITES);
    make(session, OF_ENTRIES);
    session.run("PRAGMA application_id = " + APPLICATION);
    session.run("PRAGMA user_version = " + FORMAT);
  }
}

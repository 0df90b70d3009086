package org.entresol.tier.disk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Found;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What lies under a key at one moment.
 *
 * @param sequence that of the partition; 0 for none
 * @param floor entries below it are gone
 * @param entry the entry, its time passed or not; null for nothing, and for what cannot be read
 * @param rank what it goes by when some have to go; 0 if there is nothing
 * @param ticketed whether load tickets lie beside it
 * @param beside where the payload lies if that is a file; the entry may have what stands for it
 *     then
 */
record Lying(
    long sequence,
    long floor,
    @Nullable Stored entry,
    long rank,
    boolean ticketed,
    @Nullable Beside beside) {

  private static final String COLUMNS =
      "SELECT p.sequence, p.floor, e.gone, e.data, e.rank, e.file,"
          + " EXISTS (SELECT 1 FROM ticket t WHERE t.part = ?1 AND t.key = ?2)";

  /** Looks a key up by its part and its bytes, where the part has a row. */
  private static final String SELECT =
      COLUMNS + " FROM part p LEFT JOIN entry e ON e.part = ?1 AND e.key = ?2 WHERE p.part = ?1";

  /** The same where it has none, which takes longer. */
  private static final String SELECT_WITHOUT_PART =
      COLUMNS
          + " FROM (SELECT 1) LEFT JOIN part p ON p.part = ?1"
          + " LEFT JOIN entry e ON e.part = ?1 AND e.key = ?2";

  /**
   * Looks some keys up; what was recalled of their tags is asked for once.
   *
   * @param place where they lie
   * @param now the instant in milliseconds, from which on what is to be freed is not there any more
   */
  static List<Lying> under(Session session, CacheFiles place, List<byte[]> keys, long now)
      throws SQLException {
    List<Lying> found = new ArrayList<>(keys.size());
    RecalledTags recalled = new RecalledTags();
    for (byte[] key : keys) {
      long part = place.part(key);
      Lying one = unlessRecalled(session, part, key, now);
      if (one.entry != null) {
        recalled.add(part, one.entry.tags());
      }
      found.add(one);
    }
    recalled.read(session);
    for (int i = 0; i < found.size(); i++) {
      found.set(i, found.get(i).inForce(place.part(keys.get(i)), recalled));
    }
    return found;
  }

  private Lying inForce(long part, RecalledTags recalled) {
    Stored there = (entry == null) ? null : recalled.inForce(part, entry);
    return (there == entry) ? this : with(there);
  }

  /** What lies under a key if nothing was recalled. */
  private static Lying unlessRecalled(Session session, long part, byte[] key, long now)
      throws SQLException {
    Session.Row<Lying> reading = row -> of(row, now);
    Lying found = session.first(SELECT, reading, part, key);
    if (found == null) {
      found = session.first(SELECT_WITHOUT_PART, reading, part, key);
    }
    return (found == null) ? new Lying(0, 0, null, 0, false, null) : found;
  }

  private static Lying of(ResultSet row, long now) throws SQLException {
    long floor = row.getLong(2);
    byte @Nullable [] data = row.getBytes(4);
    long gone = row.getLong(3);
    boolean freed = gone != 0 && gone <= now;
    Stored entry = freed ? null : EntryBytes.entry(data, 0);
    boolean below = entry != null && entry.version().sequence() < floor;
    long file = row.getLong(6);
    Beside beside = (entry == null || file == 0) ? null : Beside.in(entry, file);
    boolean readable = !below && (file == 0 || beside != null);
    return new Lying(
        row.getLong(1),
        floor,
        readable ? entry : null,
        row.getLong(5),
        row.getBoolean(7),
        readable ? beside : null);
  }

  /** The same with what a recall has left of the entry; null for nothing, as when it is lost. */
  Lying with(@Nullable Stored left) {
    return new Lying(sequence, floor, left, rank, ticketed, (left == null) ? null : beside);
  }

  /** The same with its payload; null if that is not where it has to be. */
  @Nullable Lying whole(LargeValues values) {
    if (entry == null || beside == null) {
      return this;
    }
    byte[] payload = values.read(beside);
    return (payload == null)
        ? null
        : new Lying(sequence, floor, Beside.with(entry, payload), rank, ticketed, beside);
  }

  /** The same with its payload, or without the entry. */
  Lying wholeOrNothing(LargeValues values) {
    Lying whole = whole(values);
    return (whole == null) ? with(null) : whole;
  }

  /** As the answer to a look-up. */
  Found found() {
    return new Found(sequence, entry);
  }

  /** What it is to an operation. */
  State state(long now) {
    if (entry == null) {
      return State.NONE;
    }
    if (entry.isAbsence()) {
      return State.ABSENCE;
    }
    return (entry.expires() != 0 && entry.expires() <= now) ? State.PAST : State.PRESENT;
  }

  /** When the entry expires. */
  long ends() {
    return (entry == null || entry.expires() == 0) ? Lifetimes.NEVER : entry.expires();
  }
}

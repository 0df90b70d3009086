package org.entresol.tier.disk;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.entresol.tier.Facts.State;
import org.entresol.tier.Found;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/** The look-ups of the entries of one cache. Thread-safe. */
final class LookUps {

  private static final String STEP =
      "INSERT INTO part (part, sequence) VALUES (?, ?)"
          + " ON CONFLICT (part) DO UPDATE SET sequence = excluded.sequence";

  private final CacheFiles place;

  LookUps(CacheFiles place) {
    this.place = place;
  }

  // ---- beside whoever writes

  List<Found> read(List<byte[]> keys) {
    return place.ask(keys, key -> key, this::read);
  }

  private List<Found> read(Shard shard, List<byte[]> keys, long deadline) {
    Session.Work<List<Lying>> reading = session -> lying(session, keys);
    List<Lying> rows =
        (keys.size() == 1)
            ? shard.readShortly("read", reading)
            : shard.readTogether("read", reading);
    note(shard, keys, rows);
    // Without a sequence nobody could tell a later change.
    boolean complete = rows.stream().noneMatch(one -> one.entry() != null && one.sequence() == 0);
    List<Found> found = complete ? found(shard, rows) : null;
    return (found == null) ? readAlone(shard, keys, rows, deadline) : found;
  }

  private void note(Shard shard, List<byte[]> keys, List<Lying> found) {
    long now = place.files().millis();
    for (int i = 0; i < found.size(); i++) {
      Lying one = found.get(i);
      if (one.entry() != null) {
        byte[] key = keys.get(i);
        shard.ranks().used(place.part(key), key, one.rank(), now);
      }
    }
  }

  private List<Lying> lying(Session session, List<byte[]> keys) throws SQLException {
    return Lying.under(session, place, keys, place.files().millis());
  }

  /** What was found, with what lies in files; null if one of them is not there any more. */
  private static @Nullable List<Found> found(Shard shard, List<Lying> rows) {
    List<Found> found = new ArrayList<>(rows.size());
    for (Lying row : rows) {
      Lying whole = row.whole(shard.values());
      if (whole == null) {
        return null;
      }
      found.add(whole.found());
    }
    return found;
  }

  /**
   * Reads while nobody writes, so that a file that is missing then is lost. That it is lost is no
   * reason to fail, even if its row cannot be removed.
   */
  private List<Found> readAlone(Shard shard, List<byte[]> keys, List<Lying> rows, long deadline) {
    try {
      return shard.write("read", session -> readWithSequences(session, keys), deadline);
    } catch (TierException e) {
      if (e.isAway() || rows.stream().allMatch(row -> row.beside() == null)) {
        throw e;
      }
      return rows.stream().map(row -> row.wholeOrNothing(shard.values()).found()).toList();
    }
  }

  // ---- within a step

  private List<Found> readWithSequences(Session session, List<byte[]> keys) throws SQLException {
    List<Found> found = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      found.add(readWithSequence(session, key));
    }
    return found;
  }

  /** What lies under a key; an entry that lies there without a sequence has one made for it. */
  Found readWithSequence(Session session, byte[] key) throws SQLException {
    Lying lies = under(session, key, place.files().millis(), true);
    return (lies.entry() == null || lies.sequence() != 0)
        ? lies.found()
        : new Found(step(session, place.part(key), lies), lies.entry());
  }

  /** What is present under a key now. */
  Found present(Session session, byte[] key) throws SQLException {
    long now = place.files().millis();
    Lying lies = under(session, key, now, true);
    return new Found(lies.sequence(), (lies.state(now) == State.PRESENT) ? lies.entry() : null);
  }

  /**
   * What lies under a key. The row of a payload that is lost goes.
   *
   * @param whole whether the payload is wanted, which is only looked for otherwise if it lies in a
   *     file
   */
  Lying under(Session session, byte[] key, long now, boolean whole) throws SQLException {
    long part = place.part(key);
    Lying row = Lying.under(session, place, List.of(key), now).get(0);
    Beside beside = row.beside();
    if (beside == null) {
      return row;
    }
    LargeValues values = place.shard(key).values();
    Lying found = whole ? row.whole(values) : values.isThere(beside) ? row : null;
    if (found != null) {
      return found;
    }
    values.lost(beside);
    session.run(Steps.REMOVE, part, key);
    return row.with(null);
  }

  /** Steps the sequence of a part. */
  long step(Session session, long part, Lying lies) throws SQLException {
    return step(session, part, Math.max(lies.floor(), place.files().step(lies.sequence())));
  }

  /** Steps the sequence of a part of which nothing is known. */
  long step(Session session, long part) throws SQLException {
    long before = session.number("SELECT sequence FROM part WHERE part = ?", part);
    return step(session, part, place.files().step(before));
  }

  private static long step(Session session, long part, long sequence) throws SQLException {
    session.run(STEP, part, sequence);
    return sequence;
  }
}

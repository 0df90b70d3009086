package org.entresol.tier.disk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Stored;
import org.jspecify.annotations.Nullable;

/**
 * The removal of entries that recalls have dropped, or have let expire so long ago that they are of
 * no use any more, and the forgetting of the recalls when none of their entries is left: file by
 * file and part by part, in small steps. Used by one thread.
 *
 * <p>A recall is forgotten as soon as no load ticket stands that was left before it: what such a
 * load brings is refused by it.
 */
final class OldRecalls {

  /**
   * The least time from one look at a file to the next, as each reads all entries of some parts.
   */
  static final long PAUSE_MILLIS = TimeUnit.MINUTES.toMillis(10);

  /** The most rows that one step reads. */
  static final int STEP = 100;

  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(50);
  private static final byte[] BEFORE_ALL = {};

  private static final String RECALLED =
      "SELECT part, max(sequence) FROM recall WHERE useful <= ? GROUP BY part ORDER BY part";

  /** Header and tags are within so many bytes. */
  private static final String COLUMNS = "SELECT key, substr(data, 1, 2100) FROM entry";

  private static final String NEXT =
      COLUMNS + " WHERE part = ? AND key > ? ORDER BY key LIMIT " + STEP;
  private static final String ONE = COLUMNS + " WHERE part = ? AND key = ?";
  private static final String REMOVE = "DELETE FROM entry WHERE part = ? AND key = ?";
  private static final String FORGET =
      "DELETE FROM recall WHERE part = ?1 AND sequence <= ?2 AND useful <= ?3 AND NOT EXISTS"
          + " (SELECT 1 FROM ticket t WHERE t.part = ?1 AND t.since < recall.sequence)";

  /** What is under way in each file, by its number. */
  private final Map<Integer, Passes> passes = new HashMap<>();

  /** What has been begun in one file. */
  private static final class Passes {
    private final Queue<Pass> parts = new ArrayDeque<>();
    private final long dueAt;

    Passes(List<Pass> parts, long dueAt) {
      this.parts.addAll(parts);
      this.dueAt = dueAt;
    }
  }

  /** The way through the entries of one part. */
  private static final class Pass {
    private final long part;
    private final long until;
    private final long now;
    private byte[] last = BEFORE_ALL;

    /**
     * Begins.
     *
     * @param until the highest sequence at which something was recalled, which what comes meanwhile
     *     is not below
     * @param now when this is
     */
    Pass(long part, long until, long now) {
      this.part = part;
      this.until = until;
      this.now = now;
    }
  }

  /** An entry without most of its payload; null where it cannot be read. */
  private static final class Lies {
    private final byte[] key;
    private final @Nullable Stored entry;

    private Lies(byte[] key, @Nullable Stored entry) {
      this.key = key;
      this.entry = entry;
    }

    static Lies of(ResultSet row) throws SQLException {
      return new Lies(row.getBytes(1), EntryBytes.entry(row.getBytes(2), 0));
    }

    boolean isUseless(Session session, Pass pass) throws SQLException {
      return entry != null && Recalls.isUseless(session, pass.part, entry, pass.now);
    }
  }

  /** Goes on in a file for a fraction of a second, if there is something to do. */
  void sweep(Shard shard, long now) {
    Passes begun = passes.get(shard.number());
    if (begun == null || (begun.parts.isEmpty() && now >= begun.dueAt)) {
      begun = begin(shard, now);
      passes.put(shard.number(), begun);
    }
    long deadline = System.nanoTime() + LONGEST;
    for (Pass pass = begun.parts.peek();
        pass != null && System.nanoTime() - deadline < 0;
        pass = begun.parts.peek()) {
      if (isOver(shard, pass)) {
        begun.parts.remove();
      }
    }
  }

  private static Passes begin(Shard shard, long now) {
    List<Pass> parts =
        shard.read(
            "sweep",
            session ->
                session.all(RECALLED, row -> new Pass(row.getLong(1), row.getLong(2), now), now));
    return new Passes(parts, now + PAUSE_MILLIS);
  }

  /** Makes one step; whether it was the last of its part. */
  private static boolean isOver(Shard shard, Pass pass) {
    List<Lies> some =
        shard.read("sweep", session -> session.all(NEXT, Lies::of, pass.part, pass.last));
    List<byte[]> useless = shard.readTogether("sweep", session -> useless(session, pass, some));
    if (!useless.isEmpty()) {
      int unused = shard.write("sweep", session -> remove(session, pass, useless));
      Patience.pause(Sweep.PAUSE);
    }
    if (some.size() < STEP) {
      int unused =
          shard.write("sweep", session -> session.run(FORGET, pass.part, pass.until, pass.now));
      return true;
    }
    pass.last = some.get(STEP - 1).key;
    return false;
  }

  private static List<byte[]> useless(Session session, Pass pass, List<Lies> some)
      throws SQLException {
    List<byte[]> useless = new ArrayList<>();
    for (Lies one : some) {
      if (one.isUseless(session, pass)) {
        useless.add(one.key);
      }
    }
    return useless;
  }

  /** Others may have come in the place of some meanwhile, so each is looked at again. */
  private static int remove(Session session, Pass pass, List<byte[]> keys) throws SQLException {
    int removed = 0;
    for (byte[] key : keys) {
      Lies lies = session.first(ONE, Lies::of, pass.part, key);
      if (lies != null && lies.isUseless(session, pass)) {
        removed += session.run(REMOVE, pass.part, key);
      }
    }
    return removed;
  }
}

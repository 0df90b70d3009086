package org.entresol.tier.disk;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.entresol.tier.DiskBound;
import org.entresol.tier.Eviction;
import org.jspecify.annotations.Nullable;

/**
 * The room that the entries of one shard may take, those of all caches and processes together: who
 * stores something lets go of what is too much in the same step, and of no more than that takes a
 * few milliseconds; the rest goes with later steps, and in the background.
 *
 * <p>Nobody is told: what was evicted is still true where it lies near, and whoever changes its key
 * later tells of that although nothing lies there. Thread-safe.
 */
final class Room {

  private static final Logger LOG = System.getLogger(Room.class.getName());

  /** What a row takes beside its key and its data: its numbers, and its rows in the indices. */
  static final int ROW_BYTES = 60;

  /** From here on a row has pages of its own. */
  private static final int LARGE = 1000;

  private static final int PAGE = 4096;

  /** How many entries go before one looks again. */
  private static final int STEP = 16;

  private static final int MOST_LOOKED_AT = 512;
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(5);

  /** The longest that one pass of the background takes. */
  private static final long LONGEST_PASS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String TAKEN = "SELECT sum(bytes) FROM part";

  /** Those that somebody holds stay, as the holder counts on what was found. */
  private static final String LOWEST =
      "SELECT e.part, e.key, e.size FROM entry e"
          + " WHERE NOT EXISTS (SELECT 1 FROM lease l WHERE l.part = e.part AND l.key = e.key)"
          + " ORDER BY e.rank LIMIT ?";

  private static final String REMOVE = "DELETE FROM entry WHERE part = ? AND key = ?";
  private static final String COUNT = "UPDATE part SET evicted = evicted + 1 WHERE part = ?";

  private final long most;
  private final boolean isBound;
  private final Ranks ranks;
  private final LongAdder culls = new LongAdder();
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Creates the room of one shard.
   *
   * @param shards over how many the bound is spread
   */
  Room(DiskBound bound, int shards) {
    this.most = bound.maxBytes() / shards;
    this.isBound = bound.eviction() != Eviction.NONE;
    this.ranks = new Ranks(bound.eviction());
  }

  /** What a row is counted as, with the file that lies beside it. */
  static long size(int key, int data, @Nullable Beside beside) {
    long whole = (beside == null) ? 0 : pages(beside.length());
    return size(key, data) + whole;
  }

  private static long pages(long bytes) {
    return (bytes + PAGE - 1) / PAGE * PAGE;
  }

  /** What a row is counted as. */
  static long size(int key, int data) {
    // The key lies in both indices, too; and what is large has whole pages.
    long row = (long) key + data;
    long whole = (row <= LARGE) ? row : pages(row);
    return whole + 2L * key + ROW_BYTES;
  }

  /** Whether a row may lie there at all: all others would have to go for one that is too large. */
  boolean fits(long size) {
    return !isBound || size <= most;
  }

  /** Lets go of an entry at once that has no room; within the step that would store it. */
  void leaveOut(Session session, long part, byte[] key, long size) throws SQLException {
    session.run(REMOVE, part, key);
    session.run(COUNT, part);
    if (told.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "An entry of {0} bytes is not kept, as the entries of one file may take {1} together; raise disk.max-bytes, or lower disk.shards or max-value-bytes",
          String.valueOf(size),
          String.valueOf(most));
    }
  }

  /** By what entries are told apart when some have to go. */
  Ranks ranks() {
    return ranks;
  }

  /** How often something had to go since the files were opened here. */
  long culls() {
    return culls.sum();
  }

  /** An entry that may go. */
  private record Low(long part, ByteBuffer key, long size) {

    static Low of(ResultSet row) throws SQLException {
      return new Low(row.getLong(1), ByteBuffer.wrap(row.getBytes(2)), row.getLong(3));
    }
  }

  /**
   * Lets go of what is too much, within the step that has stored something.
   *
   * @param stored gives the keys that were stored just now, which stay
   * @param now the instant from which on what is to be freed goes before anything else
   */
  void make(Session session, Supplier<Set<ByteBuffer>> stored, long now) throws SQLException {
    if (isBound && excess(session) > 0) {
      int unused = cull(session, stored.get(), now);
    }
  }

  private long excess(Session session) throws SQLException {
    return session.number(TAKEN) - most;
  }

  /** Lets go of some; how many went. */
  private int cull(Session session, Set<ByteBuffer> stored, long now) throws SQLException {
    long deadline = System.nanoTime() + LONGEST;
    int gone = Sweep.expire(session, now, STEP);
    long excess = excess(session);
    int looked = Math.min(MOST_LOOKED_AT, STEP + stored.size());
    boolean more = excess > 0;
    int evicted = 0;
    while (more) {
      int before = evicted;
      Iterator<Low> lowest = session.all(LOWEST, Low::of, (long) looked).iterator();
      while (more && lowest.hasNext()) {
        Low low = lowest.next();
        if (!stored.contains(low.key())) {
          excess -= low.size();
          evicted += session.run(REMOVE, low.part(), low.key().array());
          session.run(COUNT, low.part());
          more = excess > 0 && System.nanoTime() - deadline < 0;
        }
      }
      more &= evicted > before;
    }
    if (evicted > 0) {
      culls.increment();
    }
    return gone + evicted;
  }

  /** Lets go of what is still too much, in steps that hold nobody up for long. */
  void keep(Shard shard, long now) {
    if (!isBound) {
      return;
    }
    long deadline = System.nanoTime() + LONGEST_PASS;
    boolean more = shard.read("sweep", this::excess) > 0;
    while (more && System.nanoTime() - deadline < 0) {
      more =
          shard.<Boolean>write(
              "sweep", session -> cull(session, Set.of(), now) > 0 && excess(session) > 0);
      Patience.pause(Sweep.PAUSE);
    }
  }
}

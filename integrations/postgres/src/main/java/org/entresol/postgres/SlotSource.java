package org.entresol.postgres;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.entresol.feed.FeedHost;
import org.entresol.postgres.PgOutput.Read;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.postgresql.util.PSQLState;

/**
 * A replication slot, which keeps what has been committed until it is confirmed. It serves one
 * process: who opens it ends the stream of whoever had it.
 */
final class SlotSource implements ChangeSource {
  /** What one look for changes takes in, so that something else is done between two. */
  private static final int MOST = 1_000;

  /** What the server says where the publication was not there yet. */
  private static final String UNDEFINED = PSQLState.UNDEFINED_OBJECT.getState();

  /** How long the stream is left alone when it had nothing. */
  private static final long PAUSE_MILLIS = 5;

  private final Database database;
  private final Setup setup;
  private final Slot slot;
  private final Timing timing;
  private final Figures figures;
  private final FeedHost host;
  private final Complaints complaints;
  private final String self = Slot.PREFIX + "\t" + UUID.randomUUID() + "\t";

  private volatile @Nullable Connection connection;
  private volatile @Nullable Connection replication;
  private @Nullable PGReplicationStream stream;
  private PgOutput output;

  /** What was told and is not seen by other sessions yet, which would load what was before. */
  private List<Change> held = List.of();

  /** The process of the server that streams. */
  private int sender;

  /** Whether something was found missing that is needed so that changes are told. */
  private boolean lacking;

  /** Whether the slot cannot be read, as the publication was not there at its position. */
  private boolean unreadable;

  /** The end of the last transaction that was told, and of the last that was confirmed. */
  private long told;

  private long confirmed;
  private long beats;
  private long awaited = -1;

  /** When the heartbeat was left that has come back and is not confirmed; -1 for none. */
  private long heard = -1;

  private long nextBeat;

  SlotSource(
      Database database, Setup setup, Slot slot, Timing timing, Figures figures, FeedHost host) {
    this.database = database;
    this.setup = setup;
    this.slot = slot;
    this.timing = timing;
    this.figures = figures;
    this.host = host;
    this.complaints = new Complaints(host.name(), host.clock());
    this.output = new PgOutput(slot.columns());
  }

  @Override
  public boolean servesMany() {
    return false;
  }

  @Override
  public boolean open() throws SQLException {
    Connection opened = database.connect();
    connection = opened;
    require(opened);
    new SlotKeeper(opened, slot).require(timing.answer(), unreadable);
    unreadable = false;
    Connection streaming = database.connectForReplication();
    replication = streaming;
    sender = streaming.unwrap(PGConnection.class).getBackendPID();
    held = List.of();
    output = new PgOutput(slot.columns());
    told = 0;
    confirmed = 0;
    stream =
        streaming
            .unwrap(PGConnection.class)
            .getReplicationAPI()
            .replicationStream()
            .logical()
            .withSlotName(slot.name())
            .withAutomaticFlush(false)
            .withSlotOption("proto_version", 1)
            .withSlotOption("publication_names", Names.quoted(slot.publication()))
            .withSlotOption("messages", true)
            .withStatusInterval(
                Math.toIntExact(Math.max(1, timing.probe().toSeconds() / 2)), TimeUnit.SECONDS)
            .start();
    awaited = -1;
    heard = -1;
    nextBeat = host.clock().nanos();
    // Whatever makes a gap leaves word of it in the log.
    return false;
  }

  /** Has what was missing for a while be a gap, whoever made it again. */
  private void require(Connection plain) throws SQLException {
    try {
      setup.require(plain);
    } catch (CacheException e) {
      lacking = true;
      throw e;
    }
    if (lacking) {
      execute(plain, "SELECT " + Slot.gapCall(slot.publication()));
      lacking = false;
    }
  }

  private static void execute(Connection plain, String sql) throws SQLException {
    try (Statement statement = plain.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public List<Change> poll(Duration atMost) throws SQLException {
    PGReplicationStream open = Database.require(stream);
    Connection plain = Database.require(connection);
    beat(plain);
    long end = System.nanoTime() + atMost.toNanos();
    if (held.isEmpty()) {
      held = read(open, end);
    }
    while (!isSeen(plain)) {
      if (System.nanoTime() - end >= 0) {
        return List.of();
      }
      pause();
    }
    List<Change> changes = held;
    held = List.of();
    return changes;
  }

  private boolean isSeen(Connection plain) throws SQLException {
    return held.isEmpty() || held.stream().allMatch(Snapshot.now(plain)::shows);
  }

  private List<Change> read(PGReplicationStream open, long end) throws SQLException {
    List<Change> changes = new ArrayList<>();
    boolean gap = false;
    // After a gap all goes, before what stands behind it counts as heard.
    while (changes.size() < MOST && !gap) {
      ByteBuffer message = next(open);
      if (message != null) {
        gap = take(message, changes);
      } else if (!changes.isEmpty() || System.nanoTime() - end >= 0) {
        break;
      } else {
        pause();
      }
    }
    return changes;
  }

  private @Nullable ByteBuffer next(PGReplicationStream open) throws SQLException {
    try {
      return open.readPending();
    } catch (SQLException e) {
      unreadable |= UNDEFINED.equals(e.getSQLState());
      throw e;
    }
  }

  /** Takes a message in, and says whether it tells of a gap. */
  private boolean take(ByteBuffer message, List<Change> changes) throws SQLException {
    try {
      Read read = output.read(message);
      changes.addAll(read.changes());
      if (read.committed() != 0) {
        told = read.committed();
      }
      boolean gap = slot.isGap(read.message());
      if (gap) {
        figures.gaps.increment();
        changes.add(Change.ofAnything());
      }
      if (awaited >= 0 && (self + beats).equals(read.message())) {
        heard = awaited;
        awaited = -1;
      }
      return gap;
    } catch (RuntimeException e) {
      throw new SQLException("a message of the slot cannot be read", e);
    }
  }

  private static void pause() throws SQLException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    }
  }

  /**
   * Looks whether the stream is still that of the slot, and leaves a message in the log, so that a
   * database in which nothing happens has something to confirm. That the message does not come back
   * for long is no silence: it may stand behind much that is of no interest here, and the server
   * ends a stream whose reader does not answer.
   */
  private void beat(Connection plain) throws SQLException {
    long now = host.clock().nanos();
    if (now < nextBeat) {
      return;
    }
    nextBeat = now + timing.probe().toNanos();
    require(plain);
    int streaming = new SlotKeeper(plain, slot).measure(figures, complaints);
    if (streaming != sender) {
      throw new SQLException("the slot is streamed by process " + streaming + " in place of this");
    }
    if (awaited < 0) {
      awaited = now;
      beats++;
      execute(
          plain,
          "SELECT pg_logical_emit_message(true, %s, %s)"
              .formatted(
                  Names.literal(Slot.PREFIX),
                  Names.literal(self.substring(Slot.PREFIX.length() + 1) + beats)));
    }
  }

  @Override
  public String horizon() throws SQLException {
    return Snapshot.horizon(Snapshot.textNow(Database.require(connection)));
  }

  @Override
  public void confirm() throws SQLException {
    PGReplicationStream open = stream;
    if (open != null && told != confirmed && held.isEmpty()) {
      LogSequenceNumber upTo = LogSequenceNumber.valueOf(told);
      open.setAppliedLSN(upTo);
      open.setFlushedLSN(upTo);
      open.forceUpdateStatus();
      confirmed = told;
      if (heard >= 0) {
        // What stands before it is dealt with, and will not come again.
        figures.lag(host.clock().nanos() - heard);
        heard = -1;
      }
    }
  }

  @Override
  public void close() {
    Connection plain = connection;
    Connection streaming = replication;
    connection = null;
    replication = null;
    stream = null;
    Database.close(streaming);
    Database.close(plain);
  }
}

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
import org.entresol.feed.FeedHost;
import org.entresol.postgres.PgOutput.Read;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * A replication slot, which keeps what has been committed until it is confirmed. It serves one
 * process: who opens it ends the stream of whoever had it.
 */
final class SlotSource implements ChangeSource {
  private static final String PREFIX = "entresol";

  /** What one look for changes takes in, so that something else is done between two. */
  private static final int MOST = 1_000;

  /** How long the stream is left alone when it had nothing. */
  private static final long PAUSE_MILLIS = 5;

  private final Database database;
  private final Setup setup;
  private final Slot slot;
  private final Timing timing;
  private final Figures figures;
  private final FeedHost host;
  private final Complaints complaints;
  private final String self = PREFIX + "\t" + UUID.randomUUID() + "\t";

  private volatile @Nullable Connection connection;
  private volatile @Nullable Connection replication;
  private @Nullable PGReplicationStream stream;
  private PgOutput output;

  /** The end of the last transaction that was told, and of the last that was confirmed. */
  private long told;

  private long confirmed;
  private long beats;
  private long awaited = -1;
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
    setup.require(opened);
    boolean made = new SlotKeeper(opened, slot.name()).require(timing.answer());
    Connection streaming = database.connectForReplication();
    replication = streaming;
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
    nextBeat = host.clock().nanos();
    return made;
  }

  @Override
  public List<Change> poll(Duration atMost) throws SQLException {
    PGReplicationStream open = stream;
    Connection plain = connection;
    if (open == null || plain == null) {
      throw new SQLException("not connected");
    }
    beat(plain);
    List<Change> changes = new ArrayList<>();
    long end = System.nanoTime() + atMost.toNanos();
    int heard = 0;
    while (changes.size() < MOST) {
      ByteBuffer message = open.readPending();
      if (message != null) {
        heard++;
        take(message, changes);
      } else if (!changes.isEmpty() || System.nanoTime() - end >= 0) {
        break;
      } else {
        pause();
      }
    }
    if (heard == 0 && awaited >= 0 && host.clock().nanos() - awaited >= timing.probe().toNanos()) {
      // As long as anything comes it is not silent: the message may stand behind a long
      // transaction.
      throw new SQLException("a message to oneself did not come back");
    }
    return changes;
  }

  private void take(ByteBuffer message, List<Change> changes) throws SQLException {
    try {
      Read read = output.read(message);
      changes.addAll(read.changes());
      if (read.committed() != 0) {
        told = read.committed();
      }
      if (awaited >= 0 && (self + beats).equals(read.message())) {
        figures.lag(host.clock().nanos() - awaited);
        awaited = -1;
      }
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
   * Leaves a message in the log, so that a database in which nothing happens has something to
   * confirm, and a silent connection is found.
   */
  private void beat(Connection plain) throws SQLException {
    long now = host.clock().nanos();
    if (awaited >= 0 || now < nextBeat) {
      return;
    }
    awaited = now;
    nextBeat = now + timing.probe().toNanos();
    beats++;
    try (Statement statement = plain.createStatement()) {
      statement.execute(
          "SELECT pg_logical_emit_message(true, %s, %s)"
              .formatted(
                  Names.literal(PREFIX),
                  Names.literal(self.substring(PREFIX.length() + 1) + beats)));
    }
    new SlotKeeper(plain, slot.name()).measure(figures, complaints);
  }

  @Override
  public void confirm() throws SQLException {
    PGReplicationStream open = stream;
    if (open != null && told != confirmed) {
      LogSequenceNumber upTo = LogSequenceNumber.valueOf(told);
      open.setAppliedLSN(upTo);
      open.setFlushedLSN(upTo);
      open.forceUpdateStatus();
      confirmed = told;
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

package org.entresol.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Notifications on a channel, which triggers send when their transactions commit. Nothing is kept
 * for who does not listen, so that each opening may have missed something.
 */
final class NotifySource implements ChangeSource {
  private static final Logger LOG = System.getLogger(NotifySource.class.getName());

  /** What begins the text of a message to oneself. */
  private static final String PROBE = "P\t";

  private final Database database;
  private final Setup setup;
  private final String channel;
  private final long probeEvery;
  private final Figures figures;
  private final Clock clock;
  private final String self = PROBE + UUID.randomUUID() + "\t";

  private volatile @Nullable Connection connection;
  private long probes;

  /** When the probe was sent that has not come back; -1 for none. */
  private long awaited = -1;

  private long nextProbe;

  NotifySource(
      Database database,
      Setup setup,
      String channel,
      Duration probeEvery,
      Figures figures,
      Clock clock) {
    this.database = database;
    this.setup = setup;
    this.channel = channel;
    this.probeEvery = probeEvery.toNanos();
    this.figures = figures;
    this.clock = clock;
  }

  @Override
  public boolean servesMany() {
    return true;
  }

  @Override
  public boolean open() throws SQLException {
    Connection opened = database.connect();
    connection = opened;
    setup.require(opened);
    try (Statement statement = opened.createStatement()) {
      statement.execute("LISTEN " + Names.quoted(channel));
    }
    awaited = -1;
    nextProbe = clock.nanos();
    return true;
  }

  @Override
  public List<Change> poll(Duration atMost) throws SQLException {
    Connection open = Database.require(connection);
    List<Change> changes = new ArrayList<>();
    if (probe(open)) {
      changes.add(Change.ofAnything());
    }
    PGNotification[] heard =
        open.unwrap(PGConnection.class).getNotifications((int) Math.max(1, atMost.toMillis()));
    if (heard == null || heard.length == 0) {
      requireSound();
      return changes;
    }
    for (PGNotification each : heard) {
      if (each.getName().equals(channel) && !isProbe(each.getParameter())) {
        changes.add(read(each.getParameter()));
      }
    }
    return changes;
  }

  /**
   * Gives a connection up on which nothing comes. What has come and was not looked at, because an
   * invalidation took its time, is heard first.
   */
  private void requireSound() throws SQLException {
    if (awaited >= 0 && clock.nanos() - awaited >= probeEvery) {
      throw new SQLException("a message to oneself did not come back");
    }
  }

  /** What cannot be read may tell of anything. */
  private static Change read(String text) {
    try {
      return Payload.read(text);
    } catch (IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "A notification cannot be read", e);
      return Change.ofAnything();
    }
  }

  /**
   * Sends a message to oneself, by the way that changes come, and looks whether what tells of them
   * is still there.
   *
   * @return whether it was not, and was made again
   */
  private boolean probe(Connection open) throws SQLException {
    long now = clock.nanos();
    if (awaited >= 0 || now < nextProbe) {
      return false;
    }
    boolean made = setup.require(open);
    awaited = now;
    nextProbe = now + probeEvery;
    try (Statement statement = open.createStatement()) {
      statement.execute(
          "SELECT pg_notify(%s, %s)"
              .formatted(Names.literal(channel), Names.literal(self + ++probes)));
    }
    return made;
  }

  private boolean isProbe(String text) {
    if (text.equals(self + probes) && awaited >= 0) {
      figures.lag(clock.nanos() - awaited);
      awaited = -1;
    }
    return text.startsWith(PROBE);
  }

  @Override
  public String horizon() throws SQLException {
    return Snapshot.horizon(Snapshot.textNow(Database.require(connection)));
  }

  @Override
  public void confirm() {
    // The server keeps nothing of what it has told.
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    Database.close(open);
  }
}

package org.entresol.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.entresol.EntresolCache;
import org.entresol.fault.Causes;
import org.entresol.feed.ChangedRow;
import org.entresol.feed.FeedHost;
import org.entresol.feed.TableMapping;
import org.entresol.tier.Horizon;

/**
 * The thread that hears of changes and invalidates what they concern.
 *
 * <p>For caches of this process alone it listens as long as one is open. What is shared needs one
 * node: this one listens for it as long as it holds the {@link Tenure lead}. Wherever something may
 * have been missed, all that is followed goes, after the listening has begun.
 */
final class Follower implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Follower.class.getName());

  private static final Duration CLOSING = Duration.ofSeconds(30);

  /** The shortest and the longest time before a database that failed is tried again. */
  private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();

  private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

  private final List<FollowedTable> tables;
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<Target> targets = new LinkedHashSet<>();
  private final ChangeSource source;
  private final FeedHost host;
  private final Timing timing;
  private final Figures figures;
  private final Tenure tenure;
  private final Backlog backlog;
  private final Complaints complaints;
  private final Thread thread = new Thread(this::run, "entresol-postgres");

  /** The caches of this process alone that were followed in the last round. */
  private final Map<String, EntresolCache<Object, Object>> known = new HashMap<>();

  private boolean open;
  private long pause = FIRST_PAUSE;
  private volatile boolean closing;

  Follower(
      List<FollowedTable> tables,
      ChangeSource source,
      FeedHost host,
      Timing timing,
      Figures figures) {
    this.tables = tables;
    this.source = source;
    this.host = host;
    this.timing = timing;
    this.figures = figures;
    this.complaints = new Complaints(host.name(), host.clock());
    this.tenure = new Tenure(host, timing.lease(), figures, complaints);
    this.backlog = new Backlog(figures);
    for (FollowedTable table : tables) {
      table.mappings().forEach(mapping -> targets.add(Target.of(mapping)));
    }
    targets.forEach(target -> names.add(target.cache()));
    thread.setDaemon(true);
    // The one that is inherited may be that of an application which is gone one day.
    thread.setContextClassLoader(Follower.class.getClassLoader());
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        try {
          round();
        } catch (Throwable e) {
          // An Error too: a follower that has ended would leave stale what changes from now on.
          if (!closing) {
            lost(e);
          }
        }
      }
    } finally {
      try {
        closeSource();
      } finally {
        tenure.leave();
      }
    }
  }

  private void lost(Throwable failure) {
    closeSource();
    figures.failures.increment();
    complaints.tell(
        "The database does not tell of changes; it is tried again, and what may have been missed is"
            + " invalidated then",
        Causes.inWords(failure));
    await(pause);
    pause = Math.min(LONGEST_PAUSE, 2 * pause);
  }

  private void closeSource() {
    open = false;
    figures.connected(false);
    source.close();
  }

  /** One look for changes, and what else is due. */
  private void round() throws SQLException {
    Roster roster = Roster.of(names, host.caches());
    boolean began = tenure.review(roster);
    Map<String, EntresolCache<Object, Object>> ours = new LinkedHashMap<>();
    if (source.servesMany()) {
      ours.putAll(roster.own());
    } else if (!roster.own().isEmpty()) {
      complaints.tell(
          "Caches of this process alone cannot be followed by a slot, which serves one process",
          roster.own().keySet());
    }
    if (tenure.isHeld()) {
      ours.putAll(roster.shared());
    }
    backlog.keepOnly(ours.keySet());
    if (ours.isEmpty()) {
      known.clear();
      closeSource();
      await(timing.poll().toNanos());
      return;
    }
    if (!open) {
      open(ours.keySet());
      work(ours);
    } else if (source.servesMany()) {
      recallNew(roster, began);
    }
    known.clear();
    known.putAll(roster.own());
    source.poll(timing.poll()).forEach(this::take);
    work(ours);
    if (backlog.isEmpty()) {
      source.confirm();
    }
    pause = FIRST_PAUSE;
  }

  /** Recalls what this node follows from now on over a connection that was there before. */
  private void recallNew(Roster roster, boolean began) {
    if (began) {
      // Who had the lead before may have heard of changes and not have dealt with them.
      roster.shared().keySet().forEach(this::recall);
    }
    // What was told while a cache was not open, nobody told it; and it may have kept entries.
    roster
        .own()
        .forEach(
            (name, cache) -> {
              if (known.get(name) != cache) {
                recall(name);
              }
            });
  }

  private void recall(String cache) {
    targets.stream().filter(target -> target.cache().equals(cache)).forEach(backlog::recall);
  }

  private void open(Set<String> ours) throws SQLException {
    if (source.open()) {
      figures.gaps.increment();
      // All, and not only what was open a moment ago: the next round forgets what is not ours.
      targets.forEach(backlog::recall);
    }
    open = true;
    figures.connected(true);
    LOG.log(Level.INFO, "{0}: changes of the database are followed for {1}", host.name(), ours);
  }

  private void work(Map<String, EntresolCache<Object, Object>> ours) throws SQLException {
    Horizon horizon =
        backlog.needsHorizon(ours) ? new Horizon(source.horizon(), tenure.number()) : null;
    try {
      backlog.work(ours, horizon);
    } catch (RuntimeException e) {
      // What is left stays in the backlog, and the next round comes to it again.
      figures.failures.increment();
      complaints.tell("An invalidation is not done yet", Causes.inWords(e));
      await(FIRST_PAUSE);
    }
  }

  private void take(Change change) {
    figures.changes.increment();
    LOG.log(Level.DEBUG, "{0}: {1}", host.name(), change);
    Set<Target> wholly = new HashSet<>();
    for (FollowedTable table : tables) {
      if (change.concerns(table.qualified())) {
        for (TableMapping mapping : table.mappings()) {
          if (change.whole() || !takeRows(mapping, change.rows())) {
            wholly.add(Target.of(mapping));
          }
        }
      }
    }
    wholly.forEach(backlog::recall);
  }

  /** Whether it is known which entries are meant. */
  private boolean takeRows(TableMapping mapping, List<ChangedRow> rows) {
    try {
      for (ChangedRow row : rows) {
        Collection<?> keys = mapping.mapper().keys(row);
        backlog.add(Target.of(mapping), List.copyOf(keys));
      }
      return true;
    } catch (Throwable e) {
      // A mapper is code of others, whose classes may be missing: that is an Error.
      figures.unreadable.increment();
      complaints.tell(
          "A row has no keys, so all of a cache is invalidated",
          mapping.place() + ": " + Causes.inWords(e));
      return false;
    }
  }

  /** Waits, for a shorter time if this is being closed. */
  private void await(long nanos) {
    long end = System.nanoTime() + nanos;
    synchronized (this) {
      long left = nanos;
      while (!closing && left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
          closing = true;
        }
        left = end - System.nanoTime();
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    boolean interrupted = false;
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

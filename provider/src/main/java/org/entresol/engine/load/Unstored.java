package org.entresol.engine.load;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import org.entresol.engine.AuthorityException;
import org.entresol.engine.Update;
import org.entresol.fault.Causes;
import org.entresol.guard.Ticket;
import org.entresol.stats.LoadEvent;
import org.entresol.stats.Statistics;
import org.entresol.tier.Act;
import org.entresol.tier.TierException;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/**
 * What is told of values that were loaded and that the authority has not got. Nobody fails for it,
 * so an authority that is full would not be noticed. Thread-safe.
 */
final class Unstored {

  private static final Logger LOG = System.getLogger(Unstored.class.getName());

  private final String cache;
  private final Statistics statistics;
  private final Reminder warning;
  private final Reminder ownWarning;

  /**
   * Creates what is told of one cache.
   *
   * @param cache its name, for messages
   */
  Unstored(String cache, Statistics statistics, Clock clock) {
    this.cache = cache;
    this.statistics = statistics;
    this.warning = new Reminder(Duration.ofMinutes(1), clock);
    this.ownWarning = new Reminder(Duration.ofMinutes(1), clock);
  }

  /** Counts values, and warns of an authority that is there and takes none. */
  void tell(long values, AuthorityException reason) {
    statistics.load(LoadEvent.UNSTORED, values);
    TierException refusal = Causes.first(reason, TierException.class);
    if (refusal != null && !refusal.isAway() && warning.isDue()) {
      LOG.log(
          Level.WARNING,
          "Cache '%s': what is loaded cannot be stored, and is loaded again and again: %s"
              .formatted(cache, Causes.inWords(refusal)));
    }
  }

  /**
   * Counts, of loads that were made, those that came too late, and those that were not stored in
   * place of entries that others can read; warns of these.
   */
  void tell(Collection<? extends Update<?, ?>> loads) {
    statistics.load(LoadEvent.REFUSED, loads.stream().filter(Unstored::isRefused).count());
    long unreplaced = loads.stream().filter(Unstored::isUnreplacing).count();
    statistics.load(LoadEvent.UNREPLACED, unreplaced);
    if (unreplaced > 0 && ownWarning.isDue()) {
      LOG.log(
          Level.WARNING,
          "Cache '%s': what is loaded is kept on this node alone where an entry lies that this node cannot read, and others perhaps can"
              .formatted(cache));
    }
  }

  private static boolean isRefused(Update<?, ?> load) {
    Ticket ticket = load.ticket();
    boolean late = ticket != null && !ticket.stands();
    return !load.isCommitted() || (late && load.act() == Act.LEAVE);
  }

  /** Whether a load has left an entry to others that this node cannot read. */
  private static boolean isUnreplacing(Update<?, ?> load) {
    return load.isCommitted()
        && !load.found()
        && load.act() == Act.LEAVE
        && load.rule().whenAbsent() == Act.LOAD;
  }
}

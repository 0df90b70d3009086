package org.entresol.tier.redis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.entresol.time.Clock;
import org.entresol.time.Spans;

/**
 * Whether Redis answers one manager, and what the log is told of it: once that it is away, that
 * calls are refused, and that it is back. Thread-safe.
 */
final class Contact {

  private static final Logger LOG = System.getLogger(Contact.class.getName());

  /** For how long no call must have failed. */
  private static final long CALM = TimeUnit.SECONDS.toNanos(1);

  private final Clock clock;
  private final String where;
  private final Duration pause;
  private final Episode away;
  private final Episode refusing;

  /** The calls that failed and that were refused since the log was last told that Redis is back. */
  private final LongAdder failed = new LongAdder();

  private final LongAdder refused = new LongAdder();

  /** How often Redis has gone away. */
  private final LongAdder absences = new LongAdder();

  /** When a call failed the last time. */
  private volatile long failedAt;

  private volatile boolean joined;

  /**
   * Creates the knowledge of a Redis that answers.
   *
   * @param where what to call it
   * @param pause how long calls are refused before one is tried
   */
  Contact(String where, Duration pause, Clock clock) {
    this.clock = clock;
    this.where = where;
    this.pause = pause;
    this.away = new Episode(clock);
    this.refusing = new Episode(clock);
  }

  /** Tells the log from now on: what fails before is thrown at whoever joins. */
  void join() {
    joined = true;
  }

  /** Whether a call has failed, and since then none was answered long enough after the last one. */
  boolean isAway() {
    return away.isOn();
  }

  /** How long Redis has been away by now, in nanoseconds; 0 if it is not. */
  long awayNanos() {
    return away.nanos();
  }

  /** How often Redis has gone away by now. */
  long absences() {
    return absences.sum();
  }

  /** How long Redis has been away by now, in words. */
  private String length() {
    return Spans.measured(awayNanos());
  }

  /**
   * Notes that a call did not reach Redis.
   *
   * @param reason what came of it
   * @param refuses whether calls are refused from now on
   */
  void failed(String reason, boolean refuses) {
    if (!joined) {
      return;
    }
    failed.increment();
    failedAt = clock.nanos();
    if (goesAway()) {
      LOG.log(Level.WARNING, where + " is away: " + reason);
    }
    if (refuses && refusing.goesOn()) {
      LOG.log(
          Level.WARNING,
          "%s has been away for %s: calls are refused until it answers, but for one each %s"
              .formatted(where, length(), Spans.inWords(pause)));
    }
  }

  /** Whether the log is to be told that Redis is away. */
  private synchronized boolean goesAway() {
    if (!away.isOn()) {
      absences.increment();
    }
    return away.goesOn();
  }

  /** Notes that a call was refused. */
  void refused() {
    refused.increment();
  }

  /**
   * Notes that Redis has answered. It is back when no call has failed for a while: of a cluster
   * some servers may be away.
   */
  void answered() {
    if (!away.isOn() || clock.nanos() - failedAt < CALM) {
      return;
    }
    long unused = refusing.end();
    long length = away.end();
    if (length > 0) {
      LOG.log(
          Level.INFO,
          "%s is back after %s; %d calls have failed, and %d more were refused"
              .formatted(
                  where, Spans.measured(length), failed.sumThenReset(), refused.sumThenReset()));
    }
  }
}

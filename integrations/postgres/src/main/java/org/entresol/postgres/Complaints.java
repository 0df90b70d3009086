package org.entresol.postgres;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;

/** What the log is told of what goes wrong: once a minute of each kind. Used by one thread. */
final class Complaints {
  private static final Logger LOG = System.getLogger(Complaints.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final String subject;
  private final Clock clock;
  private final Map<String, Reminder> kinds = new HashMap<>();

  /** Complaints of one subject. */
  Complaints(String subject, Clock clock) {
    this.subject = subject;
    this.clock = clock;
  }

  /**
   * Tells, if it is time to.
   *
   * @param kind what goes wrong; tells the kinds apart
   * @param details what is different each time
   */
  void tell(String kind, Object details) {
    if (kinds.computeIfAbsent(kind, k -> new Reminder(EVERY, clock)).isDue()) {
      LOG.log(Level.WARNING, subject + ": " + kind + ": " + details);
    }
  }
}

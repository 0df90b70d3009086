package org.entresol.web.render;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/** A warning of what went wrong and was handled: of each kind one a minute at most. Thread-safe. */
public final class Complaint {
  private static final Logger LOG = System.getLogger(Complaint.class.getName());

  /** A handler has failed, and its client has got what was kept, or had got it already. */
  public static final Complaint NOT_ANEW =
      new Complaint("An answer could not be made anew, and is given as it was");

  /** The client has its answer. */
  public static final Complaint NOT_KEPT =
      new Complaint("An answer that was made asynchronously could not be kept");

  /** The load that waited for an answer has failed. */
  public static final Complaint CACHE_FAILED =
      new Complaint("An answer could not be kept, as its cache failed");

  /** The filter is not where it would have heard how an answer ends. */
  public static final Complaint DISPATCHED_PAST =
      new Complaint(
          "An answer was dispatched asynchronously past the filter for routes, and is not kept; the"
              + " filter has to be mapped for ASYNC beside REQUEST, as ServletRoutes.register does it");

  /** A request has changed what may be kept still. */
  public static final Complaint NOT_DROPPED =
      new Complaint("What was changed could not be dropped from its cache");

  /** The client hears of it as well. */
  public static final Complaint NOT_PURGED =
      new Complaint("What was to be purged could not be dropped from its cache");

  /** Somebody tries to purge who may not. */
  public static final Complaint WRONG_TOKEN =
      new Complaint("A request to purge has no token, or a wrong one");

  private final String what;
  private final Reminder reminder = new Reminder(Duration.ofMinutes(1), Clock.system());

  private Complaint(String what) {
    this.what = what;
  }

  /** Warns of what has no more to be said of. */
  public void tell() {
    tell(what, null);
  }

  /** Warns of what came of a failure. */
  public void of(Throwable cause) {
    tell(what, cause);
  }

  /** Warns of what somebody did. */
  public void of(String whom) {
    tell(what + ": " + whom, null);
  }

  private void tell(String message, @Nullable Throwable cause) {
    if (reminder.isDue()) {
      LOG.log(Level.WARNING, message, cause);
    }
  }
}

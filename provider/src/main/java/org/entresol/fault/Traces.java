package org.entresol.fault;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.entresol.time.Clock;

/**
 * The rule by which the log gets the stack traces of failures that come again and again: of each
 * cause once a minute. A cause is what lies at the bottom of a failure, by its class and the place
 * where it was made. Bounded: causes that find no room get no trace. Thread-safe.
 */
public final class Traces {

  private static final int MOST = 100;
  private static final long EVERY = TimeUnit.MINUTES.toNanos(1);

  private final Clock clock;

  /** When the log got the trace of a cause; guarded by this. */
  private final Map<String, Long> given = new HashMap<>();

  /** Creates a rule by which the log has had none. */
  public Traces(Clock clock) {
    this.clock = clock;
  }

  /** Whether the log is to get a failure's trace; not again for a minute, then. */
  public synchronized boolean isDue(Throwable failure) {
    long now = clock.nanos();
    given.values().removeIf(at -> now - at >= EVERY);
    return given.size() < MOST && given.putIfAbsent(cause(failure), now) == null;
  }

  private static String cause(Throwable failure) {
    Throwable root = Causes.root(failure);
    StackTraceElement[] frames = root.getStackTrace();
    return root.getClass().getName() + (frames.length == 0 ? "" : " " + frames[0]);
  }

  /** Tells the log of a failure: with its trace if that is due, else in one line. */
  public void tell(Logger log, Level level, String said, Throwable failure) {
    if (isDue(failure)) {
      log.log(level, said, failure);
    } else {
      log.log(level, said + ": " + Causes.inWords(failure));
    }
  }
}

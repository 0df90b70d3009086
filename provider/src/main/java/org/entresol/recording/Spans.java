package org.entresol.recording;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.jspecify.annotations.Nullable;

/**
 * The one place where the caches of a manager tell what takes time: to a recording of the JVM's,
 * and to who listens. While there is neither it costs nothing and makes nothing. It is had by
 * unwrapping the manager. Thread-safe.
 */
public final class Spans {

  private static final Logger LOG = System.getLogger(Spans.class.getName());

  private final List<SpanListener> listeners = new CopyOnWriteArrayList<>();
  private final Reminder warning = new Reminder(Duration.ofMinutes(1), Clock.system());

  /** Tells somebody of what begins from now on. */
  public void add(SpanListener listener) {
    listeners.add(listener);
  }

  /** Tells somebody nothing more, but for the end of what has begun. */
  public void remove(SpanListener listener) {
    listeners.remove(listener);
  }

  /**
   * A call of a loader that begins now.
   *
   * @param keys what it is asked for
   */
  public Span load(String cache, Collection<?> keys) {
    Span recorded = Recordings.load(cache, keys);
    return listeners.isEmpty()
        ? recorded
        : begun(recorded, listener -> listener.load(cache, keys.size()));
  }

  /** A call of the authority that begins now; one without a cache is told by somebody else. */
  public Span remoteCall(String cache) {
    if (cache.isEmpty()) {
      return Span.UNRECORDED;
    }
    Span recorded = Recordings.remoteCall(cache);
    return listeners.isEmpty() ? recorded : begun(recorded, listener -> listener.remoteCall(cache));
  }

  private Span begun(Span recorded, Function<SpanListener, Span> begin) {
    List<Span> begun = new ArrayList<>();
    begun.add(recorded);
    for (SpanListener listener : listeners) {
      try {
        begun.add(begin.apply(listener));
      } catch (RuntimeException e) {
        warn(e);
      }
    }
    return failure -> end(begun, failure);
  }

  /** What began last ends first, as one lies in the other. */
  private void end(List<Span> begun, @Nullable Throwable failure) {
    for (int i = begun.size() - 1; i >= 0; i--) {
      try {
        begun.get(i).end(failure);
      } catch (RuntimeException e) {
        warn(e);
      }
    }
  }

  private void warn(RuntimeException thrown) {
    if (warning.isDue()) {
      LOG.log(Level.WARNING, "Who listens to spans has thrown, and is passed over", thrown);
    }
  }
}

package org.entresol.source;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import javax.cache.integration.CacheWriterException;
import org.entresol.WriteSettings;
import org.entresol.fault.Traces;
import org.entresol.queue.Claim;
import org.entresol.queue.PendingWrite;
import org.entresol.queue.WriteQueue;
import org.entresol.tier.Backlog;
import org.entresol.time.Clock;
import org.entresol.time.Reminder;
import org.entresol.time.Spans;
import org.jspecify.annotations.Nullable;

/**
 * The steady carrying out of one cache's pending writes by this node, in a thread of its own.
 *
 * <p>A second thread prolongs the claims while a writer takes its time, and warns when the source
 * lags too far behind. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class Drainer<K, V> {

  private static final Logger LOG = System.getLogger(Drainer.class.getName());

  private final String cache;
  private final WriteQueue<K, V> queue;
  private final Batching<K, V> batching;
  private final WriteSettings settings;
  private final Clock clock;
  private final Thread thread;
  private final ScheduledThreadPoolExecutor watch;
  private final Pacing pacing;
  private final Reminder warning;
  private final Reminder note = new Reminder(Batching.NOTE_EVERY, Clock.system());
  private final Traces traces = new Traces(Clock.system());

  /**
   * Creates a drainer that does nothing before it is {@linkplain #start started}.
   *
   * @param cache the cache's name, for messages
   * @param clock the clock by which the queue knows the age of writes, or one that goes as fast
   * @param threads makes the threads
   */
  public Drainer(
      String cache,
      WriteQueue<K, V> queue,
      Batching<K, V> batching,
      WriteSettings settings,
      Clock clock,
      ThreadFactory threads) {
    this.cache = cache;
    this.queue = queue;
    this.batching = batching;
    this.settings = settings;
    this.clock = clock;
    this.pacing = new Pacing(settings.delay());
    this.warning = new Reminder(settings.warnAfter(), Clock.system());
    this.thread = threads.newThread(this::run);
    this.watch = new ScheduledThreadPoolExecutor(1, threads);
  }

  /** Begins to carry writes out. */
  public void start() {
    thread.start();
    every(settings.lease().dividedBy(6), queue::extend);
    Duration look = settings.warnAfter().dividedBy(6);
    every(look.compareTo(Pacing.LONGEST) < 0 ? Pacing.LONGEST : look, this::warn);
  }

  private void every(Duration span, Runnable task) {
    long nanos = span.toNanos();
    // It ends with the executor.
    ScheduledFuture<?> unused =
        watch.scheduleWithFixedDelay(
            () -> attempt("look after its pending writes", task), nanos, nanos, NANOSECONDS);
  }

  /** Does something that is done again later, whatever comes of it; false if it failed. */
  private boolean attempt(String what, Runnable task) {
    try {
      task.run();
      return true;
    } catch (RuntimeException | Error e) {
      String said = "Cache '" + cache + "' could not " + what + "; it tries again";
      if (isClosed() || !note.isDue()) {
        LOG.log(Level.DEBUG, said, e);
      } else {
        traces.tell(LOG, Level.WARNING, said, e);
      }
      return false;
    }
  }

  private void run() {
    while (!isClosed()) {
      boolean well = attempt("carry pending writes out", this::drain);
      pacing.roundEnded();
      pause(well);
    }
  }

  private void drain() {
    List<Claim<K, V>> claims = claim();
    while (!claims.isEmpty()) {
      batching.carryOut(claims);
      claims = isClosed() ? List.of() : claim();
    }
  }

  private List<Claim<K, V>> claim() {
    return pacing.hurriedly(queue::claim);
  }

  private void pause(boolean well) {
    try {
      pacing.pause(well);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "Interrupted, by the writer or because the cache closes", e);
    }
  }

  private void warn() {
    Backlog backlog = queue.backlog();
    if (backlog.oldestMillis() > settings.warnAfter().toMillis() && warning.isDue()) {
      LOG.log(
          Level.WARNING,
          "Cache '%s': the source lacks a write for %s; %d are pending, %d are dead letters"
              .formatted(
                  cache,
                  Spans.measured(MILLISECONDS.toNanos(backlog.oldestMillis())),
                  backlog.pending(),
                  backlog.dead()),
          batching.lastFailure());
    }
  }

  // ---- flushing and closing

  /**
   * Has everything written that was pending before.
   *
   * @throws CacheWriterException if something is not written in time, or has become a dead letter;
   *     the message names it
   */
  public void flush() {
    if (Thread.currentThread() == thread) {
      throw new CacheWriterException("The writer of cache '" + cache + "' cannot flush it");
    }
    long deadline = System.nanoTime() + settings.flushTimeout().toNanos();
    long start = clock.nanos();
    Backlog before = queue.backlog();
    long burials = batching.burials();
    pacing.hurry();
    try {
      while (isBehind(start)) {
        if (System.nanoTime() - deadline > 0) {
          throw unwritten();
        }
        awaitRound(deadline);
      }
      if (queue.backlog().dead() > before.dead() || batching.burials() > burials) {
        throw died();
      }
    } finally {
      pacing.relax();
    }
  }

  /** Whether something is pending that is older than {@code start}; ages are in milliseconds. */
  private boolean isBehind(long start) {
    long elapsed = NANOSECONDS.toMillis(clock.nanos() - start);
    Backlog backlog = queue.backlog();
    return backlog.pending() > 0 && backlog.oldestMillis() + 1 >= elapsed;
  }

  private void awaitRound(long deadline) {
    try {
      pacing.awaitRound(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CacheWriterException("Interrupted while flushing cache '" + cache + "'", e);
    }
  }

  private CacheWriterException unwritten() {
    List<String> names = queue.pending(Batching.NAMED).stream().map(PendingWrite::name).toList();
    return failure(
        "%d writes of cache '%s' are not in the source after %s, among them %s; they stay pending"
            .formatted(
                queue.backlog().pending(), cache, Spans.inWords(settings.flushTimeout()), names));
  }

  private CacheWriterException died() {
    return failure(
        "Writes of cache '%s' were tried in vain and became dead letters; the last that this node gave up are those of %s"
            .formatted(cache, batching.givenUp()));
  }

  private CacheWriterException failure(String message) {
    @Nullable Throwable last = batching.lastFailure();
    return (last == null)
        ? new CacheWriterException(message)
        : new CacheWriterException(message + "; the last failure was: " + last, last);
  }

  /**
   * Flushes, and ends; what could not be written is told of, and stays where it is.
   *
   * @return whether all was written
   */
  public boolean close() {
    boolean written = thread.getState() == Thread.State.NEW || isFlushed();
    stop();
    tellOfLostLetters();
    return written;
  }

  private boolean isFlushed() {
    try {
      flush();
      return true;
    } catch (RuntimeException e) {
      LOG.log(
          queue.isDurable() ? Level.WARNING : Level.ERROR,
          queue.isDurable()
              ? "Cache '" + cache + "' closes; others or its next start will write the rest"
              : "Cache '" + cache + "' closes, and what is not written is lost",
          e);
      return false;
    }
  }

  private void tellOfLostLetters() {
    long dead = queue.isDurable() ? 0 : queue.backlog().dead();
    if (dead > 0) {
      LOG.log(
          Level.ERROR, "Cache '" + cache + "' closes, and its " + dead + " dead letters are lost");
    }
  }

  private boolean isClosed() {
    return pacing.isOver();
  }

  private void stop() {
    batching.stop();
    pacing.end();
    try {
      if (Thread.currentThread() != thread) {
        thread.join(Pacing.LONGEST.toMillis());
        thread.interrupt();
        thread.join(Pacing.LONGEST.toMillis());
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    } finally {
      // Until here a writer at work keeps its claims.
      watch.shutdownNow();
    }
  }
}

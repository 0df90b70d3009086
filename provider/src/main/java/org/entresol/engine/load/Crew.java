package org.entresol.engine.load;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.integration.CacheLoaderException;
import org.entresol.LoadSettings;
import org.entresol.engine.AuthorityException;
import org.entresol.engine.Terms;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.guard.WaitException;
import org.entresol.stats.LoadEvent;
import org.entresol.store.Entry;
import org.entresol.time.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Who carries loads out, and who waits for them and for how long. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Crew<K, V> {

  /** Where loads run that nobody may leave. */
  static final Executor CALLER = Runnable::run;

  private static final Logger LOG = System.getLogger(Crew.class.getName());

  private final Fill<K, V> fill;
  private final Freshness freshness;
  private final Refreshes<K, V> refreshes;
  private final Terms<K, V> terms;
  private final Executor executor;
  private final Duration softTimeout;
  private final Duration hardTimeout;

  /**
   * Creates the crew of one cache.
   *
   * @param executor runs loads that callers may leave
   */
  Crew(
      Fill<K, V> fill,
      Freshness freshness,
      Refreshes<K, V> refreshes,
      Terms<K, V> terms,
      LoadSettings settings,
      Executor executor) {
    this.fill = fill;
    this.freshness = freshness;
    this.refreshes = refreshes;
    this.terms = terms;
    this.executor = executor;
    this.softTimeout = settings.softTimeout();
    this.hardTimeout = settings.hardTimeout();
  }

  /**
   * Where loads run: elsewhere, if callers may leave before they have ended. A load within a load
   * stays where it is, since all threads might be taken by such as wait for others.
   */
  Executor patience() {
    boolean mayLeave = !softTimeout.isZero() || !hardTimeout.isZero();
    return (mayLeave && !LoadThreads.isCurrent()) ? executor : CALLER;
  }

  /** Has a trip carried out; how its flights end, those aboard are told. */
  void depart(Trip<K, V> trip, Executor loads) {
    if (loads == CALLER) {
      fly(trip);
      return;
    }
    AtomicBoolean begun = new AtomicBoolean();
    Runnable load =
        () -> {
          if (begun.compareAndSet(false, true)) {
            trip.takeOver();
            flyForOthers(trip);
          }
        };
    trip.handOver(load);
    try {
      loads.execute(load);
    } catch (RejectedExecutionException e) {
      trip.fail(e);
    } catch (RuntimeException | Error e) {
      trip.fail(e);
      throw e;
    }
  }

  /** Carries a trip out on a thread of the cache's. */
  private void flyForOthers(Trip<K, V> trip) {
    if (!hardTimeout.isZero() && trip.isOlderThan(hardTimeout)) {
      trip.fail(new CacheLoaderException("No thread was free to load in time"));
      return;
    }
    try {
      fly(trip);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A load ended with this, as those who wait for it are told", e);
    }
  }

  private void fly(Trip<K, V> trip) {
    try {
      fill.fill(trip);
      trip.keys().forEach(refreshes::succeeded);
    } catch (CacheLoaderException e) {
      for (K key : trip.keys()) {
        if (trip.hasFailed(key) && trip.old(key) != null) {
          refreshes.failed(key, e);
        }
      }
    }
  }

  private V stale(Entry<V> entry) {
    terms.statistics().load(LoadEvent.STALE, 1);
    return entry.value();
  }

  /**
   * Waits for a flight, no longer than is configured.
   *
   * @param usable an older entry that may be given in its place, or null
   * @return the cache's own value, or null when the source has none
   * @throws AbandonedException if whoever carried it out was interrupted, so that it may be begun
   *     anew
   */
  @Nullable V await(K key, Flight<V> flight, @Nullable Entry<V> usable) {
    if (LoadThreads.isCurrent()) {
      // Its load might be queued behind those that wait for it.
      flight.hasten();
    }
    try {
      if (usable != null && !softTimeout.isZero() && !flight.awaitEnd(softTimeout)) {
        return stale(usable);
      }
      if (!hardTimeout.isZero() && !flight.awaitEnd(hardTimeout)) {
        terms.statistics().load(LoadEvent.TIMED_OUT, 1);
        throw new CacheLoaderException(
            "The load of key '%s' has not ended within %s; it goes on, and its value is kept"
                .formatted(key, Spans.inWords(hardTimeout)));
      }
      return flight.await();
    } catch (CompletionException e) {
      if (flight.isAbandoned() && !flight.isMine()) {
        throw new AbandonedException(e);
      }
      return orStale(failureOf(flight, e), usable);
    } catch (CacheLoaderException e) {
      return orStale(e, usable);
    } catch (WaitException e) {
      throw new CacheLoaderException(e.getMessage(), e);
    }
  }

  private @Nullable V orStale(RuntimeException failure, @Nullable Entry<V> usable) {
    boolean may = usable != null && freshness.outlivesErrors(usable);
    if (may && failure instanceof CacheLoaderException && usable != null) {
      return stale(usable);
    }
    throw failure;
  }

  /** The failure of a load: as it was for who carried it out, else with this thread's stack. */
  private static RuntimeException failureOf(Flight<?> flight, CompletionException end) {
    Throwable failure = end.getCause();
    if (flight.isMine() && failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception
        && (flight.isMine() || exception instanceof AuthorityException)) {
      return exception;
    }
    boolean wrapped = failure instanceof CacheLoaderException && failure.getCause() != null;
    return new CacheLoaderException(
        "The load that this one waited for failed: " + failure,
        (wrapped && failure != null) ? failure.getCause() : failure);
  }
}

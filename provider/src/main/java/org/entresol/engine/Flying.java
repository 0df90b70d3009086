package org.entresol.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.integration.CacheLoaderException;
import org.entresol.LoadGuard;
import org.entresol.LoadSettings;
import org.entresol.engine.Asking.Ask;
import org.entresol.guard.DeadlockException;
import org.entresol.guard.SingleFlight;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.stats.LoadEvent;
import org.entresol.store.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The flights of one cache: on which thread they are carried out, who waits for them and for how
 * long. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Flying<K, V> {

  /** Where loads run that nobody may leave. */
  static final Executor CALLER = Runnable::run;

  private static final Logger LOG = System.getLogger(Flying.class.getName());

  private final SingleFlight<K, V> flights;
  private final Filling<K, V> filling;
  private final Freshness freshness;
  private final Refreshing<K, V> refreshing;
  private final Terms<K, V> terms;
  private final Executor executor;
  private final boolean shared;
  private final Duration softTimeout;
  private final Duration hardTimeout;

  /**
   * Creates the flights of one cache.
   *
   * @param executor runs loads that callers may leave
   */
  Flying(
      SingleFlight<K, V> flights,
      Filling<K, V> filling,
      Freshness freshness,
      Refreshing<K, V> refreshing,
      Terms<K, V> terms,
      LoadSettings settings,
      Executor executor) {
    this.flights = flights;
    this.filling = filling;
    this.freshness = freshness;
    this.refreshing = refreshing;
    this.terms = terms;
    this.executor = executor;
    this.shared = settings.guard() != LoadGuard.NONE;
    this.softTimeout = settings.softTimeout();
    this.hardTimeout = settings.hardTimeout();
  }

  /** The flight for a caller who misses a key. */
  Flight<V> board(K key) {
    return shared ? flights.board(key) : flights.boardAlone(key);
  }

  /**
   * Where loads run: elsewhere, if callers may leave before they have ended. A load within a load
   * stays where it is, since all threads might be taken by such as wait for others.
   */
  Executor patience() {
    boolean mayLeave = !softTimeout.isZero() || !hardTimeout.isZero();
    return (mayLeave && !LoadThreads.isCurrent()) ? executor : CALLER;
  }

  /** Has flights carried out; how they end, those aboard are told. */
  void depart(
      Map<K, Flight<V>> mine, Map<K, ? extends @Nullable Entry<V>> stale, Ask ask, Executor loads) {
    if (loads == CALLER) {
      fly(mine, stale, ask);
      return;
    }
    AtomicBoolean begun = new AtomicBoolean();
    Runnable load =
        () -> {
          if (begun.compareAndSet(false, true)) {
            mine.values().forEach(Flight::takeOver);
            flyForOthers(mine, stale, ask);
          }
        };
    mine.values().forEach(flight -> flight.handOver(load));
    try {
      loads.execute(load);
    } catch (RejectedExecutionException e) {
      filling.fail(flights, mine, e);
    } catch (RuntimeException | Error e) {
      filling.fail(flights, mine, e);
      throw e;
    }
  }

  /** Carries flights out on a thread of the cache's; those aboard are told how they end. */
  private void flyForOthers(
      Map<K, Flight<V>> mine, Map<K, ? extends @Nullable Entry<V>> stale, Ask ask) {
    Flight<V> first = mine.values().iterator().next();
    if (!hardTimeout.isZero() && first.isOlderThan(hardTimeout)) {
      filling.fail(flights, mine, new CacheLoaderException("No thread was free to load in time"));
      return;
    }
    try {
      fly(mine, stale, ask);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A load ended with this, as those who wait for it are told", e);
    }
  }

  private void fly(Map<K, Flight<V>> mine, Map<K, ? extends @Nullable Entry<V>> stale, Ask ask) {
    try {
      filling.fly(flights, mine, stale, ask);
      mine.keySet().forEach(refreshing::succeeded);
    } catch (CacheLoaderException e) {
      mine.forEach(
          (key, flight) -> {
            if (flight.hasFailed() && stale.get(key) != null) {
              refreshing.failed(key, e);
            }
          });
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
                .formatted(key, hardTimeout));
      }
      return flight.await();
    } catch (CompletionException e) {
      return orStale(failureOf(flight, e), usable);
    } catch (CacheLoaderException e) {
      return orStale(e, usable);
    } catch (DeadlockException e) {
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

package org.entresol.engine.load;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.cache.event.CacheEntryListenerException;
import org.entresol.fault.OneLine;
import org.entresol.fault.Traces;
import org.entresol.guard.Backoffs;
import org.entresol.store.Entry;

/**
 * The replacing of entries in the background, one load per key at a time, and the pauses after
 * loads that failed while older values could be given. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Refreshes<K, V> {

  private static final Logger LOG = System.getLogger(Refreshes.class.getName());

  private final String cache;
  private final Backoffs<K> backoffs;
  private final Executor executor;
  private final Traces traces;
  private final Set<K> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Creates the refreshing of one cache.
   *
   * @param cache its name, for messages
   */
  Refreshes(String cache, Backoffs<K> backoffs, Executor executor, Traces traces) {
    this.cache = cache;
    this.backoffs = backoffs;
    this.executor = executor;
    this.traces = traces;
  }

  /** Whether a key is being refreshed by this node. */
  boolean isUnderWay(K key) {
    return underWay.contains(key);
  }

  /** Whether the source has failed so lately that it is not to be asked for a key yet. */
  boolean pauses(K key) {
    return backoffs.holds(key);
  }

  /** Has entries replaced, but for those that are being replaced already, or pause. */
  void start(Map<K, Entry<V>> seen, Consumer<Map<K, Entry<V>>> work) {
    Map<K, Entry<V>> due = new LinkedHashMap<>();
    seen.forEach(
        (key, entry) -> {
          if (!backoffs.holds(key) && underWay.add(key)) {
            due.put(key, entry);
          }
        });
    if (due.isEmpty()) {
      return;
    }
    try {
      executor.execute(() -> run(due, work));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The cache closes or is overloaded, so something is not refreshed", e);
      underWay.removeAll(due.keySet());
    } catch (RuntimeException | Error e) {
      underWay.removeAll(due.keySet());
      throw e;
    }
  }

  private void run(Map<K, Entry<V>> due, Consumer<Map<K, Entry<V>>> work) {
    try {
      work.accept(due);
      due.keySet().forEach(this::succeeded);
    } catch (CacheEntryListenerException e) {
      String said = "Cache '%s': a listener of a refreshed entry failed".formatted(cache);
      traces.tell(LOG, Level.WARNING, said, e);
    } catch (RuntimeException e) {
      due.keySet().forEach(key -> failed(key, e));
    } catch (Error e) {
      due.keySet().forEach(key -> failed(key, e));
      throw e;
    } finally {
      underWay.removeAll(due.keySet());
    }
  }

  /** Notes that a key was loaded. */
  void succeeded(K key) {
    backoffs.succeeded(key);
  }

  /** Notes that a key could not be loaded, and tells of it once in a while. */
  void failed(K key, Throwable failure) {
    if (backoffs.failed(key)) {
      String said =
          "Cache '%s': loading failed, for key '%s' and perhaps others"
              .formatted(cache, OneLine.of(String.valueOf(key)));
      traces.tell(LOG, Level.WARNING, said, failure);
    }
  }
}

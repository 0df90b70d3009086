package org.entresol.engine.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.entresol.engine.AuthorityException;
import org.entresol.guard.SingleFlight;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.guard.Ticket;
import org.entresol.store.Batches;

/**
 * The loads of this node while the authority is away: nothing can overtake them, and what they give
 * is kept near for a short time. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class LoadsAlone<K, V> {

  private final SingleFlight<K, V> flights = new SingleFlight<>(key -> new Ticket());
  private final Fill<K, V> fill;
  private final SourceReader<K, V> source;
  private final int batch;

  /**
   * Creates the loads of one cache.
   *
   * @param batch the most keys that one call of the loader is given
   */
  LoadsAlone(Fill<K, V> fill, SourceReader<K, V> source, int batch) {
    this.fill = fill;
    this.source = source;
    this.batch = batch;
  }

  /**
   * The flight of a key, which has ended if the current thread had to carry it out.
   *
   * @param reason why the authority cannot be asked
   */
  Flight<V> fly(K key, AuthorityException reason) {
    Flight<V> flight = flights.board(key);
    if (flight.departs()) {
      carryOut(key, flight, reason);
    }
    return flight;
  }

  /** If the loader fails, everybody aboard is told, and this thread is one of them. */
  private void carryOut(K key, Flight<V> flight, AuthorityException reason) {
    try {
      Answers<V> answers = source.read(Set.of(key), Ask.ONE);
      fill.keepNear(Set.of(key), answers, reason);
      flight.land(answers.value(key));
    } catch (CacheLoaderException e) {
      flight.fail(e);
    } catch (RuntimeException | Error e) {
      flight.fail(e);
      throw e;
    } finally {
      flights.end(key, flight);
    }
  }

  /** The values of those keys that the source has. */
  Map<K, V> loadAll(List<K> keys, AuthorityException reason) {
    Map<K, V> loaded = new HashMap<>();
    for (List<K> part : Batches.<K>of(keys, batch)) {
      Answers<V> answers = source.read(part, Ask.MANY);
      fill.keepNear(part, answers, reason);
      for (K key : part) {
        V value = answers.value(key);
        if (value != null) {
          loaded.put(key, value);
        }
      }
    }
    return loaded;
  }
}

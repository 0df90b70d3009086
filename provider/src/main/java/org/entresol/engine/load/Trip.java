package org.entresol.engine.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoaderException;
import org.entresol.engine.Operation;
import org.entresol.guard.SingleFlight;
import org.entresol.guard.SingleFlight.Flight;
import org.entresol.guard.Ticket;
import org.entresol.store.Entry;
import org.entresol.store.Loads;
import org.jspecify.annotations.Nullable;

/**
 * Some flights that are carried out together: what they are for, and how they end. One thread at a
 * time has it in hand.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
final class Trip<K, V> {

  private final SingleFlight<K, V> table;
  private final Loads<K, V> loads;
  private final Map<K, Flight<V>> flights;
  private final Map<K, ? extends @Nullable Entry<V>> olds;
  private final Operation operation;
  private final Ask ask;

  /**
   * Creates the trip of flights that the current thread has made.
   *
   * @param table where the flights were boarded
   * @param loads the rights of loads, to be given back
   * @param olds the older entries of some keys: what is refreshed, or may be given if another node
   *     loads for too long
   * @param operation what is done with what the source says
   * @param ask how the source is asked
   */
  Trip(
      SingleFlight<K, V> table,
      Loads<K, V> loads,
      Map<K, Flight<V>> flights,
      Map<K, ? extends @Nullable Entry<V>> olds,
      Operation operation,
      Ask ask) {
    this.table = table;
    this.loads = loads;
    this.flights = flights;
    this.olds = olds;
    this.operation = operation;
    this.ask = ask;
  }

  Set<K> keys() {
    return flights.keySet();
  }

  Operation operation() {
    return operation;
  }

  Ask ask() {
    return ask;
  }

  /** The older entry of a key, or null. */
  @Nullable Entry<V> old(K key) {
    return olds.get(key);
  }

  /** The right of a key's load to store what comes of it. */
  Ticket ticket(K key) {
    return flight(key).ticket();
  }

  /** The rights of the loads of some keys. */
  Map<K, Ticket> tickets(Collection<K> keys) {
    Map<K, Ticket> tickets = new LinkedHashMap<>();
    keys.forEach(key -> tickets.put(key, ticket(key)));
    return tickets;
  }

  private Flight<V> flight(K key) {
    return requireNonNull(flights.get(key));
  }

  // ---- who carries it out

  /** Leaves the trip to another thread, which is going to take it over. */
  void handOver(Runnable load) {
    flights.values().forEach(flight -> flight.handOver(load));
  }

  /** Makes the current thread the one that carries it out. */
  void takeOver() {
    flights.values().forEach(Flight::takeOver);
  }

  /** Whether it was begun longer ago than that. */
  boolean isOlderThan(Duration age) {
    return flights.values().iterator().next().isOlderThan(age);
  }

  // ---- the end

  /** Tells those aboard what there is of a key; null for nothing. */
  void land(K key, @Nullable V value) {
    flight(key).land(value);
  }

  /** Tells those aboard what the source said of some keys. */
  void land(Collection<K> keys, Answers<V> answers) {
    keys.forEach(key -> land(key, answers.value(key)));
  }

  boolean hasFailed(K key) {
    return flight(key).hasFailed();
  }

  /** Works, and ends all flights, whatever comes of it. */
  void carryOut(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      flights.values().forEach(flight -> flight.fail(e));
      throw e;
    } finally {
      end();
    }
  }

  /** Ends flights that could not even begin. */
  void fail(Throwable failure) {
    flights.values().forEach(flight -> flight.fail(failure));
    end();
  }

  private void end() {
    flights.forEach(
        (key, flight) -> {
          if (!flight.isOver()) {
            flight.fail(
                new CacheLoaderException("The load of key '" + key + "' ended without a result"));
          }
          table.end(key, flight);
        });
    if (!flights.isEmpty()) {
      loads.discard(tickets(flights.keySet()));
    }
  }
}

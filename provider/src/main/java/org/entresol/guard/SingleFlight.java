package org.entresol.guard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The loads under way in this JVM: one per key, joined by every caller that misses the key
 * meanwhile.
 *
 * <p>A caller {@linkplain #board boards} first. If the flight {@linkplain Flight#isMine is its own}
 * it loads and then {@linkplain Flight#land lands} or {@linkplain Flight#fail fails} it; otherwise
 * it {@linkplain Flight#await awaits} the result. A flight whose ticket has been revoked takes
 * nobody in any more: a caller that comes after a change must not be given what was read before it.
 * Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class SingleFlight<K, V> {

  private final ConcurrentMap<K, Flight<V>> flights = new ConcurrentHashMap<>();
  private final Function<K, Ticket> tickets;

  /**
   * Creates an empty table of flights.
   *
   * @param tickets gives the ticket of a load that is about to begin
   */
  public SingleFlight(Function<K, Ticket> tickets) {
    this.tickets = tickets;
  }

  /** The flight that now loads {@code key}; a new one of the current thread if there is none. */
  public Flight<V> board(K key) {
    Flight<V> flight = flights.get(key);
    if (flight != null && flight.ticket().stands()) {
      return flight;
    }
    return flights.compute(
        key, (k, f) -> (f != null && f.ticket().stands()) ? f : new Flight<>(k, tickets.apply(k)));
  }

  /** Forgets a flight that has ended, so that the next miss loads anew. */
  public void end(K key, Flight<V> flight) {
    flights.remove(key, flight);
  }

  /** The number of loads under way. */
  public int size() {
    return flights.size();
  }

  /**
   * One load of one key.
   *
   * @param <V> the type of values
   */
  public static final class Flight<V> implements Awaited {

    private final Object key;
    private final Ticket ticket;
    private final Thread pilot = Thread.currentThread();
    private final CompletableFuture<@Nullable V> result = new CompletableFuture<>();
    private boolean departed;

    private Flight(Object key, Ticket ticket) {
      this.key = key;
      this.ticket = ticket;
    }

    /** The right of this load to store its result. */
    public Ticket ticket() {
      return ticket;
    }

    /**
     * Whether the caller has to load: true once, for the thread that made the flight. A loader that
     * asks for its own key finds the flight departed, and awaiting it is refused.
     */
    public boolean departs() {
      boolean first = isMine() && !departed;
      departed |= first;
      return first;
    }

    private boolean isMine() {
      return pilot == Thread.currentThread();
    }

    /** Whether the load has ended, well or not. */
    public boolean isOver() {
      return result.isDone();
    }

    /** Ends the flight with what was loaded; null when the source has no such key. */
    public void land(@Nullable V value) {
      result.complete(value);
    }

    /** Ends the flight with the exception that every waiting caller is to get. */
    public void fail(Throwable cause) {
      result.completeExceptionally(cause);
    }

    /**
     * Waits for the end of the flight. Interrupts do not end the wait.
     *
     * @return what was loaded, or null when the source has no such key
     * @throws CompletionException with the failure of the load as its cause
     * @throws DeadlockException when the load waits for the current thread
     */
    public @Nullable V await() {
      if (result.isDone()) {
        return result.join();
      }
      if (!Waits.enter(this)) {
        throw isMine() ? DeadlockException.onOwn(key) : DeadlockException.on(key);
      }
      try {
        return result.join();
      } finally {
        Waits.leave();
      }
    }

    @Override
    public @Nullable Thread owner() {
      return result.isDone() ? null : pilot;
    }
  }
}

package org.entresol.guard;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.entresol.fault.Causes;
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
    if (flight != null && flight.takesCallers()) {
      return flight;
    }
    return flights.compute(
        key, (k, f) -> (f != null && f.takesCallers()) ? f : new Flight<>(k, tickets.apply(k)));
  }

  /** A flight of the current thread that nobody else can board. */
  public Flight<V> boardAlone(K key) {
    return new Flight<>(key, tickets.apply(key));
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
    private final Thread maker = Thread.currentThread();
    private volatile @Nullable Thread pilot = maker;
    private volatile @Nullable Runnable departure;
    private final long begun = System.nanoTime();
    private final CompletableFuture<@Nullable V> result = new CompletableFuture<>();
    private volatile boolean abandoned;
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
      if (maker != Thread.currentThread() || departed) {
        return false;
      }
      departed = true;
      return true;
    }

    /** Whether who boards now may be given what comes of it: neither stored yet, nor overtaken. */
    private boolean takesCallers() {
      return !isOver() && ticket.stands() && !ticket.isUsed();
    }

    /**
     * Leaves the load to another thread, which is going to {@linkplain #takeOver take it over}.
     *
     * @param load carries it out, unless somebody else has begun to
     */
    public void handOver(Runnable load) {
      pilot = null;
      departure = load;
    }

    /** Carries the load out if it was handed over and nobody has begun to. */
    public void hasten() {
      Runnable load = departure;
      if (load != null) {
        load.run();
      }
    }

    /** Makes the current thread the one that loads. */
    public void takeOver() {
      pilot = Thread.currentThread();
      departure = null;
    }

    /**
     * Whether the load has failed because the caller was interrupted that carried it out, which is
     * no matter of those who wait: one of them may begin it anew.
     */
    public boolean isAbandoned() {
      return abandoned;
    }

    /** Whether the load has failed. */
    public boolean hasFailed() {
      return result.isCompletedExceptionally();
    }

    /** Whether the flight was made longer ago than that. */
    public boolean isOlderThan(Duration age) {
      return System.nanoTime() - begun > age.toNanos();
    }

    /** Whether the current thread is the one that loads. */
    public boolean isMine() {
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
      boolean interrupted =
          Thread.currentThread().isInterrupted()
              || Causes.include(cause, InterruptedException.class);
      abandoned = interrupted && pilot == maker;
      result.completeExceptionally(cause);
    }

    /**
     * Waits for the end of the flight.
     *
     * @return what was loaded, or null when the source has no such key
     * @throws CompletionException with the failure of the load as its cause
     * @throws DeadlockException when the load waits for the current thread
     * @throws WaitException when the current thread is interrupted, which it then still is
     */
    public @Nullable V await() {
      boolean unused = awaitEnd(result::get);
      return result.join();
    }

    /** A wait for the result, for as long as it says. */
    private interface Wait {
      @Nullable Object once() throws InterruptedException, ExecutionException, TimeoutException;
    }

    /**
     * Waits until the flight has ended or has gone on for some time.
     *
     * @param age the time since it was made
     * @return whether it has ended
     * @throws DeadlockException when the load waits for the current thread
     * @throws WaitException when the current thread is interrupted, which it then still is
     */
    public boolean awaitEnd(Duration age) {
      long end = begun + age.toNanos();
      return awaitEnd(() -> result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    private boolean awaitEnd(Wait wait) {
      if (result.isDone()) {
        return true;
      }
      enter();
      try {
        @Nullable Object unused = wait.once();
        return true;
      } catch (InterruptedException e) {
        throw WaitException.interrupted("the load of key '" + key + "'");
      } catch (TimeoutException e) {
        return result.isDone();
      } catch (ExecutionException | CancellationException e) {
        return true;
      } finally {
        Waits.leave();
      }
    }

    private void enter() {
      if (!Waits.enter(this)) {
        throw isMine() ? DeadlockException.onOwn(key) : DeadlockException.on(key);
      }
    }

    @Override
    public @Nullable Thread owner() {
      return result.isDone() ? null : pilot;
    }
  }
}

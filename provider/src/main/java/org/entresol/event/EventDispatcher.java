package org.entresol.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import org.entresol.guard.DeadlockException;
import org.entresol.guard.KeyLocks;
import org.jspecify.annotations.Nullable;

/**
 * The way of one cache's changes to its listeners, in each key's order.
 *
 * <p>A change is {@linkplain #record recorded} inside the step that makes it, which fixes its
 * place, and {@linkplain #deliver delivered} by the operation's thread once no lock is held:
 * synchronous listeners run there and have run when the operation returns, asynchronous ones follow
 * on the executor. One thread at a time delivers for a key. A listener may call the cache for any
 * key; if two threads' listeners come to wait for each other, one of them leaves its change to the
 * other instead of waiting. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class EventDispatcher<K, V> {

  private static final Logger LOG = System.getLogger(EventDispatcher.class.getName());

  private final List<Registration<K, V>> registrations = new CopyOnWriteArrayList<>();
  private final ConcurrentMap<K, Queue<Change<K, V>>> recorded = new ConcurrentHashMap<>();
  private final KeyLocks<K> turns = new KeyLocks<>();
  private final Executor executor;
  private final KeyedExecutor<K> asynchronous;
  private final UnaryOperator<K> keyCopy;
  private final UnaryOperator<V> valueCopy;

  /**
   * Creates a dispatcher without listeners.
   *
   * @param executor runs asynchronous listeners
   * @param keyCopy gives a listener a key of its own
   * @param valueCopy gives a listener a value of its own
   */
  public EventDispatcher(Executor executor, UnaryOperator<K> keyCopy, UnaryOperator<V> valueCopy) {
    this.executor = executor;
    this.asynchronous = new KeyedExecutor<>(executor);
    this.keyCopy = keyCopy;
    this.valueCopy = valueCopy;
  }

  /** Whether nobody listens, so that nothing need be recorded. */
  public boolean isSilent() {
    return registrations.isEmpty();
  }

  /** Adds a listener; it hears of what happens from now on. */
  public void register(CacheEntryListenerConfiguration<K, V> configuration, Cache<K, V> source) {
    registrations.add(new Registration<>(configuration, source, keyCopy, valueCopy));
  }

  /**
   * Removes a listener.
   *
   * @return the listener and its filter, which the caller may want to close; empty if there was
   *     none of that configuration
   */
  public List<Object> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
    return registrations.stream()
        .filter(registration -> registration.configuration().equals(configuration))
        .findFirst()
        .filter(registrations::remove)
        .map(Registration::resources)
        .orElse(List.of());
  }

  /** Gives a change its place behind the earlier ones of its key. Short; calls no listener. */
  public void record(Change<K, V> change) {
    recorded.compute(
        change.key(),
        (key, present) -> {
          Queue<Change<K, V>> queue = (present == null) ? new ConcurrentLinkedQueue<>() : present;
          queue.add(change);
          return queue;
        });
  }

  /**
   * Sees recorded changes to their listeners, with those of other threads before them.
   *
   * @throws CacheEntryListenerException when synchronous listeners threw; the others were told all
   *     the same
   */
  public void deliver(List<Change<K, V>> changes) {
    CacheEntryListenerException failure = null;
    for (Change<K, V> change : changes) {
      drain(change);
      if (failure == null) {
        failure = change.failure();
      } else if (change.failure() != null) {
        failure.addSuppressed(change.failure());
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Sees a recorded change to its listeners from another thread, soon. */
  public void deliverLater(Change<K, V> change) {
    executor.execute(
        () -> {
          drain(change);
          CacheEntryListenerException failure = change.failure();
          if (failure != null) {
            LOG.log(Level.WARNING, "A listener failed on an expired entry", failure);
          }
        });
  }

  /**
   * Delivers in the key's order up to the given change, and no further: a later one may not be
   * visible in the cache yet, and has a thread of its own.
   */
  private void drain(Change<K, V> last) {
    boolean nested = turns.isMine(last.key());
    if (!nested && !takeTurn(last)) {
      return;
    }
    try {
      Change<K, V> next = poll(last);
      while (next != null) {
        tell(next);
        next = poll(last);
      }
    } finally {
      if (!nested) {
        turns.release(last.key());
      }
    }
  }

  /** Takes the turn to deliver for a key, unless whoever has it waits for this very thread. */
  private boolean takeTurn(Change<K, V> change) {
    try {
      turns.acquire(change.key());
      return true;
    } catch (DeadlockException e) {
      // The thread that has the turn is waiting for this one, so it will see the mark.
      change.abandon();
      return false;
    }
  }

  /**
   * Takes the next change that is due: those up to {@code last}, and what was abandoned behind it.
   * Only the thread whose turn it is does so.
   */
  private @Nullable Change<K, V> poll(Change<K, V> last) {
    Queue<Change<K, V>> queue = recorded.get(last.key());
    Change<K, V> head = (queue == null) ? null : queue.peek();
    if (queue == null || head == null || (last.isDelivered() && !head.isAbandoned())) {
      return null;
    }
    queue.remove();
    recorded.computeIfPresent(last.key(), (key, q) -> q.isEmpty() ? null : q);
    return head;
  }

  /**
   * Asynchronous listeners first: what a synchronous one does to the key comes behind for them too.
   */
  private void tell(Change<K, V> change) {
    for (Registration<K, V> registration : registrations) {
      if (!registration.isSynchronous() && registration.listensTo(change)) {
        asynchronous.execute(change.key(), () -> tellLater(registration, change));
      }
    }
    for (Registration<K, V> registration : registrations) {
      if (registration.isSynchronous() && registration.listensTo(change)) {
        try {
          registration.deliver(change);
        } catch (CacheEntryListenerException e) {
          change.failed(e);
        }
      }
    }
    change.markDelivered();
  }

  private static <K, V> void tellLater(Registration<K, V> registration, Change<K, V> change) {
    try {
      registration.deliver(change);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "An asynchronous listener failed; nobody else is affected", e);
    }
  }

  /** Removes all listeners and returns them with their filters, for the caller to close. */
  public List<Object> close() {
    List<Object> resources = registrations.stream().flatMap(r -> r.resources().stream()).toList();
    registrations.clear();
    return resources;
  }
}

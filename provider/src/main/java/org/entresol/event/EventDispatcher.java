package org.entresol.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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
import org.entresol.event.Change.Recipient;
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
    Optional<Registration<K, V>> removed =
        registrations.stream()
            .filter(registration -> registration.configuration().equals(configuration))
            .findFirst()
            .filter(registrations::remove);
    removed.ifPresent(Registration::end);
    return removed.map(Registration::resources).orElse(List.of());
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
    changes.forEach(Change::markReady);
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
          change.markReady();
          drain(change);
          CacheEntryListenerException failure = change.failure();
          if (failure != null) {
            LOG.log(
                Level.WARNING,
                "A listener failed on a change that no operation here waits for",
                failure);
          }
        });
  }

  /**
   * Delivers in the key's order up to the given change. Behind it, only what is ready: a later
   * change may not be visible in the cache yet, and has a thread of its own.
   */
  private void drain(Change<K, V> last) {
    boolean nested = turns.isMine(last.key());
    if (!nested && !takeTurn(last.key())) {
      return;
    }
    try {
      Change<K, V> due = due(last);
      while (due != null) {
        tell(due);
        leave(due);
        due = due(last);
      }
    } finally {
      if (!nested) {
        turns.release(last.key());
      }
    }
  }

  /**
   * Takes the turn to deliver for a key, unless whoever has it waits for this very thread: that one
   * then finds this thread's change ready.
   */
  private boolean takeTurn(K key) {
    try {
      turns.acquire(key);
      return true;
    } catch (DeadlockException e) {
      return false;
    }
  }

  /** The change whose turn it is, which stays at the head of its queue until all have been told. */
  private @Nullable Change<K, V> due(Change<K, V> last) {
    Queue<Change<K, V>> queue = recorded.get(last.key());
    Change<K, V> head = (queue == null) ? null : queue.peek();
    return (head != null && (!last.isDelivered() || head.isReady())) ? head : null;
  }

  private void leave(Change<K, V> told) {
    recorded.computeIfPresent(
        told.key(),
        (key, queue) -> {
          if (queue.peek() == told) {
            queue.remove();
          }
          return queue.isEmpty() ? null : queue;
        });
  }

  /**
   * Tells everybody, asynchronous listeners first. A synchronous one may change the key again,
   * which comes back here from within its call: the change in progress is then told to the others
   * before the new one is, so everybody hears the cause before the effect.
   */
  private void tell(Change<K, V> change) {
    Iterator<? extends Recipient<K, V>> untold = change.untold();
    if (untold == null) {
      untold = registrations.iterator();
      change.tellTo(untold);
      tellAsynchronous(change);
    }
    while (untold.hasNext()) {
      Recipient<K, V> listener = untold.next();
      if (listener.isSynchronous() && listener.listensTo(change)) {
        try {
          listener.deliver(change);
        } catch (CacheEntryListenerException e) {
          change.failed(e);
        }
      }
    }
    change.markDelivered();
  }

  private void tellAsynchronous(Change<K, V> change) {
    for (Registration<K, V> registration : registrations) {
      if (!registration.isSynchronous() && registration.listensTo(change)) {
        asynchronous.execute(change.key(), () -> tellLater(registration, change));
      }
    }
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

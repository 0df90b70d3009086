package org.entresol.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.entresol.queue.HeapLetters.Letter;
import org.entresol.queue.Waiting.Seen;
import org.entresol.tier.Backlog;
import org.entresol.tier.QueueResult.Fate;
import org.entresol.tier.QueueTerms;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of a cache in this JVM's heap, which are lost with it. Bounded.
 *
 * <p>Each key has a place, and the places stand in a {@link HeapLine}. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class HeapQueue<K, V> implements WriteQueue<K, V> {

  private final Clock clock;
  private final int most;
  private final Duration patience;
  private final UnaryOperator<RuntimeException> failures;
  private final UnaryOperator<K> keyCopy;
  private final UnaryOperator<V> valueCopy;
  private final ConcurrentMap<K, Waiting<K, V>> places = new ConcurrentHashMap<>();
  private final HeapLine<K, V> line;
  private final Semaphore room;
  private volatile boolean closed;
  private final HeapLetters<K, V> dead;

  /**
   * Creates an empty queue.
   *
   * @param batch the most writes that are claimed at once
   * @param patience how long a step waits for room before it is refused
   * @param keyCopy makes the keys that the writer gets
   * @param valueCopy makes the values that the writer gets
   * @param failures what users get to see of such a refusal
   */
  public HeapQueue(
      Clock clock,
      QueueTerms terms,
      int batch,
      Duration patience,
      UnaryOperator<K> keyCopy,
      UnaryOperator<V> valueCopy,
      UnaryOperator<RuntimeException> failures) {
    this.clock = clock;
    this.patience = patience;
    this.failures = failures;
    this.most = terms.most();
    this.line = new HeapLine<>(terms.delay().toNanos(), batch);
    this.keyCopy = keyCopy;
    this.valueCopy = valueCopy;
    this.room = new Semaphore(most);
    this.dead = new HeapLetters<>(most);
  }

  /** What came of the offer of a write. */
  public enum Offer {
    /** It is pending. */
    TAKEN,
    /** There was no room for it. */
    FULL,
    /** Another thread is at work on the same key's pending write; it will not be for long. */
    BUSY
  }

  /**
   * Takes a write in, within the step that changes the key's entry; steps of one key come one after
   * the other. Waits for nobody. If it is not taken, the step must not be made now.
   *
   * @param key the cache's own key
   * @param value the cache's own value, or null for a deletion
   */
  public Offer offer(K key, @Nullable V value) {
    if (closed) {
      return Offer.FULL;
    }
    Waiting<K, V> there = places.get(key);
    if (there != null) {
      return replace(there, value) ? Offer.TAKEN : Offer.BUSY;
    }
    if (!room.tryAcquire()) {
      return Offer.FULL;
    }
    Waiting<K, V> place = line.place(key, value, clock.nanos());
    if (places.putIfAbsent(key, place) == null) {
      line.add(place);
      return Offer.TAKEN;
    }
    room.release();
    return Offer.BUSY;
  }

  private static <K, V> boolean replace(Waiting<K, V> place, @Nullable V value) {
    boolean entered = place.tryEnter();
    if (entered) {
      place.replace(value);
      place.leave();
    }
    return entered;
  }

  /**
   * Enters the place of a key that has a pending write, so that a newer one and the entry can be
   * changed with nobody in between; not within a step, and to be left again.
   *
   * @return null when nothing is pending
   */
  public @Nullable Waiting<K, V> enter(K key) {
    Waiting<K, V> place = closed ? null : places.get(key);
    return (place != null && place.enter()) ? place : null;
  }

  /**
   * Waits until there may be room.
   *
   * @param since when the step began to wait, as {@link System#nanoTime()} says it
   * @param key the key whose write needs it, for the message
   * @throws RuntimeException what users get to see when there was none in time
   */
  public void awaitRoom(K key, long since) {
    if (closed) {
      throw failures.apply(new IllegalStateException("The cache is closed"));
    }
    try {
      long left = patience.toNanos() - (System.nanoTime() - since);
      if (room.tryAcquire(left, TimeUnit.NANOSECONDS)) {
        room.release();
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw failures.apply(new QueueFullException(key, patience));
  }

  // ---- carrying out

  @Override
  public synchronized List<Claim<K, V>> claim(boolean early) {
    boolean pressed = early || room.availablePermits() <= most / 2;
    List<Waiting<K, V>> due = line.claim(pressed, clock.nanos());
    return due.isEmpty()
        ? List.of()
        : List.of(new HeapClaim<>(due.stream().map(place -> shown(place.see())).toList()));
  }

  /** A write as the writer gets it. */
  private PendingWrite<K, V> shown(Seen<K, V> seen) {
    K key = seen.place().key();
    V value = seen.value();
    try {
      V copy = (value == null) ? null : valueCopy.apply(value);
      return new PendingWrite<>(keyCopy.apply(key), copy, value == null, seen.tries(), null, seen);
    } catch (RuntimeException e) {
      return new PendingWrite<>(key, null, value == null, seen.tries(), e, seen);
    }
  }

  @Override
  public void extend() {
    // Nobody else could have them.
  }

  @Override
  public synchronized boolean settle(Claim<K, V> claim, List<Result<K, V>> results) {
    Set<Waiting<K, V>> left = new LinkedHashSet<>(line.claimed());
    for (Result<K, V> result : results) {
      Seen<K, V> seen = seen(result.write());
      left.remove(seen.place());
      settle(result, seen);
    }
    long now = clock.nanos();
    left.forEach(place -> line.again(place, now));
    line.settled();
    return true;
  }

  @SuppressWarnings("unchecked") // the origin of a write is what this queue has made it from
  private Seen<K, V> seen(PendingWrite<K, V> write) {
    return (Seen<K, V>) write.origin();
  }

  private void settle(Result<K, V> result, Seen<K, V> seen) {
    Waiting<K, V> place = seen.place();
    long now = clock.nanos();
    if (result.fate() == Fate.DONE) {
      dead.remove(place.key());
      if (!leave(seen)) {
        line.anew(place);
      }
    } else if (result.fate() != Fate.BURY || !bury(result, seen)) {
      if (result.fate() != Fate.WAIT) {
        place.failed(seen);
      }
      line.again(place, now + result.pause().toNanos());
    }
  }

  /** Ends a place if there is nothing newer in it. */
  private boolean leave(Seen<K, V> seen) {
    Waiting<K, V> place = seen.place();
    boolean ended = place.end(seen);
    if (ended) {
      places.remove(place.key(), place);
      room.release();
    }
    return ended;
  }

  /** Makes a write the dead letter of its key, if there is room and nothing newer. */
  private boolean bury(Result<K, V> result, Seen<K, V> seen) {
    K key = seen.place().key();
    if (!dead.takes(key)) {
      return false;
    }
    // First there, then gone here: a load between the two finds it in one of them.
    Letter<K, V> before = dead.add(seen, result.error());
    boolean left = leave(seen);
    if (!left) {
      dead.restore(key, before);
    }
    return left;
  }

  // ---- looking

  @Override
  public Map<K, PendingWrite<K, V>> unwritten(Collection<? extends K> keys) {
    Map<K, PendingWrite<K, V>> found = new HashMap<>();
    for (K key : keys) {
      Seen<K, V> seen = unwritten(key);
      if (seen != null) {
        found.put(key, shown(seen));
      }
    }
    return found;
  }

  private @Nullable Seen<K, V> unwritten(K key) {
    Waiting<K, V> place = places.get(key);
    Letter<K, V> letter = (place == null) ? dead.get(key) : null;
    if (letter != null) {
      return letter.seen();
    }
    // Looked up again for one that was replayed between the two.
    Waiting<K, V> replayed = (place == null) ? places.get(key) : place;
    return (replayed == null) ? null : replayed.see();
  }

  @Override
  public synchronized Backlog backlog() {
    long oldest = line.oldest(clock.nanos());
    return new Backlog(places.size(), TimeUnit.NANOSECONDS.toMillis(oldest), dead.size());
  }

  @Override
  public List<PendingWrite<K, V>> pending(int some) {
    return places.values().stream().limit(some).map(place -> shown(place.see())).toList();
  }

  @Override
  public List<BuriedWrite<K, V>> dead(int some) {
    return dead.list(some).stream().map(this::shown).toList();
  }

  /** A dead letter as users get it. */
  private BuriedWrite<K, V> shown(Letter<K, V> letter) {
    return new BuriedWrite<>(letter.id(), shown(letter.seen()), letter.buried(), letter.error());
  }

  @Override
  public synchronized boolean replay(String id) {
    Letter<K, V> letter = dead.find(id);
    if (letter == null || !room.tryAcquire()) {
      return false;
    }
    long now = clock.nanos();
    Waiting<K, V> place = new Waiting<>(letter.key(), letter.seen().value(), now, now);
    if (places.putIfAbsent(letter.key(), place) == null) {
      line.again(place, now);
    } else {
      room.release();
    }
    dead.remove(letter);
    return true;
  }

  @Override
  public @Nullable K keyOf(String id) {
    Letter<K, V> letter = dead.find(id);
    return (letter == null) ? null : letter.key();
  }

  @Override
  public synchronized boolean drop(String id) {
    Letter<K, V> letter = dead.find(id);
    if (letter != null) {
      dead.remove(letter);
    }
    return letter != null;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public boolean isDurable() {
    return false;
  }
}

package org.entresol.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.entresol.codec.CodecException;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.KeyCodec;
import org.entresol.tier.Backlog;
import org.entresol.tier.ByteQueue;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueueResult.Fate;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * The pending writes of a cache in its tier, which all nodes share and each may carry out.
 *
 * <p>A node looks into the partitions that it has lately written to, and once in a while into all:
 * so what a node has left that is gone is found by the others. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class TieredQueue<K, V> implements WriteQueue<K, V> {

  private final ByteQueue queue;
  private final KeyCodec<K> keys;
  private final EntryCodec values;
  private final Class<V> valueType;
  private final TieredQueueTerms terms;
  private final UnaryOperator<RuntimeException> failures;
  private final Lease owner = new Lease(ThreadLocalRandom.current().nextLong() >>> 1 | 1);

  /** Until when each partition is looked into, in nanoseconds; 0 for one that is left alone. */
  private final AtomicLongArray watched;

  private final Set<TieredClaim<K, V>> claims = ConcurrentHashMap.newKeySet();
  private volatile long nextSweep = System.nanoTime();

  /**
   * Which partition is looked into first, each in its turn; touched by the claiming thread only.
   */
  private int first;

  /**
   * Creates one node's view of the queue.
   *
   * @param partitions the number of the tier's partitions
   * @param failures what users get to see of a failure of the tier or the codec
   */
  public TieredQueue(
      ByteQueue queue,
      int partitions,
      KeyCodec<K> keys,
      EntryCodec values,
      Class<V> valueType,
      TieredQueueTerms terms,
      UnaryOperator<RuntimeException> failures) {
    this.queue = queue;
    this.keys = keys;
    this.values = values;
    this.valueType = valueType;
    this.terms = terms;
    this.failures = failures;
    this.watched = new AtomicLongArray(partitions);
  }

  /** How long a step waits for room before it is refused. */
  public Duration patience() {
    return terms.patience();
  }

  /** Notes that a write of this partition is about to come in. */
  public void expect(int partition) {
    watch(partition, terms.delay());
  }

  /** A second more than it takes, since clocks and rounds are not exact. */
  private void watch(int partition, Duration span) {
    long until = System.nanoTime() + span.toNanos() + Duration.ofSeconds(1).toNanos();
    if (watched.get(partition) - until < 0 || watched.get(partition) == 0) {
      watched.set(partition, until);
    }
  }

  // ---- carrying out

  @Override
  public List<Claim<K, V>> claim(boolean early) {
    long now = System.nanoTime();
    boolean all = early || nextSweep - now <= 0;
    first = (first + 1) % watched.length();
    List<Integer> looked =
        IntStream.range(first, first + watched.length())
            .map(p -> p % watched.length())
            .filter(p -> all || (watched.get(p) != 0 && watched.get(p) - now > 0))
            .boxed()
            .toList();
    if (looked.isEmpty()) {
      return List.of();
    }
    List<QueueClaim> found =
        asked(() -> queue.claim(looked, owner, early, terms.batch(), terms.lease()));
    if (all) {
      nextSweep = now + terms.lease().toNanos() / 2;
    }
    List<Claim<K, V>> claimed = new ArrayList<>(found.size());
    for (QueueClaim claim : found) {
      TieredClaim<K, V> typed =
          new TieredClaim<>(claim, claim.writes().stream().map(this::read).toList());
      typed.prolonged(now, terms.lease());
      watch(claim.partition(), terms.delay());
      claims.add(typed);
      claimed.add(typed);
    }
    return claimed;
  }

  @Override
  public void extend() {
    long now = System.nanoTime();
    List<TieredClaim<K, V>> due =
        claims.stream().filter(claim -> claim.isDue(now, terms.lease())).toList();
    if (due.isEmpty()) {
      return;
    }
    List<Boolean> stand =
        asked(() -> queue.extend(due.stream().map(TieredClaim::bytes).toList(), terms.lease()));
    for (int i = 0; i < due.size(); i++) {
      if (stand.get(i)) {
        due.get(i).prolonged(now, terms.lease());
      } else {
        due.get(i).lost();
      }
    }
  }

  @Override
  public boolean settle(Claim<K, V> claim, List<Result<K, V>> results) {
    TieredClaim<K, V> typed = (TieredClaim<K, V>) claim;
    claims.remove(typed);
    List<QueueResult> bytes = new ArrayList<>(results.size());
    for (Result<K, V> result : results) {
      bytes.add(
          new QueueResult(
              (QueuedWrite) result.write().origin(), result.fate(), result.pause(), said(result)));
      watch(typed.shard(), result.pause());
    }
    return asked(() -> queue.settle(typed.bytes(), bytes));
  }

  /** What went wrong as it may lie there, since it may quote the value. */
  private String said(Result<K, V> result) {
    if (result.fate() != Fate.BURY) {
      return "";
    }
    QueuedWrite write = (QueuedWrite) result.write().origin();
    try {
      return values.covered(result.error(), write.key());
    } catch (CodecException e) {
      return "what went wrong is not kept, as it could not be encrypted";
    }
  }

  // ---- looking

  @Override
  public Map<K, PendingWrite<K, V>> unwritten(Collection<? extends K> wanted) {
    List<K> asked = List.copyOf(wanted);
    List<@Nullable QueuedWrite> answers =
        asked(() -> queue.unwritten(asked.stream().map(key -> keys.encode(key)).toList()));
    Map<K, PendingWrite<K, V>> found = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      QueuedWrite write = answers.get(i);
      if (write != null) {
        found.put(asked.get(i), read(write));
      }
    }
    return found;
  }

  @Override
  public Backlog backlog() {
    return asked(queue::backlog);
  }

  @Override
  public List<PendingWrite<K, V>> pending(int most) {
    return asked(() -> queue.pending(most)).stream().map(this::read).toList();
  }

  @Override
  public List<BuriedWrite<K, V>> dead(int most) {
    return asked(() -> queue.dead(most)).stream().map(this::read).toList();
  }

  private BuriedWrite<K, V> read(DeadWrite dead) {
    return new BuriedWrite<>(
        id(dead.write().key()),
        read(dead.write()),
        dead.buried(),
        values.uncovered(dead.error(), dead.write().key()));
  }

  private PendingWrite<K, V> read(QueuedWrite write) {
    K key = null;
    try {
      key = keys.decode(write.key());
      V value =
          write.isDeletion()
              ? null
              : valueType.cast(values.decode(write.bytes(), write.offset(), write.key()));
      return new PendingWrite<>(key, value, write.isDeletion(), write.tries(), null, write);
    } catch (CodecException | ClassCastException e) {
      return new PendingWrite<>(key, null, write.isDeletion(), write.tries(), e, write);
    }
  }

  private static String id(byte[] key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** The key's bytes in what a dead letter is called by; null if there are none. */
  private static byte @Nullable [] keyIn(String id) {
    try {
      byte[] key = Base64.getUrlDecoder().decode(id);
      return (key.length == 0) ? null : key;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public boolean replay(String id) {
    byte[] key = keyIn(id);
    boolean replayed = key != null && asked(() -> queue.replay(key));
    nextSweep = System.nanoTime();
    return replayed;
  }

  @Override
  public @Nullable K keyOf(String id) {
    byte[] key = keyIn(id);
    try {
      return (key == null) ? null : keys.decode(key);
    } catch (CodecException e) {
      return null;
    }
  }

  @Override
  public boolean drop(String id) {
    byte[] key = keyIn(id);
    return key != null && asked(() -> queue.drop(key) != null);
  }

  @Override
  public void close() {
    // They lie where others can carry them out.
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (TierException | CodecException e) {
      throw failures.apply(e);
    }
  }
}

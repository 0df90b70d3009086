package org.entresol.store.near;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.entresol.HeapBound;
import org.entresol.guard.KeyLocks;
import org.entresol.guard.Ticket;
import org.entresol.guard.Tickets;
import org.entresol.store.ChangeListener;
import org.entresol.store.Entry;
import org.entresol.store.Reclaim;
import org.entresol.store.Tags;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.Hearing;
import org.entresol.tier.Kept;
import org.entresol.tier.NearCopy;
import org.entresol.tier.Outcome;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of a shared tier: its near entries, how far each partition has got, who
 * holds a key here, and the loads that a change overrules. What the tier answers comes here before
 * anybody hears of it, and so does what it announces. Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class NodeView<K, V> {

  /** How long a step waits for its own announcement, so that those before it have come. */
  private static final Duration LONGEST_HEARING = Duration.ofSeconds(1);

  private final Coherence coherence;
  private final KeyLocks<K> locks;
  private final Tickets<K> tickets = new Tickets<>();

  /** The changes of this node that were announced. */
  private final LongAdder sent = new LongAdder();

  private final NearEntries<K, V> near;

  /** Tells listeners of the changes of other nodes; null where they do not want to hear. */
  private final @Nullable RemoteChanges<K, V> remote;

  private NodeView(
      Coherence coherence,
      KeyLocks<K> locks,
      NearEntries<K, V> near,
      @Nullable RemoteChanges<K, V> remote) {
    this.coherence = coherence;
    this.locks = locks;
    this.near = near;
    this.remote = remote;
  }

  /**
   * The view of one cache, which knows nothing yet.
   *
   * @param coherence how far each partition has got
   * @param bound the most that may be near, or null where nothing is
   * @param reclaim when the memory of expired near entries is freed, or null when none expires
   * @param listener hears of the changes of other nodes, or null for nobody
   * @param executor runs what tells it of them
   * @param refusal what users get to see of a wait that could never end
   */
  public static <K, V> NodeView<K, V> of(
      Coherence coherence,
      @Nullable HeapBound bound,
      @Nullable Reclaim<K, V> reclaim,
      Clock clock,
      @Nullable ChangeListener<K, V> listener,
      Executor executor,
      UnaryOperator<RuntimeException> refusal) {
    KeyLocks<K> locks = new KeyLocks<>(refusal);
    return new NodeView<>(
        coherence,
        locks,
        (bound == null) ? NearEntries.none() : new NearCache<>(bound, reclaim, clock, coherence),
        (listener == null) ? null : new RemoteChanges<>(listener, executor, locks));
  }

  /** How far each partition has got. */
  public Coherence coherence() {
    return coherence;
  }

  /** The locks of keys among the threads of this node. */
  public KeyLocks<K> locks() {
    return locks;
  }

  /** The loads of this node that are under way. */
  public Tickets<K> tickets() {
    return tickets;
  }

  /** Whether entries are kept near at all. */
  public boolean isNear() {
    return near.areKept();
  }

  /** Whether a near entry may be served, as far as it is known to be true. */
  public boolean isCurrent(TieredEntry<V> entry) {
    return coherence.isCurrent(entry);
  }

  // ---- before the tier is asked

  /** The near entry, expired or not; null when there is none that may be served. */
  public @Nullable TieredEntry<V> get(K key) {
    return near.get(key);
  }

  /** A key on its way, with what is known of it here. */
  public Place<K, V> place(K key, byte[] bytes, int partition) {
    TieredEntry<V> known = near.peek(key);
    int spot = coherence.spot(bytes, partition);
    return new Place<>(key, bytes, partition, spot, coherence.generation(spot), known);
  }

  // ---- what the tier answers

  /**
   * Takes over what a look-up has found: it becomes a near entry if nothing newer is known.
   *
   * @param entry what was found, or null
   * @param sequence the partition's sequence at that moment
   */
  public void found(Place<K, V> place, @Nullable TieredEntry<V> entry, long sequence) {
    if (!isNear()) {
      return;
    }
    if (entry != null && sequence > 0) {
      coherence.meet(place.partition(), sequence);
      near.admit(place.key(), place.hash(), entry);
      return;
    }
    if (entry != null) {
      near.unkept();
    }
    if (place.isOutdatedAt(sequence)) {
      // It went without news, as what is evicted does, or nobody can tell what is newer; nobody may
      // be given it after this answer.
      near.drop(place.key(), place.near());
    }
  }

  /**
   * Takes over that a step was made.
   *
   * @param stored what it has stored, which becomes a near entry if nothing newer is known; null
   *     for nothing that may be near
   */
  public void made(Place<K, V> place, Outcome outcome, @Nullable TieredEntry<V> stored) {
    if (outcome.isHere()) {
      return;
    }
    boolean changes = outcome.act().replaces() && (outcome.found() || outcome.act() != Act.LOAD);
    if (changes) {
      sent.increment();
    }
    if (!isNear()) {
      return;
    }
    long sequence = outcome.sequence();
    coherence.meet(place.partition(), sequence - 1);
    if (changes && place.isAheadOf(sequence)) {
      // Only an authority that went back steps to no more than what was near before it was asked.
      coherence.drop(place.partition());
      return;
    }
    int hash = place.hash();
    long older = changes ? sequence : sequence + 1;
    if (changes) {
      coherence.raise(place.partition(), hash, sequence);
    }
    if (stored != null) {
      near.replace(place.key(), hash, stored, older);
    } else if (changes || !outcome.found()) {
      near.dropOlder(place.key(), older);
    }
  }

  /** What is known of an entry that a step has just stored. */
  public Sighting seenAfter(Place<K, V> place, Outcome outcome) {
    return place.sighting(
        outcome.version(),
        outcome.sequence(),
        coherence.generationAfter(place.generation(), outcome.act()));
  }

  /**
   * Lets a near entry follow one of which the instant has moved; else it would outlive it.
   *
   * @param known the near entry of the version that was moved; null if another is near, or none
   * @param expires the instant
   */
  public void moved(K key, @Nullable TieredEntry<V> known, long expires) {
    if (known == null) {
      drop(key);
    } else {
      known.expireAt(expires);
      touched(key);
    }
  }

  /**
   * Overrules the loads of a key that began before a change of it.
   *
   * @param ticket of the load that made the change; null if none did
   */
  public void overrule(K key, @Nullable Ticket ticket) {
    if (ticket == null) {
      tickets.revoke(key);
    } else {
      tickets.revokeOthers(key, ticket);
    }
  }

  /** Has listeners hear what other nodes did before a step of this one; waits a second at most. */
  public void hearBefore(Place<K, V> place, long sequence) {
    if (remote != null) {
      coherence.awaitHeard(place.partition(), sequence, LONGEST_HEARING);
      remote.flush(place.key(), sequence);
    }
  }

  /** Takes over that a key is gone in the tier. */
  public void forget(K key) {
    drop(key);
    tickets.revoke(key);
  }

  // ---- what the tier announces

  /**
   * Takes over that all keys of a partition were announced as changed, or one that this node cannot
   * read and so has no load of.
   */
  public void heardOfAny(Announcement news) {
    coherence.hear(news.partition(), news.sequence());
    coherence.drop(news.partition());
    if (news.act() == null && !news.own()) {
      tickets.revokeAll();
    }
  }

  /** Takes over that a recall of tags was announced. */
  public void heardOfRecall(Announcement news) {
    coherence.recall(news.partition(), news.sequence(), news.recalled());
    coherence.hear(news.partition(), news.sequence());
  }

  /**
   * Takes over that this node has recalled tags.
   *
   * @param known the highest sequences that were known before
   * @param sequences of each partition that at which it was done
   */
  public void recalled(long[] tags, long[] known, long[] sequences) {
    for (int partition = 0; partition < known.length; partition++) {
      coherence.recall(partition, sequences[partition], tags);
      if (sequences[partition] <= known[partition]) {
        // Only an authority that went back steps to no more than what was known before.
        coherence.drop(partition);
      }
    }
    toldOfAll();
  }

  /**
   * Takes over that a change of a key was announced, if this node has made it and taken that over
   * already, as is so for most: then nothing is near that it makes old.
   *
   * @return whether that is so
   */
  public boolean heardOwn(Announcement news) {
    boolean known =
        news.own()
            && coherence.isRaisedTo(news.partition(), Place.hash(news.key()), news.sequence());
    if (known) {
      coherence.hear(news.partition(), news.sequence());
    }
    return known;
  }

  /** Takes over that a change of a key was announced. */
  public void heard(K key, Announcement news) {
    coherence.hear(news.partition(), news.sequence());
    coherence.raise(news.partition(), Place.hash(news.key()), news.sequence());
    near.dropOlder(key, news.sequence());
    if (!news.own()) {
      tickets.revoke(key);
    }
  }

  /** Tells listeners of the changes of other nodes; null where nobody wants to hear. */
  public @Nullable RemoteChanges<K, V> remote() {
    return (remote == null || remote.isSilent()) ? null : remote;
  }

  // ---- near entries by themselves

  /**
   * The copy of a key that is served, if somebody vouches for it.
   *
   * @return null for none, as for one that is kept while the authority is away
   */
  public @Nullable NearCopy copyOf(K key, long now) {
    TieredEntry<V> entry = near.peek(key);
    boolean vouched = entry != null && entry.validAt() > 0 && coherence.isCurrent(entry);
    return (entry == null || !vouched || entry.isExpiredAt(now))
        ? null
        : new NearCopy(entry.version(), entry.validAt());
  }

  /** Notes that an entry's instant has moved. */
  public void touched(K key) {
    near.touched(key);
  }

  /** Puts an entry in that nobody vouches for, unless there is one that somebody does. */
  public void keep(K key, TieredEntry<V> entry) {
    Tags tags = entry.tags();
    if (tags != null) {
      // It was loaded after all recalls that are known of.
      tags.confirmAt(coherence.lastRecall(entry.spot()));
    }
    near.keep(key, entry);
  }

  /** Drops the near entry of a key. */
  public void drop(K key) {
    near.drop(key);
  }

  /** Drops one near entry, unless another has come in its place. */
  public void drop(K key, Entry<V> entry) {
    near.drop(key, entry);
  }

  /** Lets go of all near entries. */
  public void close() {
    near.dropAll();
  }

  /** Whether this node wants to hear of changes. */
  private boolean hears() {
    return isNear() || remote != null;
  }

  /** How often announcements that this node wanted to hear turned out to be lost. */
  public long gaps() {
    return hears() ? coherence.gaps() : 0;
  }

  /** How many entries did not become near ones, since nobody knew whether they were true. */
  public long unkept() {
    return near.refused();
  }

  /** Notes that this node has had all partitions announced as changed. */
  public void toldOfAll() {
    sent.add(coherence.partitions());
  }

  /** What this node has told others and heard of them. */
  public Hearing hearing() {
    return hears() ? coherence.hearing(sent.sum()) : Hearing.NONE;
  }

  /** The near entries, and what was let go of. */
  public Kept kept() {
    return near.kept();
  }

  /** The keys whose near entries are used most, the hottest first. */
  public List<K> hottest(int most) {
    return near.hottest(most);
  }

  /** The native cache of near entries, if it is of the given type; null otherwise. */
  public <T> @Nullable T unwrap(Class<T> type) {
    return near.unwrap(type);
  }
}

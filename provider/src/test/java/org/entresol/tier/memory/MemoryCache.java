package org.entresol.tier.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entresol.tier.Announcement;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.entresol.tier.Stored;
import org.entresol.tier.TierOptions;
import org.jspecify.annotations.Nullable;

/** One cache in an authority: its partitions, and the tiers that hear of its changes. */
public final class MemoryCache {

  private final MemoryAuthority authority;
  private final String name;
  private final String codec;
  private final List<MemoryTier> tiers = new CopyOnWriteArrayList<>();
  private final LoadLocks locks;
  private final Map<Long, String> schemas = new HashMap<>();
  private Partition[] partitions;
  private long table;

  MemoryCache(MemoryAuthority authority, String name, String codec, int partitions) {
    this.authority = authority;
    this.name = name;
    this.codec = codec;
    this.locks = new LoadLocks(authority);
    this.partitions = fresh(partitions);
  }

  private Partition[] fresh(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> new Partition(authority, number))
        .toArray(Partition[]::new);
  }

  /**
   * How a node wants things to be kept.
   *
   * @param grace how many milliseconds entries stay after they have expired
   * @param delay how many milliseconds a pending write waits for later ones of its key
   * @param room how many pending writes a partition may have
   */
  record Terms(long grace, long delay, int room) {

    static Terms of(TierOptions options, int partitions) {
      return new Terms(
          options.grace().toMillis(),
          options.queue().delay().toMillis(),
          Math.max(1, options.queue().most() / partitions));
    }

    /** When the memory of an entry is freed. */
    long gone(Stored entry) {
      if (entry.expires() == 0) {
        return Lifetimes.NEVER;
      }
      return entry.expires() + (entry.isAbsence() ? 0 : grace);
    }
  }

  /** All data of a cache at some moment. */
  public static final class State {

    private final Partition[] partitions;

    private State(Partition[] partitions) {
      this.partitions = partitions;
    }
  }

  MemoryAuthority authority() {
    return authority;
  }

  /** The name of the way in which values become bytes. */
  String codec() {
    return codec;
  }

  LoadLocks locks() {
    return locks;
  }

  int partitions() {
    return partitions.length;
  }

  int partitionOf(byte[] key) {
    return Math.floorMod(Arrays.hashCode(key), partitions.length);
  }

  /** The partition of a key; to be asked {@linkplain #inOneStep in one step} with its use. */
  Partition of(byte[] key) {
    return partitions[partitionOf(key)];
  }

  Partition partition(int number) {
    return partitions[number];
  }

  Stream<Partition> all() {
    return Stream.of(partitions);
  }

  /** Does something that nobody comes between. */
  synchronized <T> T inOneStep(Supplier<T> work) {
    return work.get();
  }

  // ---- changes

  /** Judges a plan and carries it out; what is told of it waits to be heard. */
  synchronized Made attempt(MemoryTier from, Plan plan) {
    Partition partition = of(plan.key());
    Made made = partition.attempt(plan, from.terms());
    if (made.told() != null) {
      boolean valued = from.options().tellsValues() && made.told().reachesSource();
      announce(
          from,
          own ->
              new Announcement(
                  made.told(),
                  own,
                  partition.number(),
                  partition.sequence(),
                  plan.key(),
                  valued ? made.old() : null,
                  valued ? made.entry() : null));
    }
    return made;
  }

  /** Drops everything. */
  synchronized void clear(MemoryTier from) {
    for (Partition partition : partitions) {
      partition.clear();
      announceWhole(from, partition);
    }
  }

  synchronized void outdateAll(MemoryTier from) {
    for (Partition partition : partitions) {
      partition.step();
      announceWhole(from, partition);
    }
  }

  /** Drops what has one of some tags, or lets it expire; gives the sequences of all partitions. */
  synchronized long[] recall(MemoryTier from, long[] tags, Recall how) {
    for (Partition partition : partitions) {
      partition.recall(tags, how, from.terms().grace());
      announce(
          from, own -> Announcement.ofRecall(own, partition.number(), partition.sequence(), tags));
    }
    return all().mapToLong(Partition::sequence).toArray();
  }

  private void announceWhole(MemoryTier from, Partition partition) {
    announce(from, own -> Announcement.ofAll(own, partition.number(), partition.sequence()));
  }

  /** News for one who made the change, or for another. */
  private interface News {
    Announcement forWhom(boolean own);
  }

  private void announce(MemoryTier from, News news) {
    if (from.options().announces()) {
      tiers.forEach(tier -> tier.inbox().add(news.forWhom(tier.node() == from.node())));
    }
  }

  /** Lets the tiers hear what they have been told; not within a step. */
  void hear() {
    tiers.forEach(tier -> tier.inbox().hear());
  }

  /** The tiers that hear of changes. */
  List<MemoryTier> members() {
    return tiers;
  }

  void join(MemoryTier tier) {
    tiers.add(tier);
  }

  void leave(MemoryTier tier) {
    tiers.remove(tier);
  }

  // ---- what can happen to the data

  /** Loses an entry, as when there is no memory left; nobody hears of it. */
  public synchronized void evict(byte[] key) {
    of(key).evict(new Key(key));
  }

  /** Loses the sequence of a key's partition; nobody hears of it. */
  public synchronized void loseSequence(byte[] key) {
    of(key).loseSequence();
  }

  /** What lies under a key, its time passed or not; null for nothing. */
  public synchronized @Nullable Stored peek(byte[] key) {
    return of(key).read(new Key(key)).entry();
  }

  /** The leases, tickets and locks that stand, one a line. */
  public synchronized List<String> rights() {
    return Stream.concat(all().flatMap(Partition::rights), locks.rights()).toList();
  }

  // ---- schemas

  synchronized String addSchemas(Map<Long, String> texts) {
    boolean isMore = !schemas.keySet().containsAll(texts.keySet());
    texts.forEach(schemas::putIfAbsent);
    if (table == 0 || isMore) {
      table = authority.nonce();
    }
    return String.valueOf(table);
  }

  synchronized @Nullable String schema(long fingerprint) {
    return schemas.get(fingerprint);
  }

  /** Loses the schemas, as when there is no memory left; nobody hears of it. */
  public synchronized void loseSchemas() {
    schemas.clear();
    table = 0;
  }

  /** The schemas by their fingerprints. */
  public synchronized Map<Long, String> schemas() {
    return Map.copyOf(schemas);
  }

  /** Loses all data, the sequences too, as one who empties a server does; nobody hears of it. */
  public synchronized void lose() {
    loseSchemas();
    partitions = fresh(partitions.length);
  }

  synchronized State save() {
    return new State(copies(partitions));
  }

  synchronized void restore(@Nullable State state) {
    partitions = (state == null) ? fresh(partitions.length) : copies(state.partitions);
  }

  private static Partition[] copies(Partition[] originals) {
    List<Partition> copies = new ArrayList<>();
    for (Partition original : originals) {
      copies.add(original.copy());
    }
    return copies.toArray(Partition[]::new);
  }

  /** Loses everything, and the name with it. */
  void destroy() {
    lose();
    authority.forget(name);
  }
}

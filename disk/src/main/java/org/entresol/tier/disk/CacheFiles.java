package org.entresol.tier.disk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.entresol.tier.ChangeMarks;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;

/**
 * Where what belongs to one cache lies in the files of a directory. Immutable and thread-safe.
 *
 * <p>A partition lies in one shard with all that belongs to it. In the tables it is a <i>part</i>,
 * the number of the cache and of the partition.
 */
final class CacheFiles implements ChangeMarks {

  static final int MOST_PARTITIONS = 1 << 14;

  private static final int GOLDEN = 0x9e3779b9;

  private final DiskFiles files;
  private final long id;
  private final int partitions;

  /**
   * Creates the places of one cache.
   *
   * @param id its number, of 48 bits
   */
  CacheFiles(DiskFiles files, long id, int partitions) {
    this.files = files;
    this.id = id;
    this.partitions = partitions;
  }

  /** The number of a cache by its name, of 48 bits. */
  static long id(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return (hash ^ (hash >>> 32)) >>> 16;
  }

  long id() {
    return id;
  }

  int partitions() {
    return partitions;
  }

  /** What is common to all caches of the directory. */
  DiskFiles files() {
    return files;
  }

  // ---- places

  private static int hash(byte[] key) {
    int hash = 0x811c9dc5;
    for (byte b : key) {
      hash = (hash ^ b) * 0x01000193;
    }
    return hash;
  }

  int partitionOf(byte[] key) {
    return Math.floorMod(hash(key), partitions);
  }

  @Override
  public int spot(byte[] key) {
    int hash = hash(key);
    int mixed = (hash ^ (int) id) * GOLDEN;
    return Marks.spot(shardOf(Math.floorMod(hash, partitions)), mixed ^ (mixed >>> 15));
  }

  /**
   * All that is in a cache goes by a mark of its own, too. Both only grow, and so does their sum.
   */
  @Override
  public long mark(int spot) {
    Marks marks = files.marks();
    long own = marks.get(spot);
    long whole = marks.get(Marks.ofCache(spot, id));
    // An odd number stays one, whatever is added.
    return Marks.isOdd(own) || Marks.isOdd(whole) ? (own + whole) | 1 : own + whole;
  }

  @Override
  public long changes() {
    return files.marks().changes();
  }

  private int shardOf(int partition) {
    return partition % files.shards().size();
  }

  Shard shard(int partition) {
    return files.shards().get(shardOf(partition));
  }

  Shard shard(byte[] key) {
    return shard(partitionOf(key));
  }

  /** The number of the cache that a part belongs to. */
  static long idOf(long part) {
    return part >> 14;
  }

  /** The part of a partition in the tables. */
  long part(int partition) {
    return (id << 14) | partition;
  }

  long part(byte[] key) {
    return part(partitionOf(key));
  }

  /** The lowest part of the cache. */
  long first() {
    return part(0);
  }

  /** The highest part that the cache could have. */
  long last() {
    return part(MOST_PARTITIONS - 1);
  }

  /** The parts that lie in a shard. */
  List<Long> parts(Shard shard) {
    return IntStream.range(0, partitions)
        .filter(partition -> shardOf(partition) == shard.number())
        .mapToObj(this::part)
        .toList();
  }

  // ---- many keys

  /** What is asked of one shard, for some of the keys. */
  interface Asking<A, R extends @Nullable Object> {
    /**
     * The answers, in the order of what was asked.
     *
     * @param deadline the instant until which all shards together are waited for, by the clock of
     *     nanoseconds
     */
    List<R> ask(Shard shard, List<A> some, long deadline);
  }

  /**
   * Changes something in each shard, each by a step of its own; all of them are waited for as long
   * as one. Once one has been changed it is not certain any more that a failure leaves nothing
   * done.
   */
  <A, R extends @Nullable Object> List<R> change(
      List<A> asked, Function<A, byte[]> key, Asking<A, R> asking) {
    AtomicBoolean changed = new AtomicBoolean();
    return ask(
        asked,
        key,
        (shard, some, deadline) -> {
          try {
            List<R> answers = asking.ask(shard, some, deadline);
            changed.set(true);
            return answers;
          } catch (TierException e) {
            throw changed.get() ? Failures.halfDone(e) : e;
          }
        });
  }

  /** Asks each shard for what lies there; the answers are in the order of what was asked. */
  <A, R extends @Nullable Object> List<R> ask(
      List<A> asked, Function<A, byte[]> key, Asking<A, R> asking) {
    if (asked.size() == 1) {
      Shard only = shard(key.apply(asked.get(0)));
      return asking.ask(only, asked, only.deadline());
    }
    long deadline = files.shards().get(0).deadline();
    int shards = files.shards().size();
    List<List<Integer>> places = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      places.add(new ArrayList<>());
    }
    for (int i = 0; i < asked.size(); i++) {
      places.get(shardOf(partitionOf(key.apply(asked.get(i))))).add(i);
    }
    Map<Integer, R> answers = new HashMap<>();
    for (int s = 0; s < shards; s++) {
      List<Integer> mine = places.get(s);
      if (!mine.isEmpty()) {
        List<A> theirs = mine.stream().map(asked::get).toList();
        List<R> some = asking.ask(files.shards().get(s), theirs, deadline);
        for (int i = 0; i < mine.size(); i++) {
          answers.put(mine.get(i), some.get(i));
        }
      }
    }
    List<R> ordered = new ArrayList<>(asked.size());
    for (int i = 0; i < asked.size(); i++) {
      ordered.add(answers.get(i));
    }
    return ordered;
  }
}

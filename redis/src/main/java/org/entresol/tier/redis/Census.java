package org.entresol.tier.redis;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.entresol.tier.EntryBytes;
import org.entresol.tier.Extent;
import org.entresol.tier.TierException;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucketAsync;

/** What a pass over the names of all keys has found of each cache. Immutable. */
public final class Census {

  /** The rest that Redis tells of what never expires. */
  private static final long ETERNAL = -1;

  /** How many entries are read to see whether they can be. */
  private static final int READ = 8;

  private final Map<CacheName, Tally> tallies;

  private Census(Map<CacheName, Tally> tallies) {
    this.tallies = tallies;
  }

  /**
   * What was found of one cache.
   *
   * @param extent how many entries, and what they take
   * @param looked of how many entries the rest was asked; 0 where the user may not
   * @param eternal how many of these never expire
   * @param read how many entries were read
   * @param unknown how many of these are of an unknown format
   * @param aside how many partitions have pending writes aside that could not be read
   */
  public record Tally(Extent extent, int looked, long eternal, int read, int unknown, int aside) {

    /** Nothing lies there. */
    public static final Tally NONE = new Tally(new Extent(0, 0, 0), 0, 0, 0, 0, 0);
  }

  /** What is met of one cache on the way. */
  private static final class Count {
    private final RedisExtent extent;
    private int aside;

    Count(RedisConnection connection, int weighed) {
      extent = new RedisExtent(connection, weighed);
    }

    void add(String name, CacheName.Part part) {
      if (part.isEntry()) {
        extent.add(name);
      } else if (part.rest().equals(Aside.NAME)) {
        aside++;
      }
    }

    Tally tally(RedisConnection connection) {
      List<Boolean> unknown =
          allowed(
              () ->
                  extent.sample().stream()
                      .limit(READ)
                      .map(name -> isUnknown(connection, name))
                      .toList());
      List<Long> memory = allowed(extent::memory);
      List<Long> rests =
          allowed(
              () -> extent.asked(RBucketAsync::remainTimeToLiveAsync, "tell the rest of an entry"));
      return new Tally(
          memory.isEmpty() && extent.entries() > 0
              ? new Extent(extent.entries(), -1, 0)
              : extent.measured(memory),
          rests.size(),
          rests.stream().filter(rest -> rest == ETERNAL).count(),
          unknown.size(),
          Collections.frequency(unknown, true),
          aside);
    }

    /** The answers; none where the user may not ask. */
    private static <T> List<T> allowed(Supplier<List<T>> question) {
      try {
        return question.get();
      } catch (TierException e) {
        e.requireRefusal();
        return List.of();
      }
    }

    private static boolean isUnknown(RedisConnection connection, String name) {
      Object found =
          connection
              .await(
                  connection.run(Script.HEAD, name, List.of(name), EntryBytes.LONGEST_HEAD), "read")
              .get(0);
      return found instanceof byte[] bytes && EntryBytes.entry(bytes, 0) == null;
    }
  }

  /** Takes a census, see {@link RedisSurvey#census}. */
  static Census taken(
      RedisConnection connection, @Nullable String namespace, int weighed, LongConsumer progress) {
    Map<CacheName, Count> counts = new LinkedHashMap<>();
    Iterator<String> names =
        new RedisScan.Names(connection, (namespace == null ? "*" : namespace) + ":{*");
    for (long met = 0; names.hasNext(); met++) {
      String name = names.next();
      CacheName.Part part = CacheName.ofPart(name);
      if (part != null) {
        counts.computeIfAbsent(part.of(), of -> new Count(connection, weighed)).add(name, part);
      }
      if (met % RedisScan.BATCH == 0) {
        progress.accept(met);
      }
    }
    Map<CacheName, Tally> tallies = new LinkedHashMap<>();
    counts.forEach((name, count) -> tallies.put(name, count.tally(connection)));
    return new Census(tallies);
  }

  /** What was found of a cache. */
  public Tally of(CacheName cache) {
    return tallies.getOrDefault(cache, Tally.NONE);
  }

  /** The caches of which something lies there but the record. */
  public Collection<CacheName> caches() {
    return inOrder(tallies.keySet().stream());
  }

  /** Caches by namespace, name and version. */
  static List<CacheName> inOrder(Stream<CacheName> names) {
    return names
        .distinct()
        .sorted(
            comparing(CacheName::namespace)
                .thenComparing(CacheName::cache)
                .thenComparing(name -> name.version().orElse(-1)))
        .toList();
  }
}

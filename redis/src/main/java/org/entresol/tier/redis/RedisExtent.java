package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.entresol.tier.Extent;
import org.redisson.api.RFuture;
import org.redisson.client.codec.StringCodec;

/**
 * The measuring of what lies in Redis for one cache: a scan that counts all entries, and keeps a
 * fair sample of their names to ask for the memory of. Belongs to one thread.
 */
final class RedisExtent {

  private final RedisConnection connection;
  private final KeySpace keys;
  private final List<String> sample = new ArrayList<>();
  private long entries;

  RedisExtent(RedisConnection connection, KeySpace keys) {
    this.connection = connection;
    this.keys = keys;
  }

  /**
   * Measures.
   *
   * @param most of how many entries the memory is asked for at most
   */
  Extent measured(int most) {
    new RedisScan.Names(connection, keys.entriesPattern())
        .forEachRemaining(
            name -> {
              if (keys.keyOf(name.getBytes(UTF_8)) != null) {
                add(name, most);
              }
            });
    long weight = 0;
    int weighed = 0;
    for (int from = 0; from < sample.size(); from += RedisScan.BATCH) {
      int to = Math.min(sample.size(), from + RedisScan.BATCH);
      for (long bytes : weights(sample.subList(from, to))) {
        // One that has gone meanwhile weighs nothing, and says nothing of the others.
        weight += bytes;
        weighed += (bytes > 0) ? 1 : 0;
      }
    }
    return Extent.of(entries, weight, weighed);
  }

  /** The memory of each of some entries, all asked for at once; 0 for one that is gone. */
  private List<Long> weights(List<String> names) {
    connection.requirePermit();
    List<CompletableFuture<Long>> answers = new ArrayList<>();
    for (String name : names) {
      RFuture<Long> answer =
          connection.client().getBucket(name, StringCodec.INSTANCE).sizeInMemoryAsync();
      answers.add(connection.limited(answer, Duration.ZERO));
    }
    List<Long> weights = new ArrayList<>();
    for (CompletableFuture<Long> answer : answers) {
      Long bytes = connection.await(answer, "tell the memory of an entry");
      weights.add((bytes == null) ? 0L : bytes);
    }
    return weights;
  }

  /** Every name has the same chance to stay among the most that are kept. */
  private void add(String name, int most) {
    entries++;
    if (sample.size() < most) {
      sample.add(name);
    } else {
      long place = ThreadLocalRandom.current().nextLong(entries);
      if (place < most) {
        sample.set((int) place, name);
      }
    }
  }
}

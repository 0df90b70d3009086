package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.entresol.tier.Extent;
import org.entresol.tier.Glob;
import org.redisson.api.RBucket;
import org.redisson.api.RFuture;
import org.redisson.client.codec.StringCodec;

/**
 * The measuring of what lies in Redis for one cache: the names of entries that come by are counted,
 * and a fair sample of them is kept, to ask for the memory of. Belongs to one thread.
 */
final class RedisExtent {

  private final RedisConnection connection;
  private final int most;
  private final List<String> sample = new ArrayList<>();
  private long entries;

  /**
   * Creates a measuring that has met nothing yet.
   *
   * @param most how many names are kept at most
   */
  RedisExtent(RedisConnection connection, int most) {
    this.connection = connection;
    this.most = most;
  }

  /** What a scan that goes through all entries of a cache finds. */
  static Extent of(RedisConnection connection, KeySpace keys, int most) {
    RedisExtent extent = new RedisExtent(connection, most);
    new RedisScan.Names(connection, keys.entriesPattern(Glob.ALL))
        .forEachRemaining(
            name -> {
              if (keys.keyOf(name.getBytes(UTF_8)) != null) {
                extent.add(name);
              }
            });
    return extent.measured();
  }

  /** Takes the name of an entry in; each has the same chance to stay in the sample. */
  void add(String name) {
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

  /** How many entries have come by. */
  long entries() {
    return entries;
  }

  /** The names that are kept. */
  List<String> sample() {
    return List.copyOf(sample);
  }

  /** What the memory of the sample says of all. */
  Extent measured() {
    return measured(memory());
  }

  /** The memory of each entry of the sample. */
  List<Long> memory() {
    return asked(RBucket::sizeInMemoryAsync, "tell the memory of an entry");
  }

  /** What the memory of some of the sample says of all. */
  Extent measured(List<Long> memory) {
    long weight = 0;
    int weighed = 0;
    for (long bytes : memory) {
      // One that has gone meanwhile weighs nothing, and says nothing of the others.
      weight += bytes;
      weighed += (bytes > 0) ? 1 : 0;
    }
    return Extent.of(entries, weight, weighed);
  }

  /**
   * What is asked of each entry of the sample, of many of them at once.
   *
   * @return 0 for one that has no answer
   */
  List<Long> asked(Function<RBucket<String>, RFuture<Long>> question, String what) {
    List<Long> numbers = new ArrayList<>();
    for (int from = 0; from < sample.size(); from += RedisScan.BATCH) {
      connection.requirePermit();
      List<CompletableFuture<Long>> answers = new ArrayList<>();
      for (String name : sample.subList(from, Math.min(sample.size(), from + RedisScan.BATCH))) {
        RBucket<String> entry = connection.client().getBucket(name, StringCodec.INSTANCE);
        answers.add(connection.limited(question.apply(entry), Duration.ZERO));
      }
      for (CompletableFuture<Long> answer : answers) {
        Long number = connection.await(answer, what);
        numbers.add((number == null) ? 0L : number);
      }
    }
    return numbers;
  }
}

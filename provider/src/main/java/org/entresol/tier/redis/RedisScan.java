package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.redisson.api.options.KeysScanOptions;

/** The keys of one cache, in batches, from a SCAN of every master. Belongs to one thread. */
final class RedisScan implements Iterator<List<byte[]>> {

  static final int BATCH = 500;

  private final KeySpace keys;
  private final Iterator<String> names;
  private List<byte[]> next = List.of();

  RedisScan(RedisConnection connection, KeySpace keys) {
    this.keys = keys;
    this.names = names(connection, keys.entriesPattern());
  }

  /** The names of all keys that fit a pattern. */
  static Iterator<String> names(RedisConnection connection, String pattern) {
    connection.requirePermit();
    Iterator<String> names =
        connection
            .client()
            .getKeys()
            .getKeys(KeysScanOptions.defaults().pattern(pattern).chunkSize(BATCH))
            .iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return connection.blocking(names::hasNext, "scan");
      }

      @Override
      public String next() {
        return connection.blocking(names::next, "scan");
      }
    };
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && names.hasNext()) {
      next = batch();
    }
    return !next.isEmpty();
  }

  private List<byte[]> batch() {
    List<byte[]> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH && names.hasNext()) {
      byte[] key = keys.keyOf(names.next().getBytes(UTF_8));
      if (key != null) {
        batch.add(key);
      }
    }
    return batch;
  }

  @Override
  public List<byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<byte[]> batch = next;
    next = List.of();
    return batch;
  }
}

package org.entresol.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * The Redisson client's commands without a cache. It stores the bytes of one of our entries of the
 * same kind of value, under names as long as ours: what differs is the work around the commands.
 */
final class BareSubject<V> implements RedisSubject<V> {
  /** As long as what our names have before the key. */
  private static final String PREFIX = RedisProviders.BARE + ":{benchmark:10}:e:s:";

  private static final String COUNTER = RedisProviders.BARE + ":{benchmark:10}:n:s:";

  private final RedissonClient client;
  private final byte[] bytes;

  private BareSubject(RedissonClient client, byte[] bytes) {
    this.client = client;
    this.bytes = bytes;
  }

  static <V> RedisSubject<V> open(String address, Payload<V> payload) {
    RedissonClient client = RedisProviders.client(address);
    return new BareSubject<>(client, RedisProviders.sample(client, address, payload));
  }

  private RBucket<byte[]> bucket(String key) {
    return client.getBucket(PREFIX + key, ByteArrayCodec.INSTANCE);
  }

  @Override
  public Object get(String key) {
    return Objects.requireNonNull(bucket(key).get(), key);
  }

  @Override
  public V put(String key, V value) {
    bucket(key).set(bytes);
    return value;
  }

  @Override
  public Map<String, ?> getAll(Set<String> keys) {
    return client
        .getBuckets(ByteArrayCodec.INSTANCE)
        .get(keys.stream().map(PREFIX::concat).toArray(String[]::new));
  }

  @Override
  public void putAll(Map<String, V> entries) {
    Map<String, byte[]> named = new HashMap<>(2 * entries.size());
    entries.keySet().forEach(key -> named.put(PREFIX + key, bytes));
    client.getBuckets(ByteArrayCodec.INSTANCE).set(named);
  }

  @Override
  public Object claim(String key, V value) {
    return bucket(key).setIfAbsent(bytes) && bucket(key).delete();
  }

  @Override
  public Object invoke(String key, UnaryOperator<V> change) {
    return client.getAtomicLong(COUNTER + key).incrementAndGet() > 0;
  }

  @Override
  public void close() {
    client.getKeys().deleteByPattern(RedisProviders.BARE + ":*");
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }
}

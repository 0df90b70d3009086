package org.entresol.benchmarks;

/** What is compared on one Redis server. */
enum RedisPeer {
  /** The commands of the Redisson client alone, with bytes: the yardstick of what goes to Redis. */
  BARE,
  /** The provider of this project, without a near cache. */
  ENTRESOL_REDIS,
  /** The provider of this project, with its near cache. */
  ENTRESOL_NEAR,
  /** The JCache provider that comes with Redisson. */
  REDISSON_JCACHE,
  /** The provider of this project without Redis: the yardstick of near hits. */
  HEAP;

  /** Opens a new, empty cache of this peer; the caller closes it. */
  <V> RedisSubject<V> open(String address, Payload<V> payload, Expiry expiry) {
    CacheShape<V> shape = new CacheShape<>(payload.type(), true, expiry);
    return switch (this) {
      case BARE -> BareSubject.open(address, payload);
      case ENTRESOL_REDIS -> RedisProviders.entresol(shape, address, "redis");
      case ENTRESOL_NEAR -> RedisProviders.entresol(shape, address, "heap+redis");
      case REDISSON_JCACHE -> RedisProviders.redisson(shape, address);
      case HEAP -> RedisProviders.heap(shape);
    };
  }
}

package org.entresol.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** The caches that are compared. */
enum Peer {
  /** A bounded Caffeine cache without JCache, the yardstick of every ratio. */
  RAW,
  /** The provider of this project, on its heap stack. */
  ENTRESOL,
  /** Caffeine's own JCache adapter. */
  CAFFEINE_JCACHE,
  /** The JCache adapter of cache2k. */
  CACHE2K,
  /** Ehcache 3 with a heap tier. */
  EHCACHE,
  /** An embedded Hazelcast member. */
  HAZELCAST;

  /** Returns those that can store as asked: Hazelcast cannot store by reference. */
  static List<Peer> storing(boolean byValue) {
    return Stream.of(values()).filter(peer -> byValue || peer != HAZELCAST).toList();
  }

  /** Opens a new, empty cache of this peer; the caller closes it. */
  <V> Subject<V> open(CacheShape<V> shape) {
    return switch (this) {
      case RAW -> RawSubject.open(shape);
      case ENTRESOL -> Providers.entresol(shape);
      case CAFFEINE_JCACHE -> Providers.caffeine(shape);
      case CACHE2K -> Providers.cache2k(shape);
      case EHCACHE -> Providers.ehcache(shape);
      case HAZELCAST -> Providers.hazelcast(shape);
    };
  }
}

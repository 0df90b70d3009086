package org.entresol.benchmarks;

import java.util.Map;
import java.util.Set;

/** What is timed against Redis. */
enum RedisOperation {
  /** Reads a stored key; bare: GET. */
  GET,
  /** Overwrites a stored key; bare: SET. */
  PUT,
  /** Reads a hundred stored keys; bare: MGET. */
  GET_ALL,
  /** Overwrites a hundred stored keys; bare: MSET. */
  PUT_ALL,
  /** Stores a key that is absent, and removes it again; bare: SET NX and DEL. */
  CLAIM,
  /** Reads, changes and writes back a stored key in one atomic step; bare: INCR. */
  INVOKE;

  /** How many keys one bulk operation names. */
  static final int BULK = 100;

  /** Makes one step, and returns what was found, or put. */
  <V> Object step(RedisSubject<V> subject, RedisTraffic<V> traffic, int step) {
    return switch (this) {
      case GET -> subject.get(traffic.key(step));
      case PUT -> subject.put(traffic.key(step), traffic.fresh(step));
      case GET_ALL -> getAll(subject, traffic.keys(step));
      case PUT_ALL -> putAll(subject, traffic.entries(step));
      case CLAIM -> subject.claim(traffic.absent(step), traffic.fresh(step));
      case INVOKE -> subject.invoke(traffic.key(step), traffic.change());
    };
  }

  private static <V> Object getAll(RedisSubject<V> subject, Set<String> keys) {
    return subject.getAll(keys);
  }

  private static <V> Object putAll(RedisSubject<V> subject, Map<String, V> entries) {
    subject.putAll(entries);
    return entries;
  }
}

package org.entresol.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What is asked for, the same in every run: stored keys drawn evenly from a pinned seed, so that
 * threads seldom meet at one, and values to store. Threads may share it.
 */
final class RedisTraffic<V> {
  private static final int LENGTH = 1 << 14;
  private static final int MASK = LENGTH - 1;
  private static final int GROUPS = 64;
  private static final int FRESH = 64;
  private static final long SEED = 42;

  private final String[] keys = Traffic.keys("customer:");
  private final String[] absent =
      IntStream.range(0, LENGTH).mapToObj(i -> "stranger:" + i).toArray(String[]::new);
  private final int[] sequence;
  private final List<Map<String, V>> groups;
  private final V[] fresh;
  private final UnaryOperator<V> change;

  /** The traffic of one kind of values. */
  RedisTraffic(Payload<V> payload) {
    Random random = new Random(SEED);
    sequence = random.ints(LENGTH, 0, keys.length).toArray();
    fresh = payload.values(Traffic.KEYS, FRESH);
    groups = IntStream.range(0, GROUPS).mapToObj(i -> group(random)).toList();
    change = value -> changed(payload, value);
  }

  private Map<String, V> group(Random random) {
    Map<String, V> group = new LinkedHashMap<>();
    while (group.size() < RedisOperation.BULK) {
      group.put(keys[random.nextInt(keys.length)], fresh[group.size() % FRESH]);
    }
    return group;
  }

  /** A customer's visits are counted; a string has to become another one. */
  private static <V> V changed(Payload<V> payload, V value) {
    if (value instanceof Customer customer) {
      customer.setVisits(customer.getVisits() + 1);
      return value;
    }
    return payload.make().apply(value.hashCode() & MASK);
  }

  /** Stores a value for every key. */
  void fill(RedisSubject<V> subject, Payload<V> payload) {
    Bulk.fill(subject::putAll, 0, keys.length, i -> keys[i], payload.make());
  }

  /** Returns the key of this step, which is stored. */
  String key(int step) {
    return keys[sequence[step & MASK]];
  }

  /** Returns the key of this step, which is not stored; it is another for the next many steps. */
  String absent(int step) {
    return absent[step & MASK];
  }

  /** Returns the hundred keys of this step, which are stored. */
  Set<String> keys(int step) {
    return entries(step).keySet();
  }

  /** Returns what to store in this step. */
  Map<String, V> entries(int step) {
    return groups.get(step % GROUPS);
  }

  /** Returns the value to store in this step. */
  V fresh(int step) {
    return fresh[step % FRESH];
  }

  /** Returns a change of a stored value. */
  UnaryOperator<V> change() {
    return change;
  }
}

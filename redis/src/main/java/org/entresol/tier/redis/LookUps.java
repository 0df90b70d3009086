package org.entresol.tier.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.entresol.tier.Found;

/** The look-ups of one cache: one MGET, however many keys a command may name. Thread-safe. */
final class LookUps {

  private final RedisConnection connection;
  private final KeySpace keys;

  LookUps(RedisConnection connection, KeySpace keys) {
    this.connection = connection;
    this.keys = keys;
  }

  Found one(byte[] key) {
    int p = keys.partitionOf(key);
    Object[] names = {keys.sequence(p), keys.floor(p), keys.entry(p, key)};
    connection.requirePermit();
    List<Object> values = connection.await(connection.values(keys.sequence(p), names), "read");
    return EntryFormat.found(
        (byte[]) values.get(0), (byte[]) values.get(1), (byte[]) values.get(2));
  }

  /** Each sequence and floor is asked for once, however many keys of its partition are. */
  CompletableFuture<List<Found>> some(List<byte[]> part, String route) {
    List<Object> names = new ArrayList<>();
    Map<Integer, Integer> places = new LinkedHashMap<>();
    for (byte[] key : part) {
      int p = keys.partitionOf(key);
      if (places.putIfAbsent(p, names.size()) == null) {
        names.add(keys.sequence(p));
        names.add(keys.floor(p));
      }
      names.add(keys.entry(p, key));
    }
    return connection.values(route, names.toArray()).thenApply(values -> found(part, values));
  }

  private List<Found> found(List<byte[]> part, List<Object> values) {
    List<Found> found = new ArrayList<>(part.size());
    Map<Integer, Integer> places = new LinkedHashMap<>();
    int next = 0;
    for (byte[] key : part) {
      int p = keys.partitionOf(key);
      if (!places.containsKey(p)) {
        places.put(p, next);
        next += 2;
      }
      int at = places.getOrDefault(p, 0);
      found.add(
          EntryFormat.found(
              (byte[]) values.get(at), (byte[]) values.get(at + 1), (byte[]) values.get(next++)));
    }
    return found;
  }
}

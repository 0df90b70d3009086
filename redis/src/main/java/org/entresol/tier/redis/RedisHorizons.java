package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.entresol.tier.Horizons;

/**
 * What the loads of one cache must have seen of their source, in Redis: a text beside each key that
 * has changed, and one in each partition for all. They are read from the master. Thread-safe.
 */
final class RedisHorizons implements Horizons<byte[]> {

  private final RedisConnection connection;
  private final KeySpace keys;
  private final Routes routes;

  RedisHorizons(RedisConnection connection, KeySpace keys, Routes routes) {
    this.connection = connection;
    this.keys = keys;
    this.routes = routes;
  }

  @Override
  public void raise(Collection<byte[]> changed, String horizon, Duration length) {
    requireReadable(horizon);
    routes.send(
        List.copyOf(changed),
        key -> key,
        (route, part) ->
            connection.run(Script.HORIZON, route, names(part), horizon, length.toMillis()),
        "leave a horizon");
  }

  /** What this node would leave is what it reads. */
  private static boolean isReadable(String horizon) {
    return !horizon.isEmpty() && horizon.length() <= LONGEST;
  }

  private static void requireReadable(String horizon) {
    if (!isReadable(horizon)) {
      throw new IllegalArgumentException(
          "a horizon of %d characters; allowed: 1 to %d".formatted(horizon.length(), LONGEST));
    }
  }

  private List<Object> names(List<byte[]> part) {
    return part.stream().<Object>map(key -> keys.horizon(keys.partitionOf(key), key)).toList();
  }

  @Override
  public void raiseAll(String horizon, Duration length) {
    requireReadable(horizon);
    routes.toPartitions(
        IntStream.range(0, keys.partitions()).boxed().toList(),
        partition -> partition,
        (route, part) ->
            connection.run(
                Script.HORIZON,
                route,
                part.stream().<Object>map(keys::horizon).toList(),
                horizon,
                length.toMillis()),
        "leave a horizon for all");
  }

  @Override
  public List<Set<String>> of(List<byte[]> wanted) {
    return routes.send(
        wanted,
        key -> key,
        (route, part) ->
            connection.currentValues(route, pairs(part)).thenApply(RedisHorizons::standing),
        "read what a load must have seen");
  }

  /** The names of what was left for each key, and for all of its partition, by turns. */
  private Object[] pairs(List<byte[]> part) {
    List<Object> names = new ArrayList<>(2 * part.size());
    for (byte[] key : part) {
      int partition = keys.partitionOf(key);
      names.add(keys.horizon(partition, key));
      names.add(keys.horizon(partition));
    }
    return names.toArray();
  }

  private static List<Set<String>> standing(List<Object> answers) {
    List<Set<String>> all = new ArrayList<>(answers.size() / 2);
    for (int i = 0; i < answers.size(); i += 2) {
      Set<String> both = new LinkedHashSet<>();
      for (Object answer : answers.subList(i, i + 2)) {
        if (answer instanceof byte[] bytes) {
          String text = new String(bytes, UTF_8);
          both.add(isReadable(text) ? text : UNREADABLE);
        }
      }
      all.add(both);
    }
    return all;
  }
}

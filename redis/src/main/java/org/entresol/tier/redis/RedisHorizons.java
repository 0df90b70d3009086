package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.entresol.tier.Horizon;
import org.entresol.tier.Horizons;

/**
 * What the loads of one cache must have seen of their source, in Redis: a text beside each key that
 * has changed, and one in each partition for all. They are read from the master. Thread-safe.
 */
final class RedisHorizons implements Horizons<byte[]> {

  private static final Pattern LYING = Pattern.compile("\\d{1,19} (.*)", Pattern.DOTALL);

  private final RedisConnection connection;
  private final KeySpace keys;
  private final Routes routes;

  RedisHorizons(RedisConnection connection, KeySpace keys, Routes routes) {
    this.connection = connection;
    this.keys = keys;
    this.routes = routes;
  }

  @Override
  public void raise(Collection<byte[]> changed, Horizon horizon, Duration length) {
    requireReadable(horizon);
    routes.send(
        List.copyOf(changed),
        key -> key,
        (route, part) ->
            connection.run(
                Script.HORIZON,
                route,
                names(part),
                horizon.text(),
                horizon.tenure(),
                length.toMillis()),
        "leave a horizon");
  }

  /** What this node would leave is what it reads. */
  private static boolean isReadable(String horizon) {
    return !horizon.isEmpty() && horizon.length() <= LONGEST;
  }

  private static void requireReadable(Horizon horizon) {
    if (!isReadable(horizon.text())) {
      throw new IllegalArgumentException(
          "a horizon of %d characters; allowed: 1 to %d"
              .formatted(horizon.text().length(), LONGEST));
    }
  }

  private List<Object> names(List<byte[]> part) {
    return part.stream().<Object>map(key -> keys.horizon(keys.partitionOf(key), key)).toList();
  }

  @Override
  public void raiseAll(Horizon horizon, Duration length) {
    requireReadable(horizon);
    routes.toPartitions(
        IntStream.range(0, keys.partitions()).boxed().toList(),
        partition -> partition,
        (route, part) ->
            connection.run(
                Script.HORIZON,
                route,
                part.stream().<Object>map(keys::horizon).toList(),
                horizon.text(),
                horizon.tenure(),
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
          both.add(text(new String(bytes, UTF_8)));
        }
      }
      all.add(both);
    }
    return all;
  }

  /** What lies there behind the number of its tenure. */
  private static String text(String lying) {
    Matcher matcher = LYING.matcher(lying);
    return matcher.matches() && isReadable(matcher.group(1)) ? matcher.group(1) : UNREADABLE;
  }
}

package org.entresol.benchmarks;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.LoadGuard;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.ClientCommand;
import org.entresol.testing.Monitor;
import org.entresol.testing.RedisServer;

/**
 * A program that prints what a guard costs when nobody else wants the key: the time and the
 * commands of a read that finds nothing and loads, from a source that takes no time. The server is
 * one of its own.
 */
public final class RedisLoads {
  private static final int WARMUP = 2_000;
  private static final int LOADS_OF_ROUND = 200;

  /**
   * None of the nodes' own pulse falls into so few; each would count as a fraction of a command.
   */
  private static final int LOADS_HEARD = 100;

  private final Map<LoadGuard, Cache<String, String>> caches = new EnumMap<>(LoadGuard.class);
  private int next;

  private RedisLoads() {}

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, if not 30
   */
  public static void main(String... arguments) throws Exception {
    int rounds = arguments.length == 0 ? 30 : Integer.parseInt(arguments[0]);
    try (RedisServer server = RedisServer.start()) {
      System.out.print(table(server, rounds, WARMUP));
    }
  }

  /** Returns the figures of all guards as a Markdown table. */
  static String table(RedisServer server, int rounds, int warmup) throws Exception {
    try (CachingProvider provider = new EntresolCachingProvider()) {
      RedisLoads loads = new RedisLoads();
      for (LoadGuard guard : LoadGuard.values()) {
        loads.caches.put(guard, open(provider, server.address(), guard));
      }
      loads.caches.values().forEach(cache -> loads.load(cache, warmup));
      List<Map<LoadGuard, Double>> times = loads.times(rounds);
      StringBuilder text =
          new StringBuilder(
              """
              | guard | µs per cold load | times as long as unguarded | commands per load |
              | --- | ---: | ---: | --- |
              """);
      for (LoadGuard guard : LoadGuard.values()) {
        text.append(line(guard, times, loads.commands(server, guard)));
      }
      return text.toString();
    }
  }

  private static Cache<String, String> open(
      CachingProvider provider, String address, LoadGuard guard) {
    Properties properties = RedisProviders.properties("loads-" + guard.configName());
    return provider
        .getCacheManager(URI.create(address + "#" + guard.configName()), null, properties)
        .createCache(
            "loads",
            EntresolConfiguration.builder(String.class, String.class)
                .readThrough(true)
                .loader(QuickSource::new)
                .load(load -> load.guard(guard))
                .build());
  }

  private void load(Cache<String, String> cache, int loads) {
    for (int i = 0; i < loads; i++) {
      String unused = Objects.requireNonNull(cache.get("customer:" + next++));
    }
  }

  /** Microseconds per load, of each guard in each round. */
  private List<Map<LoadGuard, Double>> times(int rounds) {
    List<Map<LoadGuard, Double>> times = new ArrayList<>();
    List<LoadGuard> order = new ArrayList<>(caches.keySet());
    for (int round = 0; round < rounds; round++) {
      Map<LoadGuard, Double> took = new EnumMap<>(LoadGuard.class);
      for (LoadGuard guard : order) {
        long start = System.nanoTime();
        load(cache(guard), LOADS_OF_ROUND);
        took.put(guard, (System.nanoTime() - start) / 1e3 / LOADS_OF_ROUND);
      }
      times.add(took);
      Collections.rotate(order, 1);
    }
    return times;
  }

  private Cache<String, String> cache(LoadGuard guard) {
    return Objects.requireNonNull(caches.get(guard));
  }

  /** The names of all commands that some loads send. */
  private List<String> commands(RedisServer server, LoadGuard guard) throws Exception {
    try (Monitor monitor = Monitor.of(server)) {
      return monitor.during(() -> load(cache(guard), LOADS_HEARD)).stream()
          .map(ClientCommand::name)
          .toList();
    }
  }

  private static String line(
      LoadGuard guard, List<Map<LoadGuard, Double>> times, List<String> commands) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f: %s |%n",
        guard.configName(),
        Spread.of(times.stream().map(round -> time(round, guard)).toList()),
        Spread.of(
            times.stream().map(round -> time(round, guard) / time(round, LoadGuard.NONE)).toList()),
        (double) commands.size() / LOADS_HEARD,
        byName(commands));
  }

  private static double time(Map<LoadGuard, Double> round, LoadGuard guard) {
    return round.getOrDefault(guard, Double.NaN);
  }

  private static String byName(List<String> commands) {
    return commands.stream()
        .collect(groupingBy(name -> name, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .filter(counted -> counted.getValue() >= LOADS_HEARD)
        .map(
            counted ->
                String.format(
                    Locale.ROOT,
                    "%.1f %s",
                    (double) counted.getValue() / LOADS_HEARD,
                    counted.getKey()))
        .collect(joining(", "));
  }

  /** A source that answers at once. */
  private static final class QuickSource implements CacheLoader<String, String> {

    @Override
    public String load(String key) {
      return "what is known of " + key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }
}

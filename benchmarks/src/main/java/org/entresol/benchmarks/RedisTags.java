package org.entresol.benchmarks;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;

/**
 * A program that prints what tags cost: the server's time for a recall, and how fast calls are
 * where tags are configured, or entries have one, beside those where it is not so. The server is
 * one of its own.
 */
public final class RedisTags {
  private static final int KEYS = 1_000;
  private static final int PARTITIONS = 16;
  private static final int RECALLS = 50;
  private static final Pattern SCRIPTS =
      Pattern.compile("cmdstat_evalsha:\\S*usec_per_call=([0-9.]+)");

  private final EntresolCachingProvider provider;
  private final String address;
  private final int rounds;
  private final StringBuilder text = new StringBuilder();

  private RedisTags(EntresolCachingProvider provider, String address, int rounds) {
    this.provider = provider;
    this.address = address;
    this.rounds = rounds;
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many entries, if not 100,000, and how many rounds, if not 100
   */
  public static void main(String... arguments) throws Exception {
    int entries = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    int rounds = arguments.length < 2 ? 100 : Integer.parseInt(arguments[1]);
    try (RedisServer server = RedisServer.start()) {
      System.out.print(table(server, entries, rounds));
    }
  }

  /** Returns the figures as Markdown tables. */
  static String table(RedisServer server, int entries, int rounds) {
    try (EntresolCachingProvider provider = new EntresolCachingProvider();
        RespClient resp = server.connect()) {
      RedisTags tags = new RedisTags(provider, server.address(), rounds);
      tags.recalls(resp, List.of(Math.max(1, entries / 100), entries));
      tags.calls(resp);
      return tags.text.toString();
    }
  }

  private EntresolCache<String, String> open(Stack stack, boolean tagged, String name) {
    Properties properties = RedisProviders.properties("tags-" + name);
    EntresolConfiguration.Builder<String, String> builder =
        EntresolConfiguration.builder(String.class, String.class)
            .stack(stack)
            .partitions(PARTITIONS)
            .expiry(Expiry.CREATED.policy());
    if (tagged) {
      builder.tagsExplicit(true).tagsOfKeySegments("/");
    }
    return provider
        .getCacheManager(URI.create(address + "#" + name), null, properties)
        .createCache("tags", builder.build());
  }

  // ---- recalls

  private void recalls(RespClient resp, List<Integer> sizes) {
    text.append("| entries with the tag | µs of the server for a recall |\n| --- | ---: |\n");
    for (int size : sizes) {
      EntresolCache<String, String> cache = open(Stack.REDIS, true, "recalls" + size);
      fill(cache, "all/", size);
      cache.invalidateTags("warm");
      Object unused = resp.command("CONFIG", "RESETSTAT");
      cache.invalidateTags("all");
      for (int i = 1; i < RECALLS; i++) {
        cache.invalidateTags("t" + i);
      }
      text.append(String.format(Locale.ROOT, "| %,d | %.0f |%n", size, micros(resp)));
      cache.getCacheManager().destroyCache(cache.getName());
    }
    text.append('\n');
  }

  private static void fill(EntresolCache<String, String> cache, String prefix, int size) {
    Bulk.fill(cache::putAll, 0, size, i -> prefix + i, i -> "a value of some length, as most are");
  }

  /** What Redis says of the time that a script took. */
  private static double micros(RespClient resp) {
    String stats = resp.text("INFO", "commandstats");
    Matcher figure = SCRIPTS.matcher(stats);
    if (!figure.find()) {
      throw new IllegalStateException("No figure of scripts: " + stats);
    }
    return Double.parseDouble(figure.group(1));
  }

  // ---- calls

  /**
   * Two ways beside each other.
   *
   * @param steps how often each goes in a round
   */
  private record Pair(String label, int steps, IntConsumer plain, IntConsumer other) {}

  private void calls(RespClient resp) {
    EntresolCache<String, String> farPlain = filled(Stack.REDIS, false, "far-plain", "plain:");
    EntresolCache<String, String> far = filled(Stack.REDIS, true, "far", "plain:");
    EntresolCache<String, String> farTagged = filled(Stack.REDIS, true, "far-tagged", "tag/");
    EntresolCache<String, String> nearPlain =
        filled(Stack.HEAP_REDIS, false, "near-plain", "plain:");
    EntresolCache<String, String> near = filled(Stack.HEAP_REDIS, true, "near", "plain:");
    EntresolCache<String, String> nearTagged =
        filled(Stack.HEAP_REDIS, true, "near-tagged", "tag/");
    farTagged.invalidateTags("other");
    nearTagged.invalidateTags("other");
    text.append("| | times as fast as without |\n| --- | ---: |\n");
    for (Pair pair :
        List.of(
            new Pair("put of no tag on `redis`, tags configured", 100, put(farPlain), put(far)),
            new Pair("get of no tag on `redis`, tags configured", 100, get(farPlain), get(far)),
            new Pair("near hit of no tag, tags configured", 20_000, get(nearPlain), get(near)),
            new Pair(
                "near hit of a tag after a recall", 20_000, get(near), get(nearTagged, "tag/")),
            new Pair(
                "get of a tag on `redis` after a recall", 100, get(far), get(farTagged, "tag/")),
            new Pair(
                "`MGET` with the name of the epoch",
                100,
                mget(resp, "a", "b", "c"),
                mget(resp, "a", "b", "g", "c")))) {
      text.append("| %s | %s |%n".formatted(pair.label(), Spread.of(ratios(pair))));
    }
  }

  private EntresolCache<String, String> filled(
      Stack stack, boolean tagged, String name, String prefix) {
    EntresolCache<String, String> cache = open(stack, tagged, name);
    fill(cache, prefix, KEYS);
    return cache;
  }

  private static IntConsumer put(EntresolCache<String, String> cache) {
    return i -> cache.put("plain:" + i % KEYS, "another value of some length");
  }

  private static IntConsumer get(EntresolCache<String, String> cache) {
    return get(cache, "plain:");
  }

  private static IntConsumer get(EntresolCache<String, String> cache, String prefix) {
    return i -> {
      String unused = requireNonNull(cache.get(prefix + i % KEYS));
    };
  }

  private static IntConsumer mget(RespClient resp, String... names) {
    List<String> words = new ArrayList<>(List.of("MGET"));
    words.addAll(List.of(names));
    String[] command = words.toArray(String[]::new);
    return i -> {
      Object unused = resp.command(command);
    };
  }

  /** How much longer the plain way took, round by round; the first tenth is not counted. */
  private List<Double> ratios(Pair pair) {
    List<Double> ratios = new ArrayList<>();
    int warmups = rounds / 10 + 1;
    for (int round = -warmups; round < rounds; round++) {
      boolean first = round % 2 == 0;
      double one = nanos(pair.steps(), first ? pair.plain() : pair.other());
      double two = nanos(pair.steps(), first ? pair.other() : pair.plain());
      if (round >= 0) {
        ratios.add(first ? one / two : two / one);
      }
    }
    return ratios;
  }

  private static double nanos(int steps, IntConsumer way) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      way.accept(i);
    }
    return System.nanoTime() - start;
  }
}

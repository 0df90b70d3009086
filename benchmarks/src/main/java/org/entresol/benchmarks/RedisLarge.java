package org.entresol.benchmarks;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.jcache.EntresolCachingProvider;
import org.entresol.testing.Allocation;
import org.entresol.testing.RedisServer;

/**
 * A program that prints what large values cost on their way to Redis and back: the time of a call,
 * and what all threads of the JVM allocate in its heap meanwhile. The server is one of its own.
 *
 * <p>One node writes and another reads, each key once, so that no read is a near hit.
 */
public final class RedisLarge {
  private static final List<Integer> LENGTHS = List.of(1_000, 100_000, 10_000_000);
  private static final int BYTES_OF_SLICE = 40_000_000;
  private static final int MOST_CALLS = 500;
  private static final int TEXTS = 100;

  private final EntresolCachingProvider provider = new EntresolCachingProvider();
  private final RedisServer server;
  private final Map<Case, List<Cost>> costs = new LinkedHashMap<>();
  private int next;

  private RedisLarge(RedisServer server) {
    this.server = server;
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, if not 10
   */
  public static void main(String... arguments) {
    int rounds = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
    try (RedisServer server = RedisServer.start()) {
      System.out.print(table(server, LENGTHS, rounds));
    }
  }

  /** Returns the figures as a Markdown table. */
  static String table(RedisServer server, List<Integer> lengths, int rounds) {
    RedisLarge large = new RedisLarge(server);
    try (EntresolCachingProvider unused = large.provider) {
      return large.measure(lengths, rounds);
    }
  }

  /** Kinds of values, which are about as long in bytes as is asked for. */
  private enum Kind {
    TEXT,
    BYTES,
    LIST_OF_TEXTS;

    Object value(int length) {
      return switch (this) {
        case TEXT -> text(length);
        case BYTES -> bytes(length);
        case LIST_OF_TEXTS -> texts(length);
      };
    }
  }

  private static String text(int length) {
    return "text ".repeat(length / 5);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  private static List<String> texts(int length) {
    return IntStream.range(0, TEXTS)
        .mapToObj(i -> text(length / TEXTS) + i)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** A value on a stack, with the nodes that write and read it. */
  private record Case(
      Stack stack,
      Kind kind,
      int length,
      Object value,
      Cache<String, Object> writer,
      Cache<String, Object> reader) {}

  /**
   * What a call costs.
   *
   * @param micros how long it takes
   * @param allocated what is allocated, in multiples of the value's length
   */
  private record Call(double micros, double allocated) {}

  /** What the calls of one slice cost. */
  private record Cost(Call put, Call get) {}

  private String measure(List<Integer> lengths, int rounds) {
    for (Stack stack : List.of(Stack.REDIS, Stack.HEAP_REDIS)) {
      Cache<String, Object> writer = open(stack, "writer");
      Cache<String, Object> reader = open(stack, "reader");
      for (Kind kind : Kind.values()) {
        for (int length : lengths) {
          Object value = kind.value(length);
          costs.put(new Case(stack, kind, length, value, writer, reader), new ArrayList<>());
        }
      }
    }
    for (int round = -2; round < rounds; round++) {
      boolean counts = round >= 0;
      costs.forEach(
          (one, slices) -> {
            Cost cost = slice(one);
            if (counts) {
              slices.add(cost);
            }
          });
    }
    return table();
  }

  private Cache<String, Object> open(Stack stack, String node) {
    Properties properties = RedisProviders.properties("large-" + Labels.of(stack));
    CacheManager manager =
        provider.getCacheManager(
            URI.create(server.address() + "#" + Labels.of(stack) + "-" + node), null, properties);
    return manager.createCache(
        "large",
        EntresolConfiguration.builder(String.class, Object.class)
            .stack(stack)
            .maxValueBytes(1L << 30)
            .build());
  }

  private Cost slice(Case one) {
    int calls = Math.max(2, Math.min(MOST_CALLS, BYTES_OF_SLICE / one.length()));
    Set<String> keys =
        IntStream.range(0, calls).mapToObj(i -> "value:" + next++).collect(Collectors.toSet());
    Call put = call(one, keys, key -> one.writer().put(key, one.value()));
    Call get =
        call(
            one,
            keys,
            key -> {
              Object unused = requireNonNull(one.reader().get(key));
            });
    one.writer().removeAll(keys);
    return new Cost(put, get);
  }

  private static Call call(Case one, Set<String> keys, Consumer<String> way) {
    long start = System.nanoTime();
    double bytes = (double) Allocation.ofAllThreads(() -> keys.forEach(way));
    double nanos = (double) (System.nanoTime() - start);
    return new Call(nanos / 1e3 / keys.size(), bytes / keys.size() / one.length());
  }

  private String table() {
    StringBuilder text =
        new StringBuilder(
            """
            | stack | value | bytes | put, µs | allocated, × the bytes | get, µs | allocated, × the bytes |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            """);
    costs.forEach(
        (one, slices) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %,d | %s | %s |%n",
                    one.stack().configName(),
                    Labels.of(one.kind()).replace('-', ' '),
                    one.length(),
                    figures(slices.stream().map(Cost::put).toList()),
                    figures(slices.stream().map(Cost::get).toList()))));
    return text.toString();
  }

  private static String figures(List<Call> calls) {
    return Spread.of(calls.stream().map(Call::micros).toList())
        + " | "
        + Spread.of(calls.stream().map(Call::allocated).toList());
  }
}

package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.spi.CachingProvider;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolStatisticsMXBean;
import org.entresol.EventScope;
import org.entresol.Stack;
import org.entresol.codec.Compiled;
import org.entresol.testing.ClientCommand;
import org.entresol.testing.Monitor;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two releases side by side, whose classes of values have other fields. */
@Tag("server")
class RollingReleaseTest {

  private static final int KEYS = 100;
  private static final Duration RENEWAL = Duration.ofSeconds(8);

  private static final Compiled OLD =
      release(
          "public record Order(long id, List<Line> lines) {"
              + " public static Object of(long id) { return new Order(id, List.of(new Line(1))); }"
              + " record Line(int price) {} }");

  private static final Compiled NEW =
      release(
          "public record Order(String note, long id, List<Line> lines) {"
              + " public static Object of(long id)"
              + " { return new Order(\"n\", id, List.of(new Line(2, \"tea\"))); }"
              + " record Line(long price, String name) {} }");

  /** A release with a field of a type to which and from which nothing is converted. */
  private static final Compiled STRANGE =
      release(
          "public record Order(long id, int[] lines) {"
              + " public static Object of(long id) { return new Order(id, new int[] {3}); } }");

  private final RedisServer server = RedisServers.shared();
  private final RespClient redis = server.connect();
  private final CachingProvider provider = new EntresolCachingProvider();
  private final String namespace = "rolling-" + UUID.randomUUID();
  private final String schemas = namespace + ":orders:schemas";
  private final AtomicInteger loads = new AtomicInteger();

  private static Compiled release(String source) {
    return Compiled.of(Map.of("shop.Order", "package shop; import java.util.*; " + source));
  }

  @AfterEach
  void close() {
    provider.close();
    redis.close();
  }

  private Cache<Integer, Object> node(Compiled release, String name, boolean loads) {
    return node(release, name, loads, EventScope.LOCAL);
  }

  private Cache<Integer, Object> node(
      Compiled release, String name, boolean loads, EventScope events) {
    return node(release, name, loads, builder -> builder.events(events));
  }

  private Cache<Integer, Object> node(
      Compiled release,
      String name,
      boolean loads,
      Consumer<EntresolConfiguration.Builder<Integer, Object>> more) {
    Properties properties = new Properties();
    properties.setProperty("entresol.namespace", namespace);
    properties.setProperty("entresol.redis.address", server.address());
    CacheManager manager =
        provider.getCacheManager(
            URI.create("classpath:few-connections.yaml#" + name), release, properties);
    EntresolConfiguration.Builder<Integer, Object> configuration =
        EntresolConfiguration.builder(Integer.class, Object.class)
            .stack(Stack.REDIS)
            .allow("shop.*")
            .statistics(true);
    more.accept(configuration);
    if (loads) {
      configuration.readThrough(true).loader(() -> new FunctionLoader<>(key -> load(release, key)));
    }
    return manager.createCache("orders", configuration.build());
  }

  private Object load(Compiled release, int key) {
    loads.incrementAndGet();
    return order(release, key);
  }

  private static Object order(Compiled release, long id) {
    try {
      return release.loadClass("shop.Order").getMethod("of", long.class).invoke(null, id);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no order", e);
    }
  }

  private long sent(String name, Monitor.Action action) throws Exception {
    try (Monitor monitor = Monitor.of(server)) {
      return monitor.during(action).stream()
          .filter(command -> command.name().equals(name))
          .filter(this::isOfSchemas)
          .count();
    }
  }

  /** Whether schemas are asked for or added; a renewal that finds them all there does neither. */
  private boolean isOfSchemas(ClientCommand command) {
    boolean isRenewal = command.name().equals("EVALSHA") && command.words().size() == 5;
    return command.words().contains(schemas) && !isRenewal;
  }

  @Test
  void get_entriesOfTheOtherRelease_areReadByNameOnBothSides() {
    Cache<Integer, Object> old = node(OLD, "old", false);
    Cache<Integer, Object> fresh = node(NEW, "new", false);
    old.put(1, order(OLD, 5));
    fresh.put(2, order(NEW, 6));

    assertThat(fresh.get(1))
        .hasToString("Order[note=null, id=5, lines=[Line[price=1, name=null]]]");
    assertThat(old.get(2)).hasToString("Order[id=6, lines=[Line[price=2]]]");
    assertThat(fresh.get(1).getClass().getClassLoader()).isSameAs(NEW);
  }

  @Test
  void get_readThroughOnBothSides_loadsEachKeyOnce() {
    Cache<Integer, Object> old = node(OLD, "old", true);
    Cache<Integer, Object> fresh = node(NEW, "new", true);

    for (int round = 0; round < 3; round++) {
      for (int key = 0; key < KEYS; key++) {
        Cache<Integer, Object> first = (key % 2 == 0) ? old : fresh;
        Cache<Integer, Object> second = (key % 2 == 0) ? fresh : old;
        assertThat(first.get(key)).isNotNull();
        assertThat(second.get(key)).isNotNull();
      }
    }

    assertThat(loads).hasValue(KEYS);
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "HEAP_REDIS"})
  void get_readThroughReleasesThatCannotReadEachOther_loadsEachKeyOnceOnEachNode(Stack stack) {
    Cache<Integer, Object> old = node(OLD, "old", true, builder -> builder.stack(stack));
    Cache<Integer, Object> strange =
        node(STRANGE, "strange", true, builder -> builder.stack(stack));

    for (int round = 0; round < 50; round++) {
      for (int key = 0; key < KEYS; key++) {
        Cache<Integer, Object> first = (key % 2 == 0) ? old : strange;
        Cache<Integer, Object> second = (key % 2 == 0) ? strange : old;
        assertThat(first.get(key)).isNotNull();
        assertThat(second.get(key)).isNotNull();
      }
    }

    // Two in a hundred reads: none after the first of each node.
    assertThat(loads).hasValue(2 * KEYS);
    assertThat(figures(old).getUnreplacedEntries()).isEqualTo(KEYS / 2);
    assertThat(figures(strange).getUnreplacedEntries()).isEqualTo(KEYS / 2);
  }

  private static EntresolStatisticsMXBean figures(Cache<?, ?> cache) {
    return cache.unwrap(EntresolStatisticsMXBean.class);
  }

  @Test
  void get_manyEntriesOfTheOtherRelease_asksForEachClassOnce() throws Exception {
    Cache<Integer, Object> old = node(OLD, "old", false);
    Cache<Integer, Object> fresh = node(NEW, "new", false);
    for (int key = 0; key < KEYS; key++) {
      old.put(key, order(OLD, key));
    }

    long asked =
        sent(
            "HMGET",
            () -> {
              for (int key = 0; key < KEYS; key++) {
                assertThat(fresh.get(key)).isNotNull();
              }
            });

    // The order, and the line in its list.
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void put_manyEntriesOfAClass_tellOfItWithTheFirst() throws Exception {
    Cache<Integer, Object> old = node(OLD, "old", false);

    long added =
        sent(
            "EVALSHA",
            () -> {
              for (int key = 0; key < KEYS; key++) {
                old.put(key, order(OLD, key));
              }
            });

    // With the first put; the first renewal of all makes sure of them once more.
    assertThat(added).isBetween(1L, 2L);
    assertThat(redis.number("HLEN", schemas)).isEqualTo(3);
    assertThat(sent("HMGET", () -> old.get(0))).isZero();
  }

  @Test
  void schemas_lost_areMadeAgainByWhoKnowsThem() {
    Cache<Integer, Object> old = node(OLD, "old", false);
    Cache<Integer, Object> fresh = node(NEW, "new", false);
    old.put(1, order(OLD, 5));
    redis.command("DEL", schemas);

    await().atMost(RENEWAL).until(() -> fresh.get(1) != null);
    assertThat(redis.number("HLEN", schemas)).isEqualTo(3);
  }

  /** Notes what was made. */
  private record Heard(Queue<Object> values) implements CacheEntryCreatedListener<Integer, Object> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends Object>> events) {
      events.forEach(event -> values.add(event.getValue()));
    }
  }

  @Test
  void listener_changeOfTheOtherRelease_hearsTheValueByName() {
    Cache<Integer, Object> old = node(OLD, "old", false, EventScope.CLUSTER);
    Cache<Integer, Object> fresh = node(NEW, "new", false, EventScope.CLUSTER);
    Queue<Object> values = new ConcurrentLinkedQueue<>();
    fresh.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<>(
            new FactoryBuilder.SingletonFactory<>(new Heard(values)), null, false, false));

    old.put(1, order(OLD, 5));

    await().atMost(RENEWAL).until(() -> !values.isEmpty());
    assertThat(values.peek())
        .hasToString("Order[note=null, id=5, lines=[Line[price=1, name=null]]]");
  }

  @Test
  void destroyCache_schemas_goWithTheCache() {
    Cache<Integer, Object> old = node(OLD, "old", false);
    old.put(1, order(OLD, 5));

    old.getCacheManager().destroyCache("orders");

    assertThat(redis.texts("KEYS", namespace + ":*")).isEqualTo(List.of());
  }
}

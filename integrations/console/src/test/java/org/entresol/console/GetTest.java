package org.entresol.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import org.entresol.Compression;
import org.entresol.EntresolCache;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The look-up of one key. */
@Tag("server")
class GetTest {

  private static final String ADDRESS = RedisServers.shared().address();
  private static final AtomicInteger LOADED = new AtomicInteger();

  private final String namespace = "get-" + UUID.randomUUID();
  private final Fleet fleet = Fleet.at(ADDRESS, namespace);

  /** A class of the application, which tells when it is initialized. */
  record Customer(String name) implements Serializable {
    static {
      LOADED.incrementAndGet();
    }
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private CommandRun get(String cache, String key) {
    return CommandRun.of("get", ADDRESS, cache, key, "--namespace", namespace, "--json");
  }

  private static JsonNode only(CommandRun run) {
    assertThat(run.json().get("entries")).as(run.err()).hasSize(1);
    return run.json().get("entries").get(0);
  }

  @Test
  void get_text_showsItAndWhereItLies() {
    EntresolCache<String, String> cache =
        fleet
            .node()
            .createCache(
                "texts",
                Fleet.near(String.class, String.class)
                    .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10)))
                    .build());
    cache.put("a b", "hello");

    CommandRun run = get("texts", "a b");

    JsonNode entry = only(run);
    assertThat(run.code()).isZero();
    assertThat(entry.get("value").asText()).isEqualTo("hello");
    assertThat(entry.get("readable").asBoolean()).isTrue();
    assertThat(entry.get("key").asText()).isEqualTo("s:a b");
    assertThat(entry.get("redisKey").asText())
        .startsWith(namespace + ":{texts:")
        .endsWith("}:e:s:a b");
    assertThat(entry.get("restMillis").asLong()).isBetween(500_000L, 600_000L);
    assertThat(entry.get("created").isNull()).isTrue();
    assertThat(entry.get("ageMillis").isNull()).isTrue();
    assertThat(entry.get("memoryBytes").asLong()).isPositive();
    assertThat(entry.get("sequence").asLong()).isPositive();
    assertThat(entry.get("tags")).isEmpty();
  }

  @Test
  void get_forPeople_tellsValueAndEnd() {
    fleet.texts("texts").put("k", "hello\u001b[2J");

    assertThat(CommandRun.of("get", ADDRESS, "texts", "k", "-n", namespace).out())
        .contains("value      hello\\u001b[2J")
        .contains("expires    never")
        .doesNotContain("\u001b");
  }

  @Test
  void get_numberAndUuid_areFoundByTheirTexts() {
    UUID uuid = UUID.randomUUID();
    EntresolCache<Object, String> cache =
        fleet.node().createCache("any", Fleet.near(Object.class, String.class).build());
    cache.put(42, "int");
    cache.put(43L, "long");
    cache.put(uuid, "uuid");
    cache.put("i:44", "text");

    assertThat(only(get("any", "42")).get("value").asText()).isEqualTo("int");
    assertThat(only(get("any", "l:43")).get("value").asText()).isEqualTo("long");
    assertThat(only(get("any", uuid.toString())).get("value").asText()).isEqualTo("uuid");
    assertThat(only(get("any", "i:44")).get("value").asText()).isEqualTo("text");
  }

  @Test
  void get_textAndNumberOfOneText_showsBoth() {
    EntresolCache<Object, String> cache =
        fleet.node().createCache("any", Fleet.near(Object.class, String.class).build());
    cache.put(42, "int");
    cache.put("42", "text");

    assertThat(get("any", "42").json().get("entries").findValuesAsText("value"))
        .containsExactly("text", "int");
  }

  @Test
  void get_valuesOfTheJdk_areRead() {
    EntresolCache<String, Object> cache =
        fleet.node().createCache("values", Fleet.near(String.class, Object.class).build());
    cache.put("list", List.of(1, "two", Map.of("three", 3L)));
    cache.put("ints", new int[] {1, 2});

    assertThat(only(get("values", "list")).get("value").asText()).isEqualTo("[1, two, {three=3}]");
    assertThat(only(get("values", "ints")).get("value").asText()).isEqualTo("[1, 2]");
  }

  @Test
  void get_compressedValue_isRead() {
    EntresolCache<String, String> cache =
        fleet
            .node()
            .createCache(
                "packed",
                Fleet.near(String.class, String.class).compress(Compression.DEFLATE).build());
    cache.put("k", "x".repeat(5000));

    assertThat(only(get("packed", "k")).get("value").asText()).isEqualTo("x".repeat(5000));
  }

  @Test
  void get_valueOfTheApplication_loadsNoClassAndNamesIt() {
    EntresolCache<String, Customer> cache =
        fleet.node().createCache("customers", Fleet.near(String.class, Customer.class).build());
    cache.put("k", new Customer("Anna"));
    int loaded = LOADED.get();

    JsonNode entry = only(get("customers", "k"));

    assertThat(entry.get("readable").asBoolean()).isFalse();
    assertThat(entry.get("value").asText()).contains("Customer");
    assertThat(entry.get("payloadHex").asText()).isNotEmpty();
    assertThat(LOADED).hasValue(loaded);
  }

  @Test
  void get_noEntry_endsWithOne() {
    EntresolCache<String, String> unused = fleet.texts("texts");

    CommandRun run = get("texts", "absent");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.json().get("entries")).isEmpty();
    assertThat(CommandRun.of("get", ADDRESS, "texts", "absent", "-n", namespace).out())
        .contains("no entry of s:absent");
  }

  @Test
  void get_entryBelowTheFloor_isNone() {
    EntresolCache<String, String> cache = fleet.texts("texts");
    cache.put("k", "v");
    cache.clear();

    assertThat(get("texts", "k").code()).isEqualTo(1);
  }

  @Test
  void get_unknownCache_namesThoseThereAre() {
    EntresolCache<String, String> unused = fleet.texts("texts");

    CommandRun run = get("text", "k");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("'text'", namespace + ":texts");
  }

  @Test
  void get_cacheOfSeveralVersions_needsOne() {
    for (int version = 1; version <= 2; version++) {
      EntresolCache<String, String> cache =
          fleet
              .node()
              .createCache(
                  "versioned", Fleet.near(String.class, String.class).version(version).build());
      cache.put("k", "v" + version);
    }

    assertThat(get("versioned", "k").err()).contains("versioned%v1", "versioned%v2");
    assertThat(only(get("versioned%v2", "k")).get("value").asText()).isEqualTo("v2");
  }

  @Test
  void get_nameThatIsOneCacheAndAVersionOfAnother_isRefused() {
    fleet.texts("a%v2").put("k", "v");
    assertThat(only(get("a%v2", "k")).get("value").asText()).isEqualTo("v");
    EntresolCache<String, String> unused =
        fleet.node().createCache("a", Fleet.near(String.class, String.class).version(2).build());

    CommandRun run = get("a%v2", "k");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("several caches 'a%v2'");
  }

  @Test
  void get_cacheOfSeveralNamespaces_needsOne() {
    fleet.texts("both").put("k", "here");
    try (Fleet others = Fleet.at(ADDRESS, namespace + "-b")) {
      others.texts("both").put("k", "there");

      CommandRun run = CommandRun.of("get", ADDRESS, "both", "k", "--json");

      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("--namespace");
      assertThat(only(get("both", "k")).get("value").asText()).isEqualTo("here");
    }
  }

  @Test
  void get_entryThatIsKeptForStaleReads_saysSo() {
    EntresolCache<String, String> cache =
        fleet
            .node()
            .createCache(
                "stale",
                Fleet.near(String.class, String.class)
                    .loader(() -> new Texts())
                    .readThrough(true)
                    .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 50)))
                    .load(to -> to.staleIfError(java.time.Duration.ofHours(1)))
                    .build());
    cache.put("k", "v");

    await()
        .untilAsserted(
            () -> assertThat(only(get("stale", "k")).get("restMillis").asLong()).isNegative());
    assertThat(CommandRun.of("get", ADDRESS, "stale", "k", "-n", namespace).out())
        .containsPattern("expires .* ago: stale");
  }

  /** A source that has all. */
  private static final class Texts implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      return key;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> all = new HashMap<>();
      keys.forEach(key -> all.put(key, key));
      return all;
    }
  }
}

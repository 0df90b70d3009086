package org.entresol.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.Stack;
import org.entresol.WriteMode;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of the database that meet loads and writes of the application. */
@Tag("server")
class RaceTest {
  private final TestDatabase database = new TestDatabase().withCustomers();

  /** Reads the database, and then waits before it hands over what it has read. */
  private final class SlowLoader implements CacheLoader<String, String> {
    private final CountDownLatch hasRead = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public String load(String key) {
      String read = database.name(key);
      hasRead.countDown();
      try {
        assertThat(go.await(1, TimeUnit.MINUTES)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return requireNonNull(read);
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new ConcurrentHashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  private Node open(Path folder, String source) {
    return new Node(
        folder, Node.sharedYaml(database, database.url(), source, RedisServers.shared().address()));
  }

  @ParameterizedTest
  @CsvSource({"HEAP, notify", "HEAP_REDIS, notify", "HEAP_REDIS, slot"})
  void load_thatReadBeforeTheChange_isNotStored(Stack stack, String source, @TempDir Path folder)
      throws Exception {
    SlowLoader loader = new SlowLoader();
    try (Node node = open(folder, source)) {
      EntresolCache<String, String> customers =
          node.manager()
              .createCache(
                  "customers",
                  EntresolConfiguration.builder(String.class, String.class)
                      .stack(stack)
                      .loader(() -> loader)
                      .readThrough(true)
                      .build());
      node.awaitFollowing();
      long before = node.feed().getInvalidatedKeys();
      CompletableFuture<String> load = CompletableFuture.supplyAsync(() -> customers.get("7"));
      assertThat(loader.hasRead.await(1, TimeUnit.MINUTES)).isTrue();

      database.run("UPDATE customers SET name = 'new' WHERE id = 7");
      await().until(() -> node.feed().getInvalidatedKeys() > before);
      loader.go.countDown();
      load.get(1, TimeUnit.MINUTES);

      assertThat(customers.get("7")).isEqualTo("new");
    }
  }

  /** Remembers what was written. */
  private static final class Ledger implements CacheWriter<String, String> {
    private final Map<String, String> written = new ConcurrentHashMap<>();

    @Override
    public void write(Cache.Entry<? extends String, ? extends String> entry) {
      written.put(entry.getKey(), entry.getValue());
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
      entries.forEach(this::write);
    }

    @Override
    public void delete(Object key) {
      written.put((String) key, "deleted");
    }

    @Override
    public void deleteAll(Collection<?> keys) {
      keys.forEach(this::delete);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Stack.class,
      names = {"HEAP", "HEAP_REDIS"})
  void pendingWrite_ofAChangedRow_staysAndWins(Stack stack, @TempDir Path folder) {
    Ledger ledger = new Ledger();
    try (Node node = open(folder, "notify")) {
      EntresolCache<String, String> customers =
          node.manager()
              .createCache(
                  "customers",
                  EntresolConfiguration.builder(String.class, String.class)
                      .stack(stack)
                      .writer(() -> ledger)
                      .writeThrough(true)
                      .loader(() -> new Instant(database))
                      .readThrough(true)
                      .write(write -> write.mode(WriteMode.BEHIND).delay(Duration.ofMinutes(10)))
                      .build());
      node.awaitFollowing();
      customers.put("7", "mine");
      long before = node.feed().getInvalidatedKeys();

      database.run("UPDATE customers SET name = 'theirs' WHERE id = 7");
      await().until(() -> node.feed().getInvalidatedKeys() > before);

      assertThat(customers.get("7")).isEqualTo("mine");
      assertThat(ledger.written).isEmpty();
      customers.flush();
      assertThat(ledger.written).isEqualTo(Map.of("7", "mine"));
    }
  }

  /** Reads the database. */
  private record Instant(TestDatabase database) implements CacheLoader<String, String> {
    @Override
    public String load(String key) {
      return requireNonNull(database.name(key));
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new ConcurrentHashMap<>();
      keys.forEach(key -> loaded.put(key, load(key)));
      return loaded;
    }
  }

  /** A mapping must not lead back to the source of record: that would delete what it tells of. */
  @Test
  void change_ofACacheThatWritesThrough_isNotWritten(@TempDir Path folder) {
    Ledger ledger = new Ledger();
    try (Node node = open(folder, "notify")) {
      EntresolCache<String, String> customers =
          node.manager()
              .createCache(
                  "customers",
                  EntresolConfiguration.builder(String.class, String.class)
                      .writer(() -> ledger)
                      .writeThrough(true)
                      .build());
      node.awaitFollowing();
      customers.put("7", "mine");

      database.run("DELETE FROM customers WHERE id = 7");
      await().until(() -> customers.get("7") == null);
      customers.put("8", "mine");
      database.run("TRUNCATE customers");
      await().until(() -> customers.get("8") == null);

      assertThat(ledger.written).isEqualTo(Map.of("7", "mine", "8", "mine"));
    }
  }
}

package org.entresol.postgres;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.cache.integration.CacheLoader;
import org.entresol.EntresolConfiguration;
import org.entresol.testing.RedisServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds of random changes by SQL, while four nodes read: after the bound nothing is stale. */
@Tag("server")
class RoundsTest {
  private static final int ROUNDS = 20;
  private static final int NODES = 4;
  private static final int KEYS = 30;

  /** Else the readers would leave nobody else any time. */
  private static final long PACE = 500_000;

  private static final Duration BOUND = Duration.ofSeconds(10);

  private final TestDatabase database = new TestDatabase().withCustomers();
  private final Random random = new Random(17);
  private volatile boolean ended;

  /** Reads the database, over one connection; a customer who is not there is nobody. */
  private static final class Customers implements CacheLoader<String, String>, AutoCloseable {
    private final Connection connection;

    Customers(TestDatabase database) {
      this.connection = database.connect();
    }

    @Override
    public @Nullable String load(String key) {
      return loadAll(List.of(key)).get(key);
    }

    @Override
    public synchronized Map<String, String> loadAll(Iterable<? extends String> keys) {
      Map<String, String> loaded = new HashMap<>();
      try (Statement query = connection.createStatement();
          ResultSet found =
              query.executeQuery(
                  "SELECT id::text, name FROM customers WHERE id IN ("
                      + String.join(", ", keys)
                      + ")")) {
        while (found.next()) {
          loaded.put(found.getString(1), found.getString(2));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return loaded;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private Node open(Path folder, String source) {
    Node node =
        new Node(
            folder,
            Node.sharedYaml(database, database.url(), source, RedisServers.shared().address()));
    node.manager()
        .createCache(
            "customers",
            EntresolConfiguration.builder(String.class, String.class)
                .loader(() -> new Customers(database))
                .readThrough(true)
                .build());
    return node;
  }

  private String statement(int round) {
    int id = 1 + random.nextInt(KEYS);
    return switch (random.nextInt(8)) {
      case 0 -> "DELETE FROM customers WHERE id = " + id;
      case 1 ->
          "INSERT INTO customers VALUES (%d, 'i%d') ON CONFLICT DO NOTHING".formatted(id, round);
      case 2 -> "UPDATE customers SET id = id + 5000 WHERE id = " + id;
      case 3 -> "UPDATE customers SET name = 'all %d' WHERE id <= 600".formatted(round);
      case 4 -> "UPDATE customers SET name = 'some %d' WHERE id %% 7 = %d".formatted(round, id % 7);
      default -> "UPDATE customers SET name = 'u%d' WHERE id = %d".formatted(round, id);
    };
  }

  private void read(Node node) {
    while (!ended) {
      node.customers().get("" + (1 + ThreadLocalRandom.current().nextInt(KEYS)));
      LockSupport.parkNanos(PACE);
    }
  }

  private void assertFresh(List<Node> nodes, Customers customers) {
    Map<String, String> names = customers.loadAll(ids());
    for (Node node : nodes) {
      assertThat(node.customers().getAll(ids())).isEqualTo(names);
    }
  }

  private static Set<String> ids() {
    return IntStream.rangeClosed(1, KEYS).mapToObj(String::valueOf).collect(toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"notify", "slot"})
  void changes_whileFourNodesRead_areSeenByAllWithinTheBound(String source, @TempDir Path folder)
      throws Exception {
    List<Node> nodes = new ArrayList<>();
    ExecutorService readers = Executors.newFixedThreadPool(NODES);
    try (Customers customers = new Customers(database);
        Connection writer = database.connect();
        Statement writing = writer.createStatement()) {
      for (int i = 0; i < NODES; i++) {
        nodes.add(open(folder, source));
      }
      // Whoever leads follows for all.
      await().until(() -> nodes.stream().anyMatch(Node::isFollowing));
      List<Future<?>> reading = new ArrayList<>();
      nodes.forEach(node -> reading.add(readers.submit(() -> read(node))));
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < 5; i++) {
          writing.execute(statement(round));
        }
        await().atMost(BOUND).untilAsserted(() -> assertFresh(nodes, customers));
      }
      ended = true;
      for (Future<?> each : reading) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      ended = true;
      readers.shutdown();
      nodes.forEach(Node::close);
    }
  }
}

package org.entresol.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.entresol.testing.RedisServer;

/** The command for what runs against Redis: prints a table, line by line, and keeps it. */
final class RedisMain {
  /** The property that names a server; without it one is started, and ended again. */
  static final String ADDRESS = "entresol.benchmark.redis";

  private static final List<RedisPeer> FAR =
      List.of(
          RedisPeer.BARE,
          RedisPeer.ENTRESOL_REDIS,
          RedisPeer.ENTRESOL_NEAR,
          RedisPeer.REDISSON_JCACHE);

  private RedisMain() {}

  /** Measures everything, with a number of rounds. */
  static void run(Path directory, int rounds) throws IOException {
    RedisReport report = new RedisReport();
    onServer(
        address -> {
          for (RedisScenario scenario : scenarios()) {
            System.out.print(
                report.add(
                    scenario, new RedisTurns(3_000, 250, rounds).measure(scenario, address)));
          }
        });
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("redis.md"), report.markdown());
    System.out.print(report.markdown());
  }

  /** Near hits come first, while this JVM has compiled nothing but our own cache. */
  static List<RedisScenario> scenarios() {
    List<Payload<?>> payloads = List.of(Payload.STRING, Payload.CUSTOMER);
    List<RedisScenario> scenarios = new ArrayList<>();
    List<RedisPeer> near = List.of(RedisPeer.HEAP, RedisPeer.ENTRESOL_NEAR);
    for (int threads : new int[] {1, 16}) {
      for (Payload<?> payload : payloads) {
        scenarios.add(new RedisScenario(RedisOperation.GET, payload, threads, near));
      }
    }
    for (RedisOperation operation : RedisOperation.values()) {
      for (Payload<?> payload : payloads) {
        for (int threads : new int[] {1, 16}) {
          scenarios.add(new RedisScenario(operation, payload, threads, FAR));
        }
      }
    }
    return scenarios;
  }

  /** Does something on the server of the property, or on one of its own. */
  static void onServer(ServerTask task) {
    String address = System.getProperty(ADDRESS, "");
    if (!address.isEmpty()) {
      task.run(address);
      return;
    }
    try (RedisServer server = RedisServer.start()) {
      task.run(server.address());
    }
  }

  /** What is done on a server. */
  @FunctionalInterface
  interface ServerTask {
    void run(String address);
  }
}

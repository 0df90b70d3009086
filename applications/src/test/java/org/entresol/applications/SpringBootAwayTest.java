package org.entresol.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.entresol.testing.RedisServer;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes of an application that go on while Redis is away, and when it is back. */
@Tag("processes")
final class SpringBootAwayTest {

  private static final int THINGS = 4;

  /** Two ticks of the repair task, in which a lost message is found out, and a little. */
  private static final Duration NEAR_BOUND = Duration.ofMillis(2500);

  private static Server database;

  @TempDir Path directory;

  @BeforeAll
  static void startDatabase() throws SQLException {
    database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
  }

  @AfterAll
  static void stopDatabase() {
    database.stop();
  }

  @ParameterizedTest
  @CsvSource({"THIS, heap+redis", "NEXT, redis"})
  void requests_whileRedisIsAwayAndAfter_neverFailAndReadNothingOutdated(
      Generation libraries, String stack) {
    String url =
        "jdbc:h2:tcp://localhost:%d/mem:%s;DB_CLOSE_DELAY=-1"
            .formatted(database.getPort(), UUID.randomUUID());
    Duration bound = stack.equals("redis") ? Duration.ZERO : NEAR_BOUND;
    try (RedisServer redis = RedisServer.start("appendonly yes")) {
      String caches = new Caches(directory).uriWithout(redis, stack);
      try (Shop one = new Shop(libraries, url, caches)) {
        one.post("fill/" + THINGS);
        redis.kill();
        // This one begins without Redis.
        try (Shop two = new Shop(libraries, url, caches);
            Customers customers = new Customers(List.of(one, two), THINGS)) {
          Outages outages = new Outages(List.of(one, two), customers, bound);
          outages.goOn();
          outages.end(redis::restart);
          outages.begin(redis::kill);
          outages.end(redis::restartEmpty);
          outages.begin(redis::pause);
          outages.end(redis::resume);
          outages.reviseAll(redis::pause, redis::resume);
          assertThat(customers.complaints()).isEmpty();
        }
      }
    }
  }
}

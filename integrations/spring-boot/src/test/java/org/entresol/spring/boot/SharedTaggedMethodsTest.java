package org.entresol.spring.boot;

import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Tags that annotated methods say, in the heap and in Redis. */
@Tag("server")
final class SharedTaggedMethodsTest extends TaggedMethodsContract {
  private static RedisServer redis;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Override
  String[] properties() {
    return new String[] {"spring.data.redis.url=" + redis.address()};
  }
}

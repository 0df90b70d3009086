package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.assertj.core.api.AbstractThrowableAssert;
import org.entresol.jcache.Crew;
import org.entresol.jcache.Crew.Task;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long the opening and the closing of a manager may take. */
@Tag("processes")
final class ConnectTimeoutTest {
  /** Far more than what was asked for, and far less than what Redisson would take. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private final RedisServer server = RedisServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static Duration time(Runnable action) {
    long begin = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(String address) {
    try (Node node = Node.on(address, "connect-timeout", "700ms")) {
      return assertThatThrownBy(() -> node.open("c", Node.texts()))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining(address)
          .hasMessageContaining("Redis cannot be reached");
    }
  }

  private static void assertShallow(Throwable failure) {
    assertThat(failure).cause().cause().hasNoCause();
  }

  @Test
  void cache_overTlsToAPlainServer_isRefusedInTime() {
    Duration took =
        time(
            () ->
                assertRefused(server.address().replace("redis://", "rediss://"))
                    .satisfies(ConnectTimeoutTest::assertShallow));

    assertThat(took).isLessThan(SOON);
  }

  @Test
  void cache_ofAServerThatDoesNotAnswer_isRefusedInTime() {
    server.pause();

    Duration took =
        time(
            () ->
                assertRefused(server.address())
                    .hasMessageContaining("connect-timeout")
                    .satisfies(ConnectTimeoutTest::assertShallow));

    assertThat(took).isLessThan(SOON);
  }

  @Test
  void operation_underWayWhileTheManagerCloses_isAnIllegalState() {
    Node node = Node.on(server.address(), "command-timeout", "5m", "defaults.stack", "redis");
    Cache<String, String> cache = node.open("c", Node.texts());
    cache.put("a", "1");
    server.pause();
    Task<Throwable> reading = Crew.start(() -> failureOf(() -> cache.get("a")));
    Task<Throwable> writing =
        Crew.start(
            () ->
                failureOf(
                    () -> {
                      cache.put("a", "2");
                      return "";
                    }));
    Crew.until(() -> waiting() >= 2);

    Duration closing = time(node::close);

    assertThat(reading.result()).isInstanceOf(IllegalStateException.class);
    assertThat(writing.result()).isInstanceOf(IllegalStateException.class);
    assertThat(closing).isLessThan(SOON);
  }

  /** The threads that wait for an answer of Redis on behalf of this test's operations. */
  private static long waiting() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> !entry.getKey().getName().startsWith("entresol"))
        .filter(
            entry ->
                java.util.Arrays.stream(entry.getValue())
                    .anyMatch(frame -> frame.getClassName().endsWith("RedisConnection")))
        .count();
  }

  private static Throwable failureOf(Callable<?> operation) {
    try {
      return new AssertionError("no failure but " + operation.call());
    } catch (Exception e) {
      return e;
    }
  }

  @Test
  void program_withoutClose_endsAllTheSame() {
    try (JvmProcess program = JvmProcess.start(Forgetful.class, server.address())) {
      program.awaitLine("used"::equals, Duration.ofMinutes(1));

      assertThat(program.awaitExit(Duration.ofMinutes(1))).isZero();
    }
  }

  /** A program that never closes its manager. */
  static final class Forgetful {
    private Forgetful() {}

    public static void main(String[] arguments) {
      CacheManager manager = Node.on(arguments[0], "connect-timeout", "1m").manager();
      Cache<String, String> cache = manager.createCache("c", Node.texts());
      cache.put("a", "1");
      if (cache.get("a").equals("1")) {
        System.out.println("used");
      }
    }
  }
}

package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.entresol.fixtures.LogLines;
import org.entresol.stats.Beans;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the log is told of a Redis that goes away and comes back, and of a silent subscription. */
@Tag("server")
class ToldTest {
  private static final String[] IMPATIENT = {
    "command-timeout", "300ms", "breaker.failures", "2", "breaker.pause", "100ms"
  };
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PACKAGE = "org.entresol.tier.redis.";

  @RegisterExtension private final LogLines contact = new LogLines(PACKAGE + "Contact");
  @RegisterExtension private final LogLines node = new LogLines(PACKAGE + "RedisNode");

  @RegisterExtension private final LogLines subscription = new LogLines(PACKAGE + "Echo");

  private final RedisServer server = RedisServer.start();
  private final ChaosProxy proxy = ChaosProxy.before(server);

  @AfterEach
  void stop() {
    proxy.close();
    server.close();
  }

  private static boolean put(Cache<String, String> cache) {
    try {
      cache.put("a", "1");
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  @Test
  void redis_pausedWhileManyCallsAreRefused_isAwayRefusedAndBackOnceEach() {
    try (Node some = Node.on(server.address(), IMPATIENT)) {
      Cache<String, String> one = some.open("one", Node.texts().setStatisticsEnabled(true));
      Cache<String, String> two = some.open("two", Node.texts());
      server.pause();
      await().atMost(LONG).until(() -> contact.warnings() == 2);

      IntStream.range(0, 5_000).forEach(i -> assertThat(put(i % 2 == 0 ? one : two)).isFalse());
      assertThat(contact.warnings()).as("away and refused").isEqualTo(2);
      assertThat(contact.notes()).isZero();
      assertThat(Beans.statistics("one").getRefusedCalls()).isGreaterThan(2_400L);

      server.resume();
      await().atMost(LONG).until(() -> put(one) && put(two));
      await("back").atMost(LONG).until(() -> contact.notes() == 1);
      assertThat(contact.warnings()).isEqualTo(2);
      assertThat(node.warnings()).as("the same server").isZero();
      assertThat(subscription.warnings()).as("not the subscription's fault").isZero();
      assertThat(Beans.statistics("one").getSilentSubscriptions()).isZero();
    }
  }

  @Test
  void redis_restarted_isAWarningOnce() {
    try (Node some = Node.on(server.address(), IMPATIENT)) {
      Cache<String, String> cache = some.open("c", Node.texts());
      server.kill();
      server.restartEmpty();

      await().atMost(LONG).until(() -> node.warnings() > 0);
      await().atMost(LONG).until(() -> put(cache));
      assertThat(node.warnings()).isEqualTo(1);
      assertThat(node.traces()).isZero();
    }
  }

  @Test
  void subscription_silentForAWhile_isToldOnceAndThatItIsHeardAgain() {
    try (Node some = Node.on(proxy.address(), "command-timeout", "5s")) {
      Cache<String, String> cache = some.open("c", Node.texts().setStatisticsEnabled(true));
      cache.put("a", "1");
      proxy.swallowPublished(true);

      await().atMost(LONG).until(() -> subscription.warnings() == 1);
      long before = proxy.swallowed();
      await().atMost(LONG).until(() -> proxy.swallowed() >= before + 3);
      assertThat(subscription.warnings()).isEqualTo(1);

      proxy.swallowPublished(false);
      await().atMost(LONG).until(() -> subscription.notes() == 1);
      assertThat(subscription.warnings()).isEqualTo(1);
      assertThat(Beans.statistics("c").getSilentSubscriptions()).isEqualTo(1);
      assertThat(contact.warnings()).isZero();
    }
  }
}

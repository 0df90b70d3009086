package org.entresol.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads under way on a connection that dies. */
@Tag("server")
final class KilledConnectionTest {
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);

  private final RedisServer server = RedisServers.shared();
  private final ChaosProxy proxy = ChaosProxy.before(server);
  private final Node node =
      Node.on(proxy.address(), "namespace", "killed-connection", "defaults.stack", "redis");

  @AfterEach
  void close() {
    node.close();
    proxy.close();
  }

  @Test
  void get_replyLost_isRepeatedWithinTheBound() {
    Cache<String, String> cache = node.open("lost", Node.texts());
    cache.put("a", "1");
    AtomicLong longest = new AtomicLong();

    for (int round = 0; round < 3; round++) {
      proxy.dropNextReply("MGET");
      measure(longest, cache);
    }

    assertThat(Duration.ofNanos(longest.get())).isLessThan(COMMAND_TIMEOUT);
  }

  @Test
  void get_connectionsCutWhileUnderWay_isRepeatedWithinTheBound() {
    Cache<String, String> cache = node.open("cut", Node.texts());
    cache.put("a", "1");
    AtomicLong longest = new AtomicLong();

    for (int round = 0; round < 5; round++) {
      proxy.cut();
      measure(longest, cache);
    }

    assertThat(Duration.ofNanos(longest.get())).isLessThan(COMMAND_TIMEOUT);
  }

  private static void measure(AtomicLong longest, Cache<String, String> cache) {
    long begin = System.nanoTime();
    assertThat(cache.get("a")).isEqualTo("1");
    longest.accumulateAndGet(System.nanoTime() - begin, Math::max);
  }
}

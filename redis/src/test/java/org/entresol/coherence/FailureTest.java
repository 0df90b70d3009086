package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users see while their Redis is gone, stopped or slow, and when it is back. */
@Tag("server")
final class FailureTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** A tenth of it is configured: the order of magnitude counts, whatever the machine. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** With the breaker open nothing is waited for, so that hundreds of calls take no longer. */
  private static final int MANY = 500;

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final ChaosProxy proxy = nodes.proxy(server);
  private final Node node =
      nodes.node(
          proxy.address(),
          "command-timeout",
          "500ms",
          "breaker.failures",
          "3",
          "breaker.pause",
          "500ms");

  private final Cache<String, String> cache = node.cache();

  @BeforeEach
  void fill() {
    cache.put("near", "value");
    assertThat(cache.get("near")).isEqualTo("value");
  }

  private static void assertFailsSoon(ThrowingCallable call) {
    long begin = System.nanoTime();
    assertThatExceptionOfType(CacheException.class).isThrownBy(call);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
  }

  /** Each call that needs Redis, so that one of them that waits is named by its line. */
  private void assertAllElseFailsSoon() {
    assertFailsSoon(() -> cache.get("far"));
    assertFailsSoon(() -> cache.getAll(Set.of("far", "farther")));
    assertFailsSoon(() -> cache.containsKey("far"));
    assertFailsSoon(() -> cache.put("far", "value"));
    assertFailsSoon(() -> cache.putAll(Map.of("far", "value", "farther", "value")));
    assertFailsSoon(() -> cache.putIfAbsent("far", "value"));
    assertFailsSoon(() -> cache.replace("far", "value"));
    assertFailsSoon(() -> cache.replace("far", "value", "other"));
    assertFailsSoon(() -> cache.getAndPut("far", "value"));
    assertFailsSoon(() -> cache.remove("far"));
    assertFailsSoon(() -> cache.removeAll(Set.of("far")));
    assertFailsSoon(() -> cache.invoke("far", (entry, arguments) -> entry.getValue()));
    assertFailsSoon(cache::removeAll);
    assertFailsSoon(cache::clear);
    assertFailsSoon(() -> List.of(cache.iterator().next()));
  }

  private void assertManyFailSoon() {
    await().atMost(LONG).until(() -> refusesAtOnce());
    assertFailsSoon(
        () -> {
          for (int i = 0; i < MANY; i++) {
            int number = i;
            assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.get("far" + number));
          }
          cache.get("far");
        });
  }

  private boolean refusesAtOnce() {
    try {
      cache.get("far");
      return false;
    } catch (CacheException e) {
      return String.valueOf(e.getMessage()).contains("refused");
    }
  }

  private void assertWorksAgain() {
    await().atMost(LONG).ignoreExceptions().untilAsserted(() -> cache.put("far", "again"));
    assertThat(cache.get("far")).isEqualTo("again");
    assertThat(cache.get("farther")).isNull();
    cache.clear();
    await().atMost(LONG).until(() -> cache.get("near") == null);
  }

  @Test
  void calls_serverKilled_failSoonButForNearHits() {
    server.kill();

    assertThat(cache.get("near")).isEqualTo("value");
    assertAllElseFailsSoon();
  }

  @Test
  void calls_serverKilledForLonger_failAtOnce() {
    server.kill();

    assertManyFailSoon();
  }

  @Test
  void calls_serverKilledAndRestarted_workAgain() {
    server.kill();
    assertFailsSoon(() -> cache.put("far", "value"));

    server.restartEmpty();

    assertWorksAgain();
  }

  @Test
  void calls_serverPaused_failSoonButForNearHits() {
    server.pause();

    assertThat(cache.get("near")).isEqualTo("value");
    assertAllElseFailsSoon();
  }

  @Test
  void calls_serverPausedForLonger_failAtOnce() {
    server.pause();

    assertManyFailSoon();
    assertThat(cache.get("near")).isEqualTo("value");
  }

  @Test
  void calls_serverPausedAndResumed_workAgain() {
    server.pause();
    assertManyFailSoon();

    server.resume();

    assertWorksAgain();
  }

  @Test
  void calls_networkSlowerThanTheTimeout_failSoonButForNearHits() {
    proxy.delay(Duration.ofSeconds(2));

    assertThat(cache.get("near")).isEqualTo("value");
    assertFailsSoon(() -> cache.get("far"));
    assertFailsSoon(() -> cache.put("far", "value"));

    proxy.delay(Duration.ZERO);
    assertWorksAgain();
  }

  @Test
  void calls_networkSlowButFasterThanTheTimeout_work() {
    proxy.delay(Duration.ofMillis(50));

    cache.put("far", "value");
    cache.put("far", "other");

    assertThat(cache.get("far")).isEqualTo("other");
    assertThat(cache.get("farther")).isNull();
  }

  @Test
  void calls_connectionsCutAndRefused_failSoonAndWorkAgain() {
    proxy.refuse(true);
    proxy.cut();

    assertThat(cache.get("near")).isEqualTo("value");
    assertAllElseFailsSoon();

    proxy.refuse(false);
    assertWorksAgain();
  }

  @Test
  void put_serverPausedAndResumed_isSeenWhateverCameOfTheFirst() {
    server.pause();
    assertFailsSoon(() -> cache.put("near", "unknown"));
    server.resume();

    await().atMost(LONG).ignoreExceptions().until(() -> cache.get("near") != null);
    await().atMost(LONG).ignoreExceptions().untilAsserted(() -> cache.put("near", "last"));
    assertThat(cache.get("near")).isEqualTo("last");
  }
}

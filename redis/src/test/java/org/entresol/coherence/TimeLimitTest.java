package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.assertj.core.api.SoftAssertions;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a call waits for a server that does not answer, with nothing but its own limit. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@Tag("server")
final class TimeLimitTest {
  /** The configured time and much for a busy machine, but less than Redisson would wait. */
  private static final Duration SOON = Duration.ofSeconds(5);

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final Node node =
      nodes.node(server.address(), "command-timeout", "300ms", "breaker.failures", "1000000");

  private final Cache<String, String> cache = node.cache();

  private Map<String, Runnable> calls() {
    return Map.ofEntries(
        Map.entry("get", () -> cache.get("far")),
        Map.entry("getAll", () -> cache.getAll(Set.of("far", "farther"))),
        Map.entry("containsKey", () -> cache.containsKey("far")),
        Map.entry("put", () -> cache.put("far", "value")),
        Map.entry("putAll", () -> cache.putAll(Map.of("far", "value", "farther", "value"))),
        Map.entry("putIfAbsent", () -> cache.putIfAbsent("far", "value")),
        Map.entry("replace", () -> cache.replace("far", "value", "other")),
        Map.entry("getAndRemove", () -> cache.getAndRemove("far")),
        Map.entry("removeAll(keys)", () -> cache.removeAll(Set.of("far"))),
        Map.entry("invoke", () -> cache.invoke("far", (entry, arguments) -> entry.getValue())),
        Map.entry("removeAll", cache::removeAll),
        Map.entry("clear", cache::clear),
        Map.entry("iterator", () -> List.of(cache.iterator().next())),
        Map.entry(
            "createCache",
            () ->
                node.manager()
                    .createCache("other", new MutableConfiguration<String, String>())
                    .getName()));
  }

  private static Duration time(Runnable call) {
    long begin = System.nanoTime();
    call.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void eachCall_serverPaused_failsSoon() {
    server.pause();

    SoftAssertions softly = new SoftAssertions();
    calls()
        .forEach(
            (name, call) ->
                softly
                    .assertThat(
                        time(
                            () ->
                                assertThatExceptionOfType(CacheException.class)
                                    .as(name)
                                    .isThrownBy(call::run)))
                    .as(name)
                    .isLessThan(SOON));
    softly.assertAll();
  }

  @Test
  void destroyCache_serverPaused_failsSoon() {
    server.pause();

    assertThat(
            time(
                () ->
                    assertThatExceptionOfType(CacheException.class)
                        .isThrownBy(() -> node.manager().destroyCache(Node.CACHE))))
        .isLessThan(SOON);
  }
}

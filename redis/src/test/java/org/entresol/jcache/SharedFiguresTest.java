package org.entresol.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheException;
import org.assertj.core.data.Percentage;
import org.entresol.EntresolCache;
import org.entresol.EntresolCacheManager;
import org.entresol.EntresolConfiguration;
import org.entresol.EntresolTiersMXBean;
import org.entresol.Stack;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The figures of tiers, each beside what Redis itself says of it. */
@Tag("server")
class SharedFiguresTest {
  @RegisterExtension private final RedisNodes nodes = new RedisNodes();

  private final RespClient resp = RedisServers.shared().connect();

  @AfterEach
  void leave() {
    resp.close();
  }

  private static EntresolConfiguration.Builder<String, String> texts() {
    return RedisNodes.texts(Stack.HEAP_REDIS).statistics(true);
  }

  private EntresolCache<String, String> open(String node) {
    return (EntresolCache<String, String>) nodes.node(node).createCache("c", texts().build());
  }

  private static EntresolTiersMXBean figures(EntresolCache<?, ?> cache) {
    return cache.unwrap(EntresolTiersMXBean.class);
  }

  private List<String> names(String end) {
    return resp.texts("KEYS", nodes.namespace() + ":{c:*}:" + end);
  }

  private long sequences() {
    return names("seq").stream().mapToLong(name -> Long.parseLong(resp.text("GET", name))).sum();
  }

  @Test
  void announcements_ofAllOperations_areTheStepsOfTheSequences() {
    EntresolCache<String, String> one = open("one");
    EntresolCache<String, String> two = open("two");
    for (int i = 0; i < 200; i++) {
      // Each partition gets its sequence.
      one.put("first" + i, "v");
    }
    await().until(() -> figures(two).getAnnouncementsHeard() == 200);
    long sentBefore = figures(one).getAnnouncementsSent();
    long before = sequences();

    for (int i = 0; i < 50; i++) {
      one.put("k" + i, "v");
      one.putIfAbsent("k" + i, "w");
      one.replace("k" + i, "w");
      one.replace("k" + i, "other", "x");
      one.get("k" + i);
      one.invalidate("k" + i);
      one.remove("k" + i);
      one.remove("never there");
    }
    one.clear();

    long steps = sequences() - before;
    assertThat(steps).isGreaterThan(200);
    assertThat(figures(one).getAnnouncementsSent() - sentBefore).isEqualTo(steps);
    await()
        .untilAsserted(
            () -> assertThat(figures(two).getAnnouncementsHeard()).isEqualTo(200 + steps));
    assertThat(figures(two).getAnnouncementsLost()).isZero();
    assertThat(figures(two).getGreatestPartitionLag()).isZero();
  }

  @Test
  void remoteCalls_ofReads_areTheCommandsThatRedisGot() {
    EntresolCache<String, String> one = open("one");
    open("two").put("a", "1");
    // What is heard late drops the near entry that the reads below count on.
    await().until(() -> figures(one).getAnnouncementsHeard() == 1);
    one.get("warm");
    long before = figures(one).getRemoteCalls();
    CommandStats commands = CommandStats.of(RedisServers.shared());

    for (int i = 0; i < 20; i++) {
      one.get("absent" + i);
      one.get("a");
    }

    Long gets = CommandStats.of(RedisServers.shared()).since(commands).calls().get("mget");
    long calls = figures(one).getRemoteCalls() - before;
    assertThat(calls).isEqualTo(21);
    // Beside them there are those that compare sequences each second.
    assertThat(gets).isBetween(calls, calls + 10);
    assertThat(figures(one).getNearHits()).isEqualTo(19);
    assertThat(figures(one).getAuthorityHits()).isEqualTo(1);
  }

  @Test
  void measure_ofManyEntries_isWhatRedisSays() {
    EntresolCache<String, String> one = open("one");
    nodes.node("one").createCache("other", texts().build()).put("k", "v");
    for (int i = 0; i < 1200; i++) {
      one.put("k" + i, "x".repeat(i % 50));
    }

    figures(one).measure(600);

    List<String> there = names("e:*");
    long bytes = there.stream().mapToLong(name -> resp.number("MEMORY", "USAGE", name)).sum();
    assertThat(figures(one).getSharedEntries()).isEqualTo(there.size()).isEqualTo(1200);
    assertThat(figures(one).getSharedBytes()).isCloseTo(bytes, Percentage.withPercentage(10));

    figures(one).measure(100_000);
    assertThat(figures(one).getSharedBytes()).isEqualTo(bytes);
    one.clear();
    await()
        .untilAsserted(
            () -> {
              figures(one).measure(1);
              assertThat(figures(one).getSharedEntries()).isZero();
            });
    assertThat(figures(one).getSharedBytes()).isZero();
  }

  @Test
  void breaker_ofARedisThatIsAway_opensOnceAndClosesAgain() {
    try (RedisServer server = RedisServer.start();
        EntresolCachingProvider provider = new EntresolCachingProvider()) {
      Properties quick = new Properties();
      quick.setProperty("entresol.command-timeout", "300ms");
      EntresolCacheManager manager =
          provider.getCacheManager(URI.create(server.address()), null, quick);
      EntresolCache<String, String> cache =
          manager.createCache("c", RedisNodes.texts(Stack.REDIS).statistics(true).build());
      cache.put("a", "1");
      assertThat(figures(cache).isBreakerOpen()).isFalse();

      server.pause();
      int failed = 0;
      while (!figures(cache).isBreakerOpen() && failed < 100) {
        assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheException.class);
        failed++;
      }
      assertThat(figures(cache).getBreakerOpenings()).isEqualTo(1);
      assertThat(figures(cache).getRemoteCallFailures()).isEqualTo(failed);

      server.resume();
      await().ignoreExceptions().until(() -> "1".equals(cache.get("a")));
      await().until(() -> !figures(cache).isBreakerOpen());
      assertThat(figures(cache).getBreakerOpenings()).isEqualTo(1);
    }
  }
}

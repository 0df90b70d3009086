package org.entresol.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entresol.jcache.RedisNodes.texts;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import org.entresol.Stack;
import org.entresol.fixtures.LogLines;
import org.entresol.jcache.Crew;
import org.entresol.jcache.FunctionLoader;
import org.entresol.jcache.RedisNodes;
import org.entresol.jcache.TestCaches;
import org.entresol.redis.FewConnections;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A load lock on its way back: who has loaded does not wait for it, who closes does. */
@Tag("server")
final class LockReturnTest {

  private static final int KEYS = 20;

  @RegisterExtension
  private final LogLines log = new LogLines("org.entresol.tier.redis.RedisLocks");

  private final RedisServer server = RedisServer.start();
  private final ChaosProxy proxy = ChaosProxy.before(server);
  private final RespClient resp = server.connect();
  private final RedisNodes nodes =
      new RedisNodes(
          proxy.address(),
          "entresol.command-timeout",
          "60s",
          "entresol.redis",
          FewConnections.single(proxy.address(), "timeout: 60000"));

  @AfterEach
  void end() {
    nodes.close();
    proxy.close();
    resp.close();
    server.close();
  }

  private List<String> locks() {
    return nodes.keys(resp).stream().filter(name -> name.contains("}:l:")).toList();
  }

  /** A cache whose loads are stored when something is done, and hold their locks still. */
  private Cache<String, String> open(Runnable whenStored) {
    CacheEntryCreatedListener<String, String> ear = events -> whenStored.run();
    return nodes.open(
        "c",
        texts(Stack.HEAP_REDIS)
            .readThrough(true)
            .loader(() -> new FunctionLoader<String, String>(key -> "loaded"))
            .listener(TestCaches.synchronous(ear))
            .build());
  }

  @Test
  @Timeout(30)
  void get_returnOfItsLockUnanswered_isAnsweredAllTheSame() {
    AtomicBoolean taught = new AtomicBoolean();
    Cache<String, String> cache =
        open(
            () -> {
              if (taught.get()) {
                proxy.holdReplies("EVALSHA");
              }
            });
    // A server that does not know the script by which locks go back does so at a second command.
    assertThat(cache.get("warm")).isEqualTo("loaded");
    Crew.until(() -> locks().isEmpty());
    taught.set(true);

    assertThat(cache.get("cold")).isEqualTo("loaded");

    Crew.until(() -> locks().isEmpty());
    // Closing would wait for it.
    proxy.releaseReplies();
  }

  @Test
  @Timeout(30)
  void close_lockOnItsWayBack_waitsForIt() {
    Cache<String, String> cache = open(() -> proxy.delay(Duration.ofMillis(300)));
    assertThat(cache.get("cold")).isEqualTo("loaded");
    assertThat(locks()).hasSize(1);

    cache.close();

    assertThat(locks()).isEmpty();
  }

  @Test
  @Timeout(30)
  void getAll_noneOfItsLocksCanBeGivenBack_isToldOnce() {
    Set<String> keys =
        IntStream.range(0, KEYS).mapToObj(i -> "key" + i).collect(Collectors.toSet());
    Cache<String, String> cache =
        open(() -> locks().forEach(name -> resp.command("SET", name, "no lock")));

    assertThat(cache.getAll(keys)).hasSize(KEYS);

    assertThat(locks()).hasSize(KEYS);
    cache.close();
    assertThat(log.warnings()).isOne();
  }
}

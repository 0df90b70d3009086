package org.entresol.store;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.entresol.redis.FewConnections;
import org.entresol.store.tiered.TieredStores;
import org.entresol.testing.RedisServers;
import org.entresol.tier.redis.RedisNode;
import org.entresol.tier.redis.RedisSettings;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract over a real server with a near cache. */
@Tag("server")
class RedisStoreTest extends TieredStoreContract {

  private static final String NAMESPACE = "store-" + UUID.randomUUID();

  private static RedisNode node;
  private static RedisNode otherNode;

  private String cache = "";

  @BeforeAll
  static void connect() {
    node = join();
    otherNode = join();
  }

  private static RedisNode join() {
    String yaml = FewConnections.single(RedisServers.shared().address());
    return new RedisNode(
        RedisSettings.of(
            yaml,
            NAMESPACE,
            Duration.ofSeconds(10),
            5,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1)),
        Clock.system());
  }

  @AfterAll
  static void disconnect() {
    node.close();
    otherNode.close();
  }

  @Override
  protected EntryStore<Object, String> open() {
    cache = "c" + UUID.randomUUID();
    return TieredStores.open(node, cache, true, clock());
  }

  @Override
  protected EntryStore<Object, String> openOther() {
    return TieredStores.open(otherNode, cache, true, clock());
  }

  @Override
  protected Clock clock() {
    return Clock.system();
  }

  /** The server's clock is known by estimates only. */
  @Override
  protected long inexactness() {
    return TimeUnit.SECONDS.toNanos(1);
  }

  @Override
  protected int rounds() {
    return 200;
  }
}

package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.ByteTier;
import org.entresol.tier.SchemaTableContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on a single server, and what lies there. */
@Tag("server")
class RedisSchemasTest extends SchemaTableContract {
  private static final TestNodes NODES = new TestNodes(RedisServers.shared().address());
  private static final RespClient REDIS = RedisServers.shared().connect();

  @AfterAll
  static void disconnect() {
    REDIS.close();
    NODES.close();
  }

  private static String name(String cache) {
    return KeySpace.record(NODES.namespace(), cache, OptionalInt.empty()) + ":schemas";
  }

  @Override
  protected ByteTier open(String node, String cache) {
    return NODES.open(node, cache, false);
  }

  @Override
  protected void lose(String cache) {
    assertThat(REDIS.number("DEL", name(cache))).isEqualTo(1);
  }

  @Test
  void add_schema_liesAsTextUnderItsFingerprint() {
    try (ByteTier tier = open("one", "readable")) {
      tier.schemas().add(Map.of(0xABCDEFL, "c\tcom.acme.Order\n"));

      assertThat(REDIS.text("HGET", name("readable"), "0000000000abcdef"))
          .isEqualTo("c\tcom.acme.Order\n");
    }
  }

  @Test
  void destroy_schemas_areNotMadeAgainByTheSameNode() {
    try (ByteTier tier = open("one", "gone")) {
      tier.schemas().add(Map.of(1L, "a"));

      tier.destroy();
      String table = tier.schemas().add(Map.of(1L, "a"));

      assertThat(table).isEmpty();
      assertThat(REDIS.number("EXISTS", name("gone"))).isZero();
    }
  }
}

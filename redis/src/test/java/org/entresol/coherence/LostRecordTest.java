package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import javax.cache.CacheException;
import org.entresol.EntresolConfiguration;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The record of a cache that Redis loses, or that says something else by now. */
@Tag("server")
final class LostRecordTest {
  /** A repair tick of a second, and what a busy machine may add. */
  private static final Duration REPAIR = Duration.ofSeconds(8);

  private static final String RECORD = record(Node.CACHE);

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final Node node = nodes.node(server.address());
  private final RespClient redis = server.connect();

  @AfterEach
  void disconnect() {
    redis.close();
  }

  private static String record(String cache) {
    return "entresol:" + cache;
  }

  private void restored(String record) {
    redis.command("DEL", record);
    await().atMost(REPAIR).until(() -> redis.number("EXISTS", record) == 1);
  }

  @Test
  void record_lost_isMadeAgainAsItWas() {
    assertThat(redis.text("HGET", RECORD, "partitions")).isEqualTo("16");

    restored(RECORD);

    assertThat(redis.text("HGET", RECORD, "partitions")).isEqualTo("16");
    assertThat(redis.text("HGET", RECORD, "format")).isEqualTo("1");
    node.cache().put("key", "value");
    assertThat(node.cache().get("key")).isEqualTo("value");
  }

  @Test
  void operations_anotherRecordThere_areRefusedWithBothNumbers() {
    node.cache().put("key", "value");
    assertThat(node.cache().get("key")).isEqualTo("value");

    redis.command("HSET", RECORD, "partitions", "8");

    await().atMost(REPAIR).until(() -> failure(() -> node.cache().get("key")).contains("8 part"));
    assertThat(failure(() -> node.cache().get("key"))).contains(RECORD, "8", "16");
    assertThat(failure(() -> node.cache().containsKey("other"))).contains(RECORD, "8", "16");
    assertThatThrownBy(() -> node.cache().put("key", "new")).isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> node.cache().clear()).isInstanceOf(CacheException.class);
    assertThat(redis.text("HGET", RECORD, "partitions")).isEqualTo("8");
  }

  private static String failure(Callable<?> operation) {
    try {
      return "no failure but " + operation.call();
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void record_ofADestroyedCache_isNotMadeAgain() {
    node.manager()
        .createCache("other", EntresolConfiguration.builder(String.class, String.class).build());
    assertThat(redis.number("EXISTS", record("other"))).isEqualTo(1);

    node.manager().destroyCache("other");
    restored(RECORD);
    restored(RECORD);

    assertThat(redis.number("EXISTS", record("other"))).isZero();
  }
}

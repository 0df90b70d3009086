package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subscriptions whose connection breaks and comes back. */
@Tag("server")
final class ReconnectTest {
  private static final Duration BACK = Duration.ofSeconds(30);

  /** Two repair ticks of a second each, and what a busy machine may add. */
  private static final Duration REPAIR = Duration.ofSeconds(6);

  private static final List<String> KEYS =
      IntStream.range(0, 100).mapToObj(i -> "key" + i).toList();

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final ChaosProxy proxy = nodes.proxy(server);
  private final Node writer = nodes.node(server.address());
  private final Node reader = nodes.node(proxy.address());

  private void begin() {
    KEYS.forEach(key -> writer.cache().put(key, "old"));
    // What was written has been heard before it is read, so that nothing of it is dropped later.
    await().until(() -> readAll() == 0);
  }

  /** How many of the keys were not near. */
  private long readAll() throws Exception {
    return Nodes.entriesAskedFor(server, () -> KEYS.forEach(reader.cache()::get));
  }

  private void cutSubscription(Runnable meanwhile) {
    CommandStats before = CommandStats.of(server);
    proxy.refuse(true);
    proxy.cutSubscribers();
    meanwhile.run();
    proxy.refuse(false);
    await()
        .atMost(BACK)
        .until(() -> CommandStats.of(server).since(before).callsOf("subscribe") > 0);
  }

  private long keysBesides(String key) {
    try (RespClient client = server.connect()) {
      String partition =
          client.texts("KEYS", "*}:e:s:" + key).get(0).replaceAll(".*:(\\d+)}.*", "$1");
      return client.texts("KEYS", Node.partition(Integer.parseInt(partition), "e:*")).size();
    }
  }

  @Test
  void get_changedWhileTheSubscriptionWasCut_isNew() {
    begin();

    cutSubscription(() -> writer.cache().put("key7", "new"));

    await().atMost(BACK).until(() -> "new".equals(reader.cache().get("key7")));
    KEYS.stream()
        .filter(key -> !key.equals("key7"))
        .forEach(key -> assertThat(reader.cache().get(key)).isEqualTo("old"));
  }

  @Test
  void get_ofPartitionsThatDidNotMove_isStillNear() throws Exception {
    begin();
    long moved = keysBesides("key7");

    cutSubscription(() -> writer.cache().put("key7", "new"));
    await().atMost(BACK).until(() -> "new".equals(reader.cache().get("key7")));

    assertThat(moved).isLessThan(KEYS.size() / 2);
    assertThat(readAll()).isLessThan(moved);
    assertThat(readAll()).isZero();
  }

  @Test
  void get_nothingChangedWhileAllWasCut_isStillNear() throws Exception {
    begin();
    CommandStats before = CommandStats.of(server);

    proxy.cut();
    await()
        .atMost(BACK)
        .until(() -> CommandStats.of(server).since(before).callsOf("subscribe") > 0);

    assertThat(readAll()).isZero();
  }

  @Test
  void get_changedAfterTheSubscriptionIsBack_isHeard() {
    begin();

    cutSubscription(() -> {});
    for (int round = 0; round < 5; round++) {
      String value = "value " + round;
      writer.cache().put("key3", value);
      await().atMost(BACK).until(() -> value.equals(reader.cache().get("key3")));
      assertThat(reader.holds("key3")).isTrue();
    }
  }

  @Test
  void get_changedWhileAllWasCut_isNew() {
    begin();

    proxy.refuse(true);
    proxy.cut();
    writer.cache().put("key7", "new");
    writer.cache().remove("key8");
    proxy.refuse(false);

    await().atMost(BACK).ignoreExceptions().until(() -> "new".equals(reader.cache().get("key7")));
    await().atMost(BACK).until(() -> reader.cache().get("key8") == null);
  }

  @Test
  void get_whileNoSubscriptionCanBeMade_isNewWithinTwoRepairTicksEachTime() {
    begin();

    // Commands go on over the connections that are open.
    proxy.refuse(true);
    proxy.cutSubscribers();
    for (int round = 0; round < 6; round++) {
      String value = "value " + round;
      writer.cache().put("key7", value);
      await().atMost(REPAIR).until(() -> value.equals(reader.cache().get("key7")));
    }

    proxy.refuse(false);
    await().atMost(BACK).until(() -> proxy.subscribers() > 0);
  }
}

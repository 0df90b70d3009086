package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that come back without what they had, or with less of it. */
@Tag("server")
final class OtherHistoryTest {
  private static final Duration BACK = Duration.ofSeconds(30);

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final Node writer = nodes.node(server.address(), Nodes.ONE_PARTITION);
  private final Node reader = nodes.node(server.address(), Nodes.ONE_PARTITION);

  private static String read(Node node, String key) {
    return String.valueOf(node.cache().get(key));
  }

  @Test
  void get_afterARestartWithoutData_isAMissOnAllNodes() {
    writer.cache().put("key", "old");
    assertThat(read(reader, "key")).isEqualTo("old");

    server.restartEmpty();

    await().atMost(BACK).ignoreExceptions().until(() -> read(reader, "key").equals("null"));
    await().atMost(BACK).ignoreExceptions().until(() -> read(writer, "key").equals("null"));
  }

  @Test
  void put_afterARestartWithoutData_isSeenByOtherNodes() {
    writer.cache().put("key", "old");
    assertThat(read(reader, "key")).isEqualTo("old");

    server.restartEmpty();
    await().atMost(BACK).ignoreExceptions().until(() -> read(reader, "key").equals("null"));
    await().atMost(BACK).ignoreExceptions().untilAsserted(() -> writer.cache().put("key", "first"));

    for (int round = 0; round < 5; round++) {
      String value = "value " + round;
      writer.cache().put("key", value);
      await().atMost(BACK).until(() -> read(reader, "key").equals(value));
    }
    assertThat(reader.holds("key")).isTrue();
  }

  @Test
  void put_toARestartedServerBeforeAnybodyReads_isSeenByOtherNodes() {
    writer.cache().put("key", "old");
    writer.cache().put("other", "old");
    assertThat(read(reader, "key")).isEqualTo("old");
    assertThat(read(reader, "other")).isEqualTo("old");

    server.restartEmpty();
    await().atMost(BACK).ignoreExceptions().untilAsserted(() -> writer.cache().put("key", "new"));

    await().atMost(BACK).ignoreExceptions().until(() -> read(reader, "key").equals("new"));
    await().atMost(BACK).until(() -> read(reader, "other").equals("null"));
  }

  @Test
  void get_afterTheSequenceWentBack_isWhatTheServerHas() {
    writer.cache().put("key", "old");
    assertThat(read(reader, "key")).isEqualTo("old");

    try (RespClient client = server.connect()) {
      String sequence = Node.partition(0, "seq");
      client.command("DECRBY", sequence, "1");
      client.command("DEL", Node.partition(0, "e:s:key"));
    }

    await().atMost(BACK).until(() -> read(reader, "key").equals("null"));
    await().atMost(BACK).until(() -> read(writer, "key").equals("null"));
  }

  @Test
  void put_afterTheSequenceWentBack_isSeenByOtherNodes() {
    writer.cache().put("key", "old");
    assertThat(read(reader, "key")).isEqualTo("old");
    try (RespClient client = server.connect()) {
      client.command("DECRBY", Node.partition(0, "seq"), "1000");
      client.command("DEL", Node.partition(0, "e:s:key"));
    }
    await().atMost(BACK).until(() -> read(reader, "key").equals("null"));
    await().atMost(BACK).until(() -> read(writer, "key").equals("null"));

    for (int round = 0; round < 3; round++) {
      String value = "value " + round;
      writer.cache().put("key", value);
      assertThat(read(writer, "key")).isEqualTo(value);
      await().atMost(BACK).until(() -> read(reader, "key").equals(value));
      await().atMost(BACK).until(() -> read(reader, "key").equals(value) && reader.holds("key"));
    }
  }
}

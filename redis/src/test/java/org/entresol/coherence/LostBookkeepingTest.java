package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in Redis that are no entries, lost alone and together, before all is lost. */
@Tag("server")
final class LostBookkeepingTest {
  /** Two repair ticks of a second each, and what a busy machine may add. */
  private static final Duration REPAIR = Duration.ofSeconds(8);

  private static final String RECORD = "entresol:" + Node.CACHE;

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final Node writer = nodes.node(server.address(), Nodes.ONE_PARTITION);
  private final Node reader = nodes.node(server.address(), Nodes.ONE_PARTITION);

  private void lose(String... names) {
    try (RespClient client = server.connect()) {
      for (String name : names) {
        client.command("DEL", name);
      }
    }
  }

  private static String[] names(String what) {
    return switch (what) {
      case "seq", "floor" -> new String[] {Node.partition(0, what)};
      case "record" -> new String[] {RECORD};
      default -> new String[] {Node.partition(0, "seq"), Node.partition(0, "floor"), RECORD};
    };
  }

  private boolean isCounted() {
    try (RespClient client = server.connect()) {
      return client.number("EXISTS", Node.partition(0, "seq")) == 1;
    }
  }

  private static void readNear(Node node) {
    await()
        .atMost(REPAIR)
        .until(() -> "value".equals(node.cache().get("key")) && node.holds("key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seq", "floor", "record", "all"})
  void get_afterBookkeepingAndThenAllWasLost_isNull(String what) {
    writer.cache().clear();
    writer.cache().put("key", "value");
    for (Node node : Set.of(writer, reader)) {
      readNear(node);
    }

    for (int round = 0; round < 2; round++) {
      lose(names(what));
      for (Node node : Set.of(writer, reader)) {
        await().atMost(REPAIR).until(() -> "value".equals(node.cache().get("key")) && isCounted());
        readNear(node);
      }
    }
    try (RespClient client = server.connect()) {
      client.command("FLUSHDB");
    }

    for (Node node : Set.of(writer, reader)) {
      await().atMost(REPAIR).until(() -> node.cache().get("key") == null);
    }
    writer.cache().put("key", "new");
    await().atMost(REPAIR).until(() -> "new".equals(reader.cache().get("key")));
    assertThat(writer.cache().get("key")).isEqualTo("new");
  }
}

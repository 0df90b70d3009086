package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import javax.cache.CacheException;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long near entries are served while nobody can say whether they are still true. */
@Tag("server")
final class StalenessTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();

  private Node node(String maxStaleness) {
    return nodes.node(
        server.address(), "command-timeout", "300ms", "defaults.heap.max-staleness", maxStaleness);
  }

  private static boolean isServed(Node node) {
    try {
      return "value".equals(node.cache().get("key"));
    } catch (CacheException e) {
      return false;
    }
  }

  @Test
  void get_longerUnreachableThanMaxStaleness_isRefused() {
    Node node = node("500ms");
    node.cache().put("key", "value");

    server.pause();

    assertThat(isServed(node)).isTrue();
    await().atMost(LONG).until(() -> !isServed(node));
    assertThatExceptionOfType(CacheException.class).isThrownBy(() -> node.cache().get("key"));
  }

  @Test
  void get_reachableAgain_isServed() {
    Node node = node("500ms");
    node.cache().put("key", "value");
    server.pause();
    await().atMost(LONG).until(() -> !isServed(node));

    server.resume();

    await().atMost(LONG).until(() -> isServed(node));
    await().atMost(LONG).until(() -> Nodes.entriesAskedFor(server, () -> isServed(node)) == 0);
  }

  @Test
  void get_unreachableForLessThanMaxStaleness_isServed() {
    Node patient = node("1h");
    Node strict = node("500ms");
    patient.cache().put("key", "value");
    assertThat(isServed(strict)).isTrue();

    server.pause();
    await().atMost(LONG).until(() -> !isServed(strict));

    assertThat(isServed(patient)).isTrue();
  }

  @Test
  void get_neverUnreachable_isServedBeyondMaxStaleness() throws Exception {
    Node node = node("500ms");
    node.cache().put("key", "value");
    long before = Nodes.info(server, "total_commands_processed");

    // A node says something several times a second, so this is a while.
    await().atMost(LONG).until(() -> Nodes.info(server, "total_commands_processed") > before + 20);

    assertThat(Nodes.entriesAskedFor(server, () -> isServed(node))).isZero();
  }
}

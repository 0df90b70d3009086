package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a closed node leaves in its JVM: nothing, in whatever state its server is. */
@Tag("server")
final class LeftoversTest {
  /** Much for a busy machine, but less than a server that never answers could cause. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final Set<Thread> before = threads();

  private static Duration time(Node closed) {
    long begin = System.nanoTime();
    closed.close();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Test
  void close_serverPaused_isSoonAndLeavesNoThread() {
    Node closed = Node.start(Node.single(server.address()), "command-timeout", "300ms");
    closed.cache().put("key", "value");
    server.pause();

    assertThat(time(closed)).isLessThan(SOON);

    awaitNoThread();
  }

  @Test
  void close_serverKilled_isSoonAndLeavesNoThread() {
    Node closed = Node.start(Node.single(server.address()), "command-timeout", "300ms");
    closed.cache().put("key", "value");
    server.kill();

    assertThat(time(closed)).isLessThan(SOON);

    awaitNoThread();
  }

  @Test
  void close_serverWell_leavesNoThread() {
    Node closed = Node.start(Node.single(server.address()));
    closed.cache().put("key", "value");

    closed.close();

    awaitNoThread();
  }

  private static Set<Thread> threads() {
    return Set.copyOf(Thread.getAllStackTraces().keySet());
  }

  private void awaitNoThread() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(ours().filter(thread -> !before.contains(thread))).isEmpty());
  }

  private static Stream<Thread> ours() {
    return threads().stream()
        .filter(thread -> thread.isAlive() && thread.getName().matches("(entresol|redisson).*"));
  }
}

package org.entresol.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.entresol.testing.JvmProcess;
import org.entresol.testing.RedisServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("processes")
class SharedCacheTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void processes_onOneRedis_seeEachOthersSales() {
    try (RedisServer redis = RedisServer.start();
        JvmProcess anna = JvmProcess.start(SharedCache.class, "anna", redis.address());
        JvmProcess bert = JvmProcess.start(SharedCache.class, "bert", redis.address())) {
      assertThat(said(anna)).isEqualTo("anna sees 5 apples");
      assertThat(said(bert)).isEqualTo("bert sees 5 apples");

      anna.send("sell");
      assertThat(said(anna)).isEqualTo("anna sees 4 apples");
      awaitSight(bert, "bert sees 4 apples");

      bert.send("sell");
      assertThat(said(bert)).isEqualTo("bert sees 3 apples");
      awaitSight(anna, "anna sees 3 apples");

      anna.send("quit");
      bert.send("quit");
      assertThat(anna.awaitExit(SOON)).isZero();
      assertThat(bert.awaitExit(SOON)).isZero();
    }
  }

  /** What another process wrote is seen as soon as the news of it has come. */
  private static void awaitSight(JvmProcess process, String expected) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              process.send("");
              return said(process);
            },
            expected::equals);
  }

  private static String said(JvmProcess process) {
    return process.awaitLine(line -> line.contains(" sees "), SOON);
  }
}

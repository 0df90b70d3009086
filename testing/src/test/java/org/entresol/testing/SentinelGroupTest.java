package org.entresol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
class SentinelGroupTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void killMaster_group_makesAReplicaWithItsDataTheMaster() {
    try (SentinelGroup group = SentinelGroup.start()) {
      assertThat(group.addresses()).hasSize(3).doesNotHaveDuplicates();
      assertThat(group.servers()).hasSize(3);
      RedisServer old = group.master();
      try (RespClient client = old.connect()) {
        client.command("SET", "k", "v");
        assertThat(client.number("WAIT", "2", "5000")).isEqualTo(2);
      }

      group.killMaster();
      RedisServer next = group.awaitNewMaster(old, SOON);

      assertThat(next).isNotSameAs(old);
      try (RespClient client = next.connect()) {
        assertThat(client.command("GET", "k")).isEqualTo("v");
        assertThat(client.command("SET", "k", "w")).isEqualTo("OK");
      }
    }
  }
}

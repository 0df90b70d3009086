package org.entresol.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.entresol.EntresolCache;
import org.entresol.testing.ChaosProxy;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Announcements that the network loses without any sign of it. */
@Tag("server")
final class LostNewsTest {
  /** Two repair ticks of a second each, and what a busy machine may add. */
  private static final Duration REPAIR = Duration.ofSeconds(6);

  @RegisterExtension private final Nodes nodes = new Nodes();

  private final RedisServer server = nodes.server();
  private final ChaosProxy proxy = nodes.proxy(server);
  private final Node writer = nodes.node(server.address(), Nodes.ONE_PARTITION);
  private final Node reader = nodes.node(proxy.address(), Nodes.ONE_PARTITION);

  /** A write whose announcement the reader does not get, and then the network is well again. */
  private void putUnheard(String key, String value) {
    long before = proxy.swallowed();
    proxy.swallowPublished(true);
    writer.cache().put(key, value);
    await().until(() -> proxy.swallowed() > before);
    proxy.swallowPublished(false);
  }

  @Test
  void get_afterALostAnnouncement_isNewWithinTwoRepairTicks() {
    writer.cache().put("key", "old");
    assertThat(reader.cache().get("key")).isEqualTo("old");

    putUnheard("key", "new");

    await().atMost(REPAIR).until(() -> "new".equals(reader.cache().get("key")));
  }

  @Test
  void after_tokenOfAWriteWhoseAnnouncementIsLost_readsItAtOnce() {
    EntresolCache<?, ?> entresol = reader.cache().unwrap(EntresolCache.class);
    for (int round = 0; round < 5; round++) {
      String value = "value " + round;
      writer.cache().put("key", "old");
      await().until(() -> "old".equals(reader.cache().get("key")));
      putUnheard("key", value);

      entresol.after(writer.cache().unwrap(EntresolCache.class).token());

      assertThat(reader.cache().get("key")).isEqualTo(value);
    }
  }

  @Test
  void get_afterALostClear_isAMissWithinTwoRepairTicks() {
    writer.cache().put("key", "old");
    assertThat(reader.cache().get("key")).isEqualTo("old");
    long before = proxy.swallowed();
    proxy.swallowPublished(true);

    writer.cache().clear();
    await().until(() -> proxy.swallowed() > before);
    proxy.swallowPublished(false);

    await().atMost(REPAIR).until(() -> reader.cache().get("key") == null);
  }

  @Test
  void get_afterALostAnnouncementAndTheNext_isNewAtOnce() {
    for (int round = 0; round < 5; round++) {
      String value = "value " + round;
      writer.cache().put("key", "old");
      writer.cache().put("next", "old");
      await().until(() -> "old".equals(reader.cache().get("key")));
      await().until(() -> "old".equals(reader.cache().get("next")));
      putUnheard("key", value);

      writer.cache().put("next", value);
      await().pollInterval(Duration.ofMillis(1)).until(() -> !reader.holds("next"));

      assertThat(reader.cache().get("key")).isEqualTo(value);
    }
  }

  @Test
  void get_whileAllAnnouncementsAreLost_isNewWithinTwoRepairTicksEachTime() {
    proxy.swallowPublished(true);

    for (int round = 0; round < 3; round++) {
      String value = "value " + round;
      writer.cache().put("key", value);
      await().atMost(REPAIR).until(() -> value.equals(reader.cache().get("key")));
    }
  }

  @Test
  void get_whileTheSubscriptionIsRefused_isNewWithinTwoRepairTicksEachTime() {
    try (RespClient client = server.connect()) {
      client.command("ACL", "SETUSER", "deaf", "on", ">secret", "~*", "+@all", "&*");
      Node deaf = nodes.node(server.address().replace("//", "//deaf:secret@"), Nodes.ONE_PARTITION);
      writer.cache().put("key", "old");
      assertThat(deaf.cache().get("key")).isEqualTo("old");

      // The server also closes the connection of who has lost a channel.
      client.command("ACL", "SETUSER", "deaf", "resetchannels");

      for (int round = 0; round < 3; round++) {
        String value = "value " + round;
        writer.cache().put("key", value);
        await().atMost(REPAIR).until(() -> value.equals(deaf.cache().get("key")));
        await()
            .atMost(REPAIR)
            .until(() -> value.equals(deaf.cache().get("key")) && deaf.holds("key"));
      }
    }
  }

  @Test
  void subscription_silent_isRenewed() {
    assertThat(reader.cache().get("key")).isNull();
    CommandStats before = CommandStats.of(server);
    proxy.swallowPublished(true);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> CommandStats.of(server).since(before).callsOf("subscribe") > 0);
    proxy.swallowPublished(false);

    writer.cache().put("key", "old");
    await().until(() -> "old".equals(reader.cache().get("key")));
    await().until(() -> reader.holds("key"));
    writer.cache().put("key", "new");
    await().atMost(REPAIR).until(() -> "new".equals(reader.cache().get("key")));
  }

  @Test
  void subscription_healthy_isLeftAlone() {
    writer.cache().put("key", "old");
    assertThat(reader.cache().get("key")).isEqualTo("old");
    CommandStats before = CommandStats.of(server);

    // One of the nodes pings itself about once a second.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> CommandStats.of(server).since(before).callsOf("publish") >= 6);

    assertThat(CommandStats.of(server).since(before).callsOf("subscribe")).isZero();
    assertThat(reader.holds("key")).isTrue();
  }
}

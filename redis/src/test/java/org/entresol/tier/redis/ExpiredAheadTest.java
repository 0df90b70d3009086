package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Plan;
import org.entresol.tier.Recall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Redis has let expire by its time, which a node takes to be yet to come. */
@Tag("server")
class ExpiredAheadTest {

  private static final byte[] KEY = "s:a".getBytes(UTF_8);
  private static final Duration AHEAD = Duration.ofHours(1);

  private final TestNodes nodes = new TestNodes(RedisServers.shared().address());
  private final RespClient resp = RedisServers.shared().connect();
  private final String cache = UUID.randomUUID().toString();
  private ByteTier tier;

  @BeforeEach
  void expire() {
    tier = nodes.open("one", cache, false);
    long[] tags = {ScriptBench.TAG};
    tier.attempt(new Plan(KEY, Act.WRITE, Act.WRITE).payload(KEY).tags(tags));
    tier.recall(tags, Recall.EXPIRE);
    for (String floors : resp.texts("KEYS", nodes.namespace() + ":{" + cache + ":*}:g")) {
      for (String instant : resp.texts("ZRANGEBYSCORE", floors, "-inf", "-1")) {
        resp.command("ZINCRBY", floors, Long.toString(-AHEAD.toMillis()), instant);
      }
    }
  }

  @AfterEach
  void close() {
    nodes.close();
    resp.close();
  }

  private void assertEnded(Found found) {
    assertThat(requireNonNull(found.entry()).expires())
        .isPositive()
        .isLessThanOrEqualTo(tier.millis());
  }

  @Test
  void read_expiredByATimeToCome_hasEnded() {
    assertEnded(tier.read(KEY));
    assertEnded(tier.readAll(List.of(KEY)).get(0));
  }

  @Test
  void leaveTickets_expiredByATimeToCome_hasEnded() {
    assertEnded(tier.leaveTickets(List.of(KEY), List.of(7L), Duration.ofMinutes(1)).get(0));
  }
}

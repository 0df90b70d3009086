package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Lease;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that forgets its scripts in the middle. */
@Tag("server")
class ScriptCacheTest {
  private static final byte[] KEY = "s:key".getBytes(UTF_8);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final RedisServer server = RedisServer.start();
  private final RespClient resp = server.connect();
  private final RedisNode node =
      new RedisNode(
          RedisSettings.of(
              FewConnections.single(server.address()),
              "ns",
              Duration.ofSeconds(10),
              5,
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)),
          Clock.system());
  private final ByteTier tier =
      node.open(
          "c",
          new TierOptions(
              OptionalInt.empty(),
              OptionalInt.of(1),
              true,
              false,
              Duration.ZERO,
              QueueTerms.NONE,
              TierOptions.FIRST_CODEC));

  @AfterEach
  void stop() {
    node.close();
    resp.close();
    server.close();
  }

  private static Plan write(String payload) {
    return new Plan(KEY, Act.WRITE, Act.WRITE).payload(payload.getBytes(UTF_8));
  }

  @Test
  void change_scriptsFlushed_isMadeOnce() {
    long first = tier.attempt(write("a")).sequence();
    resp.command("SCRIPT", "FLUSH");
    Outcome outcome = tier.attempt(write("b"));
    assertThat(outcome.stored()).isTrue();
    assertThat(outcome.sequence()).isEqualTo(first + 1);
  }

  @Test
  void change_afterARecovery_goesByHashAgain() {
    tier.attempt(write("a"));
    resp.command("SCRIPT", "FLUSH");
    tier.attempt(write("b"));
    assertThat(resp.texts("SCRIPT", "EXISTS", Script.STEP.sha())).containsExactly("1");
  }

  @Test
  void everyScript_scriptsFlushedBeforeEach_works() {
    List<Runnable> calls =
        List.of(
            () -> tier.lease(List.of(KEY), new Lease(1), LONG),
            () -> tier.extend(List.of(KEY), new Lease(1), LONG),
            () -> tier.attempt(write("a").under(new Lease(1))),
            () -> tier.attempt(write("b")),
            () -> tier.leaveTickets(List.of(KEY), List.of(1L), LONG),
            () -> tier.takeTickets(List.of(KEY), List.of(1L)),
            () ->
                node.open(
                        "c",
                        new TierOptions(
                            OptionalInt.empty(),
                            OptionalInt.of(1),
                            false,
                            false,
                            Duration.ZERO,
                            QueueTerms.NONE,
                            TierOptions.FIRST_CODEC))
                    .close());
    for (Runnable call : calls) {
      resp.command("SCRIPT", "FLUSH");
      call.run();
    }
    assertThat(tier.read(KEY).entry()).isNotNull();
    resp.command("SCRIPT", "FLUSH");
    tier.clear();
    assertThat(tier.read(KEY).entry()).isNull();
  }

  @Test
  void flushing_besideWriters_losesNoChangeAndMakesNoneTwice() {
    long first = tier.attempt(write("start")).sequence();
    for (int i = 1; i <= 200; i++) {
      if (i % 7 == 0) {
        resp.command("SCRIPT", "FLUSH");
      }
      assertThat(tier.attempt(write("v" + i)).sequence()).isEqualTo(first + i);
    }
  }
}

package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.Announcement;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A destruction that Redis did not hear of at first. */
@Tag("server")
class DestroyAgainTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final byte[] KEY = "s:k".getBytes(UTF_8);

  private final RedisServer server = RedisServer.start();
  private final RedisNode one = connect();
  private final RedisNode two = connect();
  private final ByteTier mine = open(one);
  private final ByteTier others = open(two);
  private final Heard heard = new Heard();

  /** What the other node hears of. */
  private static final class Heard extends Silent {
    private final Queue<Announcement> all = new ConcurrentLinkedQueue<>();

    boolean of(Act act) {
      return all.stream().anyMatch(one -> one.act() == act);
    }

    boolean ofClear() {
      return all.stream().anyMatch(one -> one.act() == null);
    }

    @Override
    public void announced(Announcement announcement) {
      all.add(announcement);
    }
  }

  private RedisNode connect() {
    return new RedisNode(
        RedisSettings.of(
            FewConnections.single(server.address()),
            "again",
            Duration.ofSeconds(1),
            5,
            Duration.ofMillis(200),
            Duration.ofMinutes(1)),
        Clock.system());
  }

  private static ByteTier open(RedisNode node) {
    return node.open(
        "c",
        new TierOptions(
            OptionalInt.empty(),
            OptionalInt.of(1),
            true,
            false,
            Duration.ZERO,
            QueueTerms.NONE,
            TierOptions.FIRST_CODEC));
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    server.close();
  }

  private static boolean succeeds(Runnable call) {
    try {
      call.run();
      return true;
    } catch (TierException e) {
      return false;
    }
  }

  private void loseRedis() {
    server.kill();
    assertThatExceptionOfType(TierException.class).isThrownBy(mine::destroy);
    server.restartEmpty();
  }

  @Test
  void destroy_afterOneThatFailed_isAnnounced() {
    others.listen(heard);
    loseRedis();
    await()
        .atMost(LONG)
        .until(
            () ->
                succeeds(() -> others.attempt(new Plan(KEY, Act.WRITE, Act.WRITE)))
                    && heard.of(Act.WRITE));

    await().atMost(LONG).until(() -> succeeds(mine::destroy));

    await().atMost(LONG).until(heard::ofClear);
    assertThat(others.read(KEY).entry()).isNull();
  }

  @Test
  void destroy_whereAnotherRecordIs_leavesWhatIsThere() {
    loseRedis();
    try (RespClient client = server.connect()) {
      client.command("HSET", "again:c", "format", "1", "partitions", "7");
      client.command("SET", "again:{c:0}:e:s:k", "of another");
      await().atMost(LONG).until(() -> !succeeds(mine::sequences) && !isAway());

      assertThatExceptionOfType(TierException.class).isThrownBy(mine::destroy);
      assertThatExceptionOfType(TierException.class).isThrownBy(mine::destroy);

      assertThat(client.number("EXISTS", "again:{c:0}:e:s:k")).isEqualTo(1);
    }
  }

  private boolean isAway() {
    try {
      mine.sequences();
      return true;
    } catch (TierException e) {
      return e.isAway();
    }
  }
}

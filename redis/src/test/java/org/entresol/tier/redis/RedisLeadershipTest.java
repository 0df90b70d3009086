package org.entresol.tier.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.entresol.testing.RedisServers;
import org.entresol.tier.Leadership;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lead of a task has one holder among all nodes, and another one when that is gone. */
@Tag("server")
class RedisLeadershipTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final TestNodes nodes = new TestNodes(RedisServers.shared().address());
  private final Leadership one = nodes.leadership("one", "follow");
  private final Leadership other = nodes.leadership("other", "follow");

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void hold_free_givesATenureThatProlongingKeeps() {
    long tenure = one.hold(LONG);

    assertThat(tenure).isPositive();
    assertThat(one.hold(LONG)).isEqualTo(tenure);
  }

  @Test
  void hold_anothers_givesNone() {
    one.hold(LONG);

    assertThat(other.hold(LONG)).isZero();
  }

  @Test
  void hold_ofAnotherName_isAnotherLead() {
    one.hold(LONG);

    assertThat(nodes.leadership("other", "sweep").hold(LONG)).isPositive();
  }

  @Test
  void hold_holderThatDoesNotProlong_isFollowedWithANewTenure() {
    long first = one.hold(SHORT);

    await().until(() -> other.hold(LONG) > 0);

    assertThat(other.hold(LONG)).isNotEqualTo(first);
    assertThat(one.hold(LONG)).isZero();
  }

  @Test
  void hold_prolonged_lastsFromThenOn() {
    one.hold(SHORT);

    one.hold(LONG);

    await().during(SHORT.multipliedBy(2)).atMost(LONG).until(() -> other.hold(LONG) == 0);
  }

  @Test
  void leave_byItsHolder_freesIt() {
    long first = one.hold(LONG);

    one.leave();

    assertThat(other.hold(LONG)).isPositive().isNotEqualTo(first);
  }

  @Test
  void leave_byAnother_changesNothing() {
    long first = one.hold(LONG);

    other.leave();

    assertThat(one.hold(LONG)).isEqualTo(first);
  }
}

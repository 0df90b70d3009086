package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.entresol.testing.RedisServers;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Horizon;
import org.entresol.tier.Horizons;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What loads must have seen, left by one node and found by another. */
@Tag("server")
class RedisHorizonsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestNodes nodes = new TestNodes(RedisServers.shared().address());
  private final ByteTier one = nodes.open("one", "c", false);
  private final Horizons<byte[]> left = requireNonNull(one.horizons());
  private final Horizons<byte[]> found = requireNonNull(nodes.open("other", "c", false).horizons());

  @AfterEach
  void close() {
    nodes.close();
  }

  private static byte[] key(String text) {
    return ("s:" + text).getBytes(UTF_8);
  }

  private Set<String> of(String key) {
    return found.of(List.of(key(key))).get(0);
  }

  @Test
  void of_leftByAnotherNode_areFoundInTheOrderOfTheKeys() {
    left.raise(List.of(key("a"), key("b")), Horizon.of("1"), LONG);
    left.raise(List.of(key("b")), Horizon.of("2"), LONG);

    assertThat(found.of(List.of(key("c"), key("b"), key("a"))))
        .containsExactly(Set.of(), Set.of("2"), Set.of("1"));
  }

  /** Who has lost the lead may find that out only after it has left what it found before. */
  @Test
  void raise_ofAnEarlierTenure_leavesThatOfTheLaterOne() {
    left.raise(List.of(key("a")), new Horizon("new", 1_700_000_000_000_002L), LONG);
    left.raiseAll(new Horizon("all new", 1_700_000_000_000_002L), LONG);

    left.raise(List.of(key("a"), key("b")), new Horizon("old", 1_700_000_000_000_001L), LONG);
    left.raiseAll(new Horizon("all old", 1_700_000_000_000_001L), LONG);

    assertThat(of("a")).containsExactlyInAnyOrder("new", "all new");
    assertThat(of("b")).containsExactlyInAnyOrder("old", "all new");
    left.raise(List.of(key("a")), new Horizon("next", 1_700_000_000_000_002L), LONG);
    assertThat(of("a")).containsExactlyInAnyOrder("next", "all new");
  }

  @Test
  void of_leftForAll_isThatOfEachKeyToo() {
    left.raiseAll(Horizon.of("all"), LONG);
    left.raise(List.of(key("a")), Horizon.of("1"), LONG);

    assertThat(of("a")).containsExactlyInAnyOrder("1", "all");
    for (int i = 0; i < 100; i++) {
      assertThat(of("x" + i)).containsExactly("all");
    }
  }

  @Test
  void of_afterItsTime_isNone() {
    left.raise(List.of(key("a")), Horizon.of("1"), Duration.ofMillis(50));

    await().until(() -> of("a").isEmpty());
  }

  @Test
  void raise_emptyOrTooLong_isRefused() {
    String longest = "1".repeat(Horizons.LONGEST);
    left.raise(List.of(key("a")), Horizon.of(longest), LONG);

    assertThat(of("a")).containsExactly(longest);
    for (String refused : List.of("", longest + "1")) {
      String length = "a horizon of " + refused.length() + " characters";
      assertThatThrownBy(() -> left.raise(List.of(key("a")), Horizon.of(refused), LONG))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(length);
      assertThatThrownBy(() -> left.raiseAll(Horizon.of(refused), LONG))
          .hasMessageContaining(length);
    }
  }

  @Test
  void of_whatNobodyWouldLeave_isUnreadable() {
    left.raise(List.of(key("a"), key("b")), Horizon.of("1"), LONG);

    nodes.overwrite("0 1", "1", "0 " + "1".repeat(Horizons.LONGEST + 1));

    assertThat(found.of(List.of(key("a"), key("b"))))
        .containsExactly(Set.of(Horizons.UNREADABLE), Set.of(Horizons.UNREADABLE));
  }

  @Test
  void destroy_takesThemAlong() {
    left.raise(List.of(key("a")), Horizon.of("1"), LONG);
    left.raiseAll(Horizon.of("all"), LONG);

    one.destroy();

    assertThat(requireNonNull(nodes.open("third", "c", false).horizons()).of(List.of(key("a"))))
        .containsExactly(Set.of());
  }
}

package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.entresol.jcache.Crew;
import org.entresol.tier.QueueResult.Fate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ByteQueue} has to do with dead letters, whatever lies below it. */
public abstract class DeadWriteContract extends QueueContract {
  private static final byte[] A = bytes("s:a");

  private ByteTier tier;

  @BeforeEach
  void join() {
    tier = node("one");
  }

  private QueueClaim claimed() {
    List<QueueClaim> claims = claim(tier, MINE);
    assertThat(claims).hasSize(1);
    return claims.get(0);
  }

  private DeadWrite dead() {
    List<DeadWrite> dead = tier.queue().dead(10);
    assertThat(dead).hasSize(1);
    return dead.get(0);
  }

  @Test
  void settle_buried_becomesADeadLetterWithItsError() {
    long before = tier.millis() - 1000;
    Outcome outcome = tier.attempt(write(A, "one"));
    settle(tier, claimed(), Fate.RETRY, Duration.ZERO, "first");
    settle(tier, claimed(), Fate.BURY, LONG, "zweiter Fehler: größer");

    DeadWrite dead = dead();

    assertThat(dead.error()).isEqualTo("zweiter Fehler: größer");
    assertThat(dead.buried()).isBetween(before, tier.millis() + 1000);
    assertThat(dead.write().key()).isEqualTo(A);
    assertThat(dead.write().nonce()).isEqualTo(outcome.version().nonce());
    assertThat(dead.write().tries()).isEqualTo(2);
    assertThat(text(dead.write())).isEqualTo("w:one");
    assertThat(tier.queue().backlog()).isEqualTo(new Backlog(0, 0, 1));
    assertThat(claim(tier, MINE)).isEmpty();
  }

  @Test
  void settle_buriedDeletion_isOne() {
    tier.attempt(delete(A));
    bury(tier, "");
    assertThat(text(dead().write())).isEqualTo("d:");
    assertThat(dead().error()).isEmpty();
  }

  @Test
  void settle_buriedWithALongError_keepsAsMuchAsIsReadable() {
    tier.attempt(write(A, "one"));
    bury(tier, "ö".repeat(999) + "x");
    assertThat(dead().error()).isEqualTo("ö".repeat(500));
    tier.attempt(write(A, "two"));
    bury(tier, "x" + "ö".repeat(999));
    assertThat(dead().error()).isEqualTo("x" + "ö".repeat(499));
    assertThat(text(dead().write())).isEqualTo("w:two");
  }

  @Test
  void settle_buriedWithoutRoom_staysPendingForThePause() {
    ByteTier narrow = narrow(1);
    List<byte[]> keys = neighbours(narrow, 2);
    narrow.attempt(write(keys.get(0), "one"));
    bury(narrow, "broken");
    narrow.attempt(write(keys.get(1), "two"));
    bury(narrow, "broken");

    assertThat(key(dead().write())).isEqualTo(new String(keys.get(0), UTF_8));
    assertThat(narrow.queue().backlog().pending()).isEqualTo(1);
    assertThat(claim(narrow, MINE)).isEmpty();
    assertThat(narrow.queue().pending(1).get(0).tries()).isEqualTo(1);
  }

  @Test
  void settle_buriedWithoutRoomButTheKeyIsDead_takesItsPlace() {
    ByteTier narrow = narrow(1);
    narrow.attempt(write(A, "one"));
    bury(narrow, "first");
    narrow.attempt(write(A, "two"));
    bury(narrow, "second");
    assertThat(dead().error()).isEqualTo("second");
    assertThat(text(dead().write())).isEqualTo("w:two");
    assertThat(narrow.queue().backlog().pending()).isZero();
  }

  @Test
  void settle_newerDone_takesTheDeadLetterAway() {
    tier.attempt(write(A, "one"));
    bury(tier, "broken");
    tier.attempt(write(A, "two"));
    done(tier, claimed());
    assertThat(tier.queue().backlog()).isEqualTo(Backlog.NONE);
    assertThat(tier.queue().dead(1)).isEmpty();
  }

  @Test
  void settle_olderDoneAfterItsClaimWasLost_leavesTheDeadLetter() {
    tier.attempt(write(A, "one"));
    QueueClaim lost = tier.queue().claim(all(tier), MINE, true, 10, Duration.ofMillis(1)).get(0);
    tier.attempt(write(A, "two"));
    List<QueueClaim> next = new ArrayList<>();
    Crew.until(() -> next.addAll(claim(tier, OTHERS)));
    settle(tier, next.get(0), Fate.BURY, LONG, "broken");

    assertThat(done(tier, lost)).isFalse();

    assertThat(text(dead().write())).isEqualTo("w:two");
  }

  @Test
  void unwritten_pendingOrElseDead_inTheOrderOfTheKeys() {
    List<byte[]> keys = IntStream.range(0, 30).mapToObj(i -> bytes("i:" + i)).toList();
    tier.attemptAll(keys.subList(0, 20).stream().map(key -> blind(key, "dead")).toList());
    bury(tier, "broken");
    tier.attemptAll(keys.subList(10, 15).stream().map(key -> blind(key, "newer")).toList());
    tier.attemptAll(keys.subList(15, 20).stream().map(QueueContract::delete).toList());

    List<@Nullable QueuedWrite> unwritten = node("two").queue().unwritten(keys);

    for (int i = 0; i < 20; i++) {
      assertThat(text(requireNonNull(unwritten.get(i))))
          .isEqualTo(i < 10 ? "w:dead" : i < 15 ? "w:newer" : "d:");
      assertThat(unwritten.get(i).key()).isEqualTo(keys.get(i));
    }
    assertThat(unwritten.subList(20, 30)).containsOnlyNulls();
    assertThat(tier.queue().unwritten(List.of())).isEmpty();
  }

  @Test
  void dead_many_areTheLongestDeadOfEachPartition() {
    List<byte[]> keys = neighbours(tier, 4);
    for (byte[] key : keys) {
      long before = tier.millis();
      tier.attempt(write(key, "v"));
      bury(tier, "broken");
      Crew.until(() -> tier.millis() > before + 2);
    }
    assertThat(tier.queue().dead(3))
        .extracting(dead -> dead.write().key())
        .containsExactlyElementsOf(keys.subList(0, 3));
    assertThat(tier.queue().dead(0)).isEmpty();
  }

  @Test
  void dead_moreThanOneAnswerBrings_areAllFound() {
    List<byte[]> keys = neighbours(tier, 1200);
    for (int from = 0; from < 1200; from += 400) {
      tier.attemptAll(keys.subList(from, from + 400).stream().map(key -> blind(key, "v")).toList());
      bury(tier, "broken");
    }
    Map<String, DeadWrite> found = new HashMap<>();
    tier.queue().dead(5000).forEach(dead -> found.put(key(dead.write()), dead));
    assertThat(found).hasSize(1200);
    assertThat(tier.queue().dead(1100)).hasSize(1100);
    assertThat(tier.queue().backlog().dead()).isEqualTo(1200);
  }

  @Test
  void replay_dead_isPendingAndDueAtOnceWithAllItsTries() {
    tier.attempt(write(A, "one"));
    bury(tier, "broken");

    assertThat(tier.queue().replay(A)).isTrue();

    assertThat(tier.queue().dead(1)).isEmpty();
    assertThat(tier.queue().backlog().oldestMillis()).isLessThan(30_000);
    QueuedWrite again = claimDue(tier, MINE).get(0).writes().get(0);
    assertThat(again.tries()).isZero();
    assertThat(text(again)).isEqualTo("w:one");
  }

  @Test
  void replay_writtenAnew_isDropped() {
    tier.attempt(write(A, "one"));
    bury(tier, "broken");
    tier.attempt(delete(A));
    assertThat(tier.queue().replay(A)).isTrue();
    assertThat(tier.queue().dead(1)).isEmpty();
    assertThat(texts(claimed())).containsExactly("d:");
  }

  @Test
  void replay_none_isFalse() {
    tier.attempt(write(A, "one"));
    assertThat(tier.queue().replay(A)).isFalse();
    assertThat(tier.queue().backlog().pending()).isEqualTo(1);
  }

  @Test
  void replay_noRoom_isFalseAndLeavesIt() {
    ByteTier narrow = narrow(1);
    List<byte[]> keys = neighbours(narrow, 2);
    narrow.attempt(write(keys.get(0), "one"));
    bury(narrow, "broken");
    narrow.attempt(write(keys.get(1), "two"));

    assertThat(narrow.queue().replay(keys.get(0))).isFalse();

    assertThat(narrow.queue().backlog().pending()).isEqualTo(1);
    assertThat(dead().error()).isEqualTo("broken");
  }

  @Test
  void drop_dead_isGoneAndTold() {
    tier.attempt(write(A, "one"));
    bury(tier, "broken");
    DeadWrite dropped = requireNonNull(tier.queue().drop(A));
    assertThat(text(dropped.write())).isEqualTo("w:one");
    assertThat(dropped.error()).isEqualTo("broken");
    assertThat(tier.queue().drop(A)).isNull();
    assertThat(tier.queue().backlog()).isEqualTo(Backlog.NONE);
    assertThat(tier.queue().unwritten(List.of(A))).containsOnlyNulls();
  }
}

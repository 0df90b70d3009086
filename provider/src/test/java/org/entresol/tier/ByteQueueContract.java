package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.entresol.jcache.Crew;
import org.entresol.tier.QueueResult.Fate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ByteQueue} has to do with pending writes, whatever lies below it. */
public abstract class ByteQueueContract extends QueueContract {
  private static final byte[] A = bytes("s:a");
  private static final byte[] B = bytes("s:b");
  private static final Duration SHORT = Duration.ofMillis(200);

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

  // ---- claims

  @Test
  void claim_nothingThere_isLeftOut() {
    assertThat(claim(tier, MINE)).isEmpty();
    assertThat(tier.queue().claim(List.of(), MINE, true, 1, LONG)).isEmpty();
  }

  @Test
  void claim_notDue_isLeftOutAndStaysFree() {
    tier.attempt(write(A, "one"));
    assertThat(claimDue(tier, MINE)).isEmpty();
    assertThat(claim(tier, OTHERS)).hasSize(1);
  }

  @Test
  void claim_dueAfterTheDelay_isGiven() {
    ByteTier hasty = node("one", SHORT, 10_000);
    hasty.attempt(blind(A, "one"));
    Crew.until(() -> !claimDue(hasty, MINE).isEmpty());
  }

  @Test
  void claim_halfFull_takesWhatIsNotDueToo() {
    ByteTier narrow = narrow(4);
    List<byte[]> keys = neighbours(narrow, 2);
    narrow.attempt(write(keys.get(0), "one"));
    assertThat(claimDue(narrow, MINE)).isEmpty();
    narrow.attempt(write(keys.get(1), "two"));
    assertThat(claimDue(narrow, MINE).get(0).writes()).hasSize(2);
  }

  @Test
  void claim_moreThanMost_takesTheLongestDue() {
    List<byte[]> keys = neighbours(tier, 4);
    for (int i = 3; i >= 0; i--) {
      long before = tier.millis();
      tier.attempt(write(keys.get(i), "v" + i));
      Crew.until(() -> tier.millis() > before + 2);
    }
    List<QueueClaim> claims = tier.queue().claim(all(tier), MINE, true, 2, LONG);
    assertThat(texts(claims.get(0))).containsExactly("w:v3", "w:v2");
  }

  @Test
  void claim_somePartitions_takesNoOthers() {
    tier.attempt(write(A, "one"));
    List<Integer> others = new ArrayList<>(all(tier));
    others.remove((Integer) tier.partitionOf(A));
    assertThat(tier.queue().claim(others, MINE, true, 10, LONG)).isEmpty();
  }

  @Test
  void claim_anothers_isLeftOut() {
    tier.attempt(write(A, "one"));
    claimed();
    assertThat(claim(node("two"), OTHERS)).isEmpty();
  }

  @Test
  void claim_ownAgain_hasAGreaterToken() {
    tier.attempt(write(A, "one"));
    QueueClaim first = claimed();
    QueueClaim again = claimed();
    assertThat(again.token()).isGreaterThan(first.token());
    assertThat(tier.queue().settle(first, List.of())).as("the earlier one").isFalse();
    assertThat(tier.queue().settle(again, List.of())).isTrue();
  }

  @Test
  void claim_passedOn_hasAGreaterTokenEachTime() {
    tier.attempt(write(A, "one"));
    long last = 0;
    for (int i = 0; i < 20; i++) {
      QueueClaim claim = claim(tier, i % 2 == 0 ? MINE : OTHERS).get(0);
      assertThat(claim.token()).isGreaterThan(last);
      last = claim.token();
      assertThat(tier.queue().settle(claim, List.of())).isTrue();
    }
  }

  @Test
  void claim_ownerSilent_passesOnWithAGreaterToken() {
    tier.attempt(write(A, "one"));
    QueueClaim first = tier.queue().claim(all(tier), MINE, true, 10, SHORT).get(0);
    List<QueueClaim> next = new ArrayList<>();
    Crew.until(() -> next.addAll(claim(tier, OTHERS)));
    assertThat(next.get(0).token()).isGreaterThan(first.token());
    assertThat(texts(next.get(0))).containsExactly("w:one");
    assertThat(tier.queue().extend(List.of(first), LONG)).containsExactly(false);
  }

  @Test
  void extend_claims_tellsWhichStandAndProlongsThose() {
    List<byte[]> keys = IntStream.range(0, 40).mapToObj(i -> bytes("i:" + i)).toList();
    tier.attemptAll(keys.stream().map(key -> blind(key, "v")).toList());
    List<QueueClaim> claims = tier.queue().claim(all(tier), MINE, true, 100, Duration.ofSeconds(2));
    tier.queue().settle(claims.get(1), List.of());
    List<Boolean> expected = new ArrayList<>(claims.stream().map(claim -> true).toList());
    expected.set(1, false);

    assertThat(tier.queue().extend(claims, LONG)).isEqualTo(expected);

    long end = System.nanoTime() + Duration.ofMillis(2100).toNanos();
    Crew.until(() -> System.nanoTime() > end);
    assertThat(claim(tier, OTHERS))
        .extracting(QueueClaim::partition)
        .containsExactly(claims.get(1).partition());
    assertThat(tier.queue().extend(List.of(), LONG)).isEmpty();
  }

  // ---- what became of them

  @Test
  void settle_done_isGoneAndTheClaimIsGivenBack() {
    List<byte[]> keys = neighbours(tier, 3);
    keys.forEach(key -> tier.attempt(write(key, "one")));
    assertThat(done(tier, claimed())).isTrue();
    assertThat(tier.queue().backlog()).isEqualTo(Backlog.NONE);
    tier.attempt(write(keys.get(0), "two"));
    assertThat(claim(tier, OTHERS)).hasSize(1);
  }

  @Test
  void settle_doneButWrittenAnew_keepsTheNewerForAfterTheDelay() {
    tier.attempt(write(A, "one"));
    QueueClaim claim = claimed();
    tier.attempt(blind(A, "two"));
    assertThat(done(tier, claim)).isTrue();
    assertThat(claimDue(tier, MINE)).isEmpty();
    assertThat(texts(claimed())).containsExactly("w:two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RETRY", "BURY"})
  void settle_failedButWrittenAnew_keepsTheNewerWithAllItsTriesForAfterThePause(Fate fate) {
    tier.attempt(write(A, "one"));
    QueueClaim claim = claimed();
    tier.attempt(write(A, "two"));
    assertThat(settle(tier, claim, fate, SHORT, "broken")).isTrue();
    assertThat(tier.queue().backlog().dead()).isZero();
    List<QueueClaim> next = new ArrayList<>();
    Crew.until(() -> next.addAll(claimDue(tier, MINE)));
    assertThat(texts(next.get(0))).containsExactly("w:two");
    assertThat(next.get(0).writes().get(0).tries()).isZero();
  }

  @Test
  void settle_retry_waitsForItsPauseEvenIfClaimedEarlyOrWrittenAnew() {
    tier.attempt(write(A, "one"));
    settle(tier, claimed(), Fate.RETRY, LONG, "broken");
    assertThat(claim(tier, MINE)).isEmpty();
    tier.attemptAll(List.of(blind(A, "two"), blind(B, "other")));
    assertThat(claim(tier, MINE))
        .singleElement()
        .satisfies(claim -> assertThat(texts(claim)).containsExactly("w:other"));
  }

  @Test
  void settle_retry_comesBackWithOneMoreTry() {
    tier.attempt(write(A, "one"));
    settle(tier, claimed(), Fate.RETRY, Duration.ZERO, "broken");
    settle(tier, claimed(), Fate.RETRY, Duration.ZERO, "broken");
    QueueClaim third = claimDue(tier, MINE).get(0);
    assertThat(third.writes().get(0).tries()).isEqualTo(2);
    assertThat(texts(third)).containsExactly("w:one");
    done(tier, third);
    assertThat(tier.queue().backlog()).isEqualTo(Backlog.NONE);
  }

  @Test
  void settle_claimLost_notesWhatIsDoneAndNoFailure() {
    List<byte[]> keys = neighbours(tier, 3);
    keys.forEach(key -> tier.attempt(write(key, "one")));
    QueueClaim lost = tier.queue().claim(all(tier), MINE, true, 10, SHORT).get(0);
    List<QueueClaim> next = new ArrayList<>();
    Crew.until(() -> next.addAll(claim(tier, OTHERS)));
    List<QueuedWrite> writes = lost.writes();

    boolean stood =
        tier.queue()
            .settle(
                lost,
                List.of(
                    new QueueResult(writes.get(0), Fate.DONE, Duration.ZERO, ""),
                    new QueueResult(writes.get(1), Fate.RETRY, LONG, "broken"),
                    new QueueResult(writes.get(2), Fate.BURY, LONG, "broken")));

    assertThat(stood).isFalse();
    assertThat(tier.queue().backlog().pending()).isEqualTo(2);
    assertThat(tier.queue().extend(next, LONG)).containsExactly(true);
    QueueClaim again = claim(tier, OTHERS).get(0);
    assertThat(again.writes()).extracting(QueuedWrite::tries).containsExactly(0, 0);
  }

  // ---- the whole

  @Test
  void backlog_someOlder_tellsTheAgeOfTheOldestUntilItIsDone() {
    tier.attempt(write(A, "one"));
    long start = tier.millis();
    Crew.until(() -> tier.millis() > start + 50);
    settle(tier, claimed(), Fate.RETRY, LONG, "broken");
    tier.attemptAll(List.of(blind(A, "newer"), blind(B, "other")));

    Backlog backlog = node("two").queue().backlog();

    assertThat(backlog.pending()).isEqualTo(2);
    assertThat(backlog.dead()).isZero();
    assertThat(backlog.oldestMillis()).isBetween(40L, 30_000L);
  }

  @Test
  void pending_many_givesNoMoreThanAskedFor() {
    List<byte[]> keys = IntStream.range(0, 50).mapToObj(i -> bytes("i:" + i)).toList();
    tier.attemptAll(keys.stream().map(key -> blind(key, "v")).toList());
    settle(tier, claim(tier, MINE).get(0), Fate.RETRY, LONG, "broken");
    assertThat(tier.queue().pending(20)).hasSize(20);
    assertThat(tier.queue().pending(100))
        .extracting(QueueContract::key)
        .containsExactlyInAnyOrderElementsOf(
            keys.stream().map(bytes -> new String(bytes, UTF_8)).toList());
    assertThat(tier.queue().pending(0)).isEmpty();
  }

  @Test
  void clear_pending_isLeft() {
    tier.attempt(write(A, "one"));
    tier.clear();
    assertThat(tier.read(A).entry()).isNull();
    assertThat(texts(claimed())).containsExactly("w:one");
  }

  @Test
  void scan_pendingWithoutEntry_isNotSeen() {
    tier.attempt(delete(A));
    assertThat(tier.scan().hasNext()).isFalse();
  }

  @Test
  void destroy_pendingAndDead_areGone() {
    tier.attempt(write(A, "one"));
    bury(tier, "broken");
    tier.attempt(write(B, "one"));
    claimed();
    tier.destroy();
    assertThat(node("two").queue().backlog()).isEqualTo(Backlog.NONE);
    assertThat(node("two").queue().unwritten(List.of(A, B))).containsExactly(null, null);
  }
}

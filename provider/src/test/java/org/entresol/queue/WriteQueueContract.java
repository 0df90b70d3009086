package org.entresol.queue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.entresol.tier.QueueResult.Fate;
import org.junit.jupiter.api.Test;

/** What every queue of pending writes does, however it keeps them. */
abstract class WriteQueueContract extends DeadLetterContract {

  // ---- coming in

  @Test
  void write_severalOfAKey_areOneWithTheLastValue() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    rig.write("a", "2");
    rig.write("b", "1");
    rig.write("a", "3");

    assertThat(pending(rig)).isEqualTo(2);
    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "3", "b", "1"));
  }

  @Test
  void write_thenDeletion_isOneDeletion() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    rig.write("a", null);

    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "-"));
  }

  @Test
  void deletion_thenWrite_isOneWrite() {
    Rig rig = open(HOUR);
    rig.write("a", null);
    rig.write("a", "1");

    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void write_toAFullQueue_isRefusedUnlessItsKeyIsThere() {
    Rig rig = open(HOUR, 2, 100);
    assertThat(rig.write("a", "1")).isTrue();
    assertThat(rig.write("b", "1")).isTrue();

    assertThat(rig.write("c", "1")).isFalse();
    assertThat(rig.write("a", "2")).isTrue();
    assertThat(shown(rig.queue().pending(10))).isEqualTo(Map.of("a", "2", "b", "1"));

    Claim<String, String> claim = awaitClaim(rig, true);
    assertThat(rig.write("c", "1")).as("while they are under way").isFalse();
    done(rig, claim);
    assertThat(rig.write("c", "1")).isTrue();
  }

  // ---- claims

  @Test
  void claim_beforeTheDelay_givesNothingUnlessItIsEarly() {
    Rig rig = open(HOUR);
    rig.write("a", "1");

    assertThat(rig.queue().claim(false)).isEmpty();
    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void claim_nothingPending_givesNoEmptyClaim() {
    Rig rig = open(Duration.ZERO);

    assertThat(rig.queue().claim(true)).isEmpty();

    rig.write("a", "1");
    done(rig, awaitClaim(rig, false));
    assertThat(rig.queue().claim(true)).isEmpty();
  }

  @Test
  void claim_whileThatOfTheSamePartIsOpen_neverGivesAWriteTwice() {
    Rig rig = open(Duration.ZERO);
    rig.write("a", "1");
    Claim<String, String> claim = awaitClaim(rig, true);

    assertThat(claim.stands()).isTrue();
    done(rig, claim);
    assertThat(rig.queue().claim(true)).isEmpty();
  }

  @Test
  void claim_moreThanABatch_givesTheOldestFirst() {
    Rig rig = open(Duration.ZERO, ROOM, 3);
    for (int i = 0; i < 7; i++) {
      rig.write("k" + i, "v");
    }

    Claim<String, String> first = awaitClaim(rig, true);
    assertThat(first.writes()).hasSize(3);
    done(rig, first);
    Claim<String, String> second = awaitClaim(rig, true);
    assertThat(second.writes()).hasSize(3);
    done(rig, second);
    assertThat(claimed(List.of(awaitClaim(rig, true)))).containsOnlyKeys("k6");
  }

  @Test
  void claim_halfFullQueue_isEarly() {
    Rig rig = open(HOUR, 8, 100);
    rig.write("a", "1");
    rig.write("b", "1");
    rig.write("c", "1");
    assertThat(rig.queue().claim(false)).isEmpty();

    rig.write("d", "1");
    rig.write("e", "1");

    assertThat(claimed(rig.queue().claim(false))).hasSize(5);
  }

  // ---- settling

  @Test
  void settle_done_leavesNothing() {
    Rig rig = open(Duration.ZERO);
    rig.write("a", "1");

    assertThat(done(rig, awaitClaim(rig, false))).isTrue();

    assertThat(pending(rig)).isZero();
    assertThat(rig.queue().pending(10)).isEmpty();
    assertThat(unwritten(rig, "a")).isNull();
  }

  @Test
  void settle_withoutAResult_leavesTheWriteAsItIs() {
    Rig rig = open(Duration.ZERO);
    rig.write("a", "1");

    rig.queue().settle(awaitClaim(rig, false), List.of());

    Claim<String, String> again = awaitClaim(rig, false);
    assertThat(claimed(List.of(again))).isEqualTo(Map.of("a", "1"));
    assertThat(again.writes().get(0).tries()).isZero();
  }

  @Test
  void settle_doneOfAnOlderWrite_keepsTheNewer() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    Claim<String, String> claim = awaitClaim(rig, true);
    rig.write("a", "2");
    assertThat(claimed(List.of(claim))).isEqualTo(Map.of("a", "1"));
    assertThat(unwritten(rig, "a")).isEqualTo("2");

    done(rig, claim);

    assertThat(pending(rig)).isEqualTo(1);
    assertThat(rig.queue().claim(false)).as("it has a delay of its own").isEmpty();
    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void settle_doneOfAnEqualOlderWrite_keepsTheNewer() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    Claim<String, String> claim = awaitClaim(rig, true);
    rig.write("a", "2");
    rig.write("a", "1");

    done(rig, claim);

    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void settle_retry_pausesAndCounts() {
    Rig rig = open(Duration.ZERO);
    rig.write("a", "1");
    retry(rig, awaitClaim(rig, false), HOUR);

    assertThat(rig.queue().claim(true)).as("early, but it pauses").isEmpty();
    assertThat(pending(rig)).isEqualTo(1);
    assertThat(unwritten(rig, "a")).isEqualTo("1");
  }

  @Test
  void settle_retryWithoutAPause_comesAgainWithItsTries() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    for (int tries = 0; tries < 5; tries++) {
      Claim<String, String> claim = awaitClaim(rig, tries == 0);
      assertThat(claim.writes().get(0).tries()).isEqualTo(tries);
      retry(rig, claim, Duration.ZERO);
    }
  }

  @Test
  void settle_retryOfAnOlderWrite_leavesTheNewerAllItsTries() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    retry(rig, awaitClaim(rig, true), Duration.ZERO);
    Claim<String, String> claim = awaitClaim(rig, false);
    rig.write("a", "2");

    retry(rig, claim, Duration.ZERO);

    Claim<String, String> next = awaitClaim(rig, true);
    assertThat(claimed(List.of(next))).isEqualTo(Map.of("a", "2"));
    assertThat(next.writes().get(0).tries()).isZero();
  }

  @Test
  void settle_someDoneAndSomeNot_isOfEachAlone() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    rig.write("b", "1");
    rig.write("c", "1");
    Claim<String, String> claim = awaitClaim(rig, true);

    List<Result<String, String>> results = new ArrayList<>();
    for (PendingWrite<String, String> write : claim.writes()) {
      results.add(
          switch (requireNonNull(write.key())) {
            case "a" -> Result.done(write);
            case "b" -> new Result<>(write, Fate.RETRY, HOUR, "later");
            default -> new Result<>(write, Fate.BURY, HOUR, "never");
          });
    }
    rig.queue().settle(claim, results);

    assertThat(rig.queue().unwritten(List.of("a", "b", "c"))).containsOnlyKeys("b", "c");
    assertThat(shown(rig.queue().pending(10))).containsOnlyKeys("b");
    assertThat(rig.queue().dead(10)).extracting(dead -> dead.write().key()).containsExactly("c");
  }

  // ---- looking

  @Test
  void unwritten_pendingAndUnderWayAndUnknown_givesWhatThereIs() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    rig.write("b", null);
    Map<String, PendingWrite<String, String>> found =
        rig.queue().unwritten(List.of("a", "b", "unknown"));

    assertThat(found).containsOnlyKeys("a", "b");
    assertThat(requireNonNull(found.get("b")).deletion()).isTrue();

    List<Claim<String, String>> claims = rig.queue().claim(true);
    assertThat(claims).isNotEmpty();
    assertThat(unwritten(rig, "a")).as("under way").isEqualTo("1");
    assertThat(unwritten(rig, "b")).as("under way").isEqualTo("-");
  }

  @Test
  void backlog_pendingUnderWayAndDead_countsThem() {
    Rig rig = open(HOUR);
    assertThat(rig.queue().backlog().pending()).isZero();
    assertThat(rig.queue().backlog().oldestMillis()).isZero();
    bury(rig, "dead", "1", "no");
    rig.write("a", "1");
    awaitClaim(rig, true);
    rig.write("b", "1");

    assertThat(pending(rig)).as("those under way among them").isEqualTo(2);
    assertThat(rig.queue().backlog().dead()).isEqualTo(1);
    assertThat(rig.queue().backlog().oldestMillis()).isNotNegative();
  }

  @Test
  void pending_moreThanAsked_givesSome() {
    Rig rig = open(HOUR);
    for (int i = 0; i < 5; i++) {
      rig.write("k" + i, "v");
    }

    assertThat(rig.queue().pending(3)).hasSize(3);
    assertThat(rig.queue().pending(100)).hasSize(5);
  }
}

package org.entresol.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of writes that are given up, in every queue. */
abstract class DeadLetterContract extends QueueLab {

  @Test
  void settle_bury_makesADeadLetterWithItsError() {
    Rig rig = open(HOUR);
    long before = System.currentTimeMillis();
    bury(rig, "a", "1", "no such column: naïve");

    BuriedWrite<String, String> dead = rig.queue().dead(10).get(0);
    assertThat(dead.write().key()).isEqualTo("a");
    assertThat(dead.write().value()).isEqualTo("1");
    assertThat(dead.write().deletion()).isFalse();
    assertThat(dead.write().tries()).isEqualTo(1);
    assertThat(dead.error()).isEqualTo("no such column: naïve");
    assertThat(dead.buriedMillis()).isBetween(before - 1_000, System.currentTimeMillis() + 1_000);
    assertThat(pending(rig)).isZero();
    assertThat(rig.queue().backlog().dead()).isEqualTo(1);
    assertThat(rig.queue().claim(true)).isEmpty();
  }

  @Test
  void settle_buryOfADeletion_isADeadDeletion() {
    Rig rig = open(HOUR);
    bury(rig, "a", null, "no");

    PendingWrite<String, String> dead = rig.queue().dead(10).get(0).write();
    assertThat(dead.deletion()).isTrue();
    assertThat(dead.value()).isNull();
    assertThat(unwritten(rig, "a")).isEqualTo("-");
  }

  @Test
  void settle_buryOfAnOlderWrite_keepsTheNewerAndBuriesNothing() {
    Rig rig = open(HOUR);
    rig.write("a", "1");
    Claim<String, String> claim = awaitClaim(rig, true);
    rig.write("a", "2");

    bury(rig, claim, "no");

    assertThat(rig.queue().dead(10)).isEmpty();
    assertThat(shown(rig.queue().pending(10))).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void settle_buryAgain_isOneDeadLetterOfTheKey() {
    Rig rig = open(HOUR);
    bury(rig, "a", "1", "first");
    bury(rig, "a", "2", "second");

    assertThat(rig.queue().dead(10)).extracting(BuriedWrite::error).containsExactly("second");
    assertThat(unwritten(rig, "a")).isEqualTo("2");
  }

  @Test
  void settle_buryWithoutRoom_staysPending() {
    Rig rig = open(HOUR, 2, 100);
    bury(rig, "a", "1", "no");
    bury(rig, "b", "1", "no");

    bury(rig, "c", "1", "no");

    assertThat(rig.queue().backlog().dead()).isEqualTo(2);
    assertThat(shown(rig.queue().pending(10))).isEqualTo(Map.of("c", "1"));
    assertThat(unwritten(rig, "c")).isEqualTo("1");
  }

  @Test
  void settle_doneOfAKeyWithADeadLetter_endsTheLetter() {
    Rig rig = open(HOUR);
    bury(rig, "a", "1", "no");
    rig.write("a", "2");
    assertThat(unwritten(rig, "a")).as("the pending one first").isEqualTo("2");

    done(rig, awaitClaim(rig, true));

    assertThat(rig.queue().dead(10)).isEmpty();
    assertThat(unwritten(rig, "a")).isNull();
  }

  @Test
  void replay_deadLetter_isDueAtOnceWithAllItsTries() {
    Rig rig = open(HOUR);
    bury(rig, "a", "1", "no");

    assertThat(rig.queue().replay(idOf(rig, "a"))).isTrue();

    assertThat(rig.queue().dead(10)).isEmpty();
    Claim<String, String> claim = awaitClaim(rig, false);
    assertThat(claimed(List.of(claim))).isEqualTo(Map.of("a", "1"));
    assertThat(claim.writes().get(0).tries()).isZero();
    done(rig, claim);
    assertThat(pending(rig)).isZero();
  }

  @Test
  void replay_besideANewerWrite_keepsTheNewer() {
    Rig rig = open(HOUR);
    bury(rig, "a", "1", "no");
    String id = idOf(rig, "a");
    rig.write("a", "2");

    assertThat(rig.queue().replay(id)).isTrue();

    assertThat(rig.queue().dead(10)).isEmpty();
    assertThat(claimed(rig.queue().claim(true))).isEqualTo(Map.of("a", "2"));
  }

  @Test
  void replay_withoutRoom_isRefusedAndKeepsTheLetter() {
    Rig rig = open(HOUR, 1, 100);
    bury(rig, "a", "1", "no");
    rig.write("b", "1");

    assertThat(rig.queue().replay(idOf(rig, "a"))).isFalse();

    assertThat(rig.queue().backlog().dead()).isEqualTo(1);
    assertThat(unwritten(rig, "a")).isEqualTo("1");
  }

  @Test
  void replay_unknownIds_isFalse() {
    Rig rig = open(HOUR);
    bury(rig, "a", "1", "no");

    for (String id : List.of("", "7777", "no such id", "%&!", "YQ")) {
      assertThat(rig.queue().replay(id)).as(id).isFalse();
      assertThat(rig.queue().drop(id)).as(id).isFalse();
      assertThat(rig.queue().keyOf(id)).as(id).isNotEqualTo("a");
    }
    assertThat(rig.queue().backlog().dead()).isEqualTo(1);
  }

  @Test
  void drop_deadLetter_takesItAway() {
    Rig rig = open(HOUR);
    bury(rig, "a", "1", "no");
    String id = idOf(rig, "a");

    assertThat(rig.queue().keyOf(id)).isEqualTo("a");
    assertThat(rig.queue().drop(id)).isTrue();

    assertThat(rig.queue().drop(id)).isFalse();
    assertThat(rig.queue().replay(id)).isFalse();
    assertThat(rig.queue().dead(10)).isEmpty();
    assertThat(unwritten(rig, "a")).isNull();
  }

  @Test
  void dead_moreThanAsked_givesSome() {
    Rig rig = open(HOUR);
    for (int i = 0; i < 5; i++) {
      bury(rig, "k" + i, "v", "no");
    }

    assertThat(rig.queue().dead(3)).hasSize(3);
    assertThat(rig.queue().dead(Integer.MAX_VALUE)).hasSize(5);
  }
}

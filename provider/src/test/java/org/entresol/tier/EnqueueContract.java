package org.entresol.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pending writes every {@link ByteTier} has to leave, whatever lies below it. */
public abstract class EnqueueContract extends QueueContract {
  private static final byte[] A = bytes("s:a");
  private static final byte[] B = bytes("s:b");
  private static final byte[] BINARY = {'k', 'x', 0, -1, '*', '}'};

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

  // ---- what comes in

  @Test
  void attempt_written_leavesAPendingWriteWithTheEntry() {
    Outcome outcome = tier.attempt(write(A, "one"));

    assertThat(requireNonNull(tier.read(A).entry()).version().nonce())
        .isEqualTo(outcome.version().nonce());
    assertThat(claim(node("two"), MINE))
        .singleElement()
        .satisfies(claim -> assertThat(claim.partition()).isEqualTo(tier.partitionOf(A)))
        .extracting(claim -> claim.writes().get(0))
        .satisfies(
            write -> {
              assertThat(write.key()).isEqualTo(A);
              assertThat(text(write)).isEqualTo("w:one");
              assertThat(write.nonce()).isEqualTo(outcome.version().nonce());
              assertThat(write.tries()).isZero();
            });
  }

  @Test
  void attempt_blind_leavesAPendingWriteToo() {
    List<Outcome> outcomes = tier.attemptAll(List.of(blind(A, "one"), blind(BINARY, "two")));

    List<@Nullable QueuedWrite> unwritten = tier.queue().unwritten(List.of(BINARY, A));
    assertThat(unwritten.stream().map(write -> text(requireNonNull(write))))
        .containsExactly("w:two", "w:one");
    assertThat(requireNonNull(unwritten.get(0)).nonce())
        .isEqualTo(outcomes.get(1).version().nonce());
    assertThat(outcomes).extracting(Outcome::stored).containsOnly(true);
    assertThat(claim(tier, MINE).stream().flatMap(claim -> claim.writes().stream()))
        .extracting(QueuedWrite::key)
        .containsExactlyInAnyOrder(A, BINARY);
  }

  @Test
  void attempt_deletionOfNothing_leavesOne() {
    tier.attempt(delete(A));
    assertThat(texts(claimed())).containsExactly("d:");
  }

  @Test
  void attempt_lifeOverAtOnce_leavesAWriteAndNoEntry() {
    assertThat(tier.attempt(write(A, "one").lifetimes(new Lifetimes(0, 0, 0))).stored()).isFalse();
    assertThat(texts(claimed())).containsExactly("w:one");
    assertThat(tier.read(A).entry()).isNull();
  }

  @Test
  void attempt_loadedTouchedOrLeft_leavesNone() {
    tier.attempt(plan(A, Act.LOAD, "one"));
    tier.attempt(plan(A, Act.TOUCH, "").lifetimes(Lifetimes.of(Lifetimes.ETERNAL)));
    tier.attempt(plan(A, Act.LEAVE, ""));
    assertThat(tier.queue().backlog()).isEqualTo(Backlog.NONE);
  }

  @Test
  void attempt_conditionNotMet_leavesNone() {
    tier.attempt(write(A, "one").ifVersion(new Version(1, 1)));
    tier.attempt(write(A, "one").under(MINE));
    assertThat(tier.queue().backlog()).isEqualTo(Backlog.NONE);
  }

  @Test
  void attempt_notWrittenBehind_leavesNone() {
    tier.attempt(new Plan(A, Act.WRITE, Act.WRITE).payload(A));
    tier.attemptAll(
        List.of(new Plan(B, Act.WRITE, Act.WRITE).payload(B).ignoringFound(true), blind(A, "x")));
    assertThat(tier.queue().unwritten(List.of(A, B)))
        .satisfiesExactly(a -> assertThat(a).isNotNull(), b -> assertThat(b).isNull());
  }

  @Test
  void attempt_sameKeyAgain_onlyTheLastOneCounts() {
    tier.attempt(write(A, "one"));
    tier.attempt(blind(A, "two"));
    tier.attempt(delete(A));
    tier.attemptAll(List.of(blind(A, "three"), blind(A, "four")));

    assertThat(tier.queue().backlog().pending()).isEqualTo(1);
    assertThat(texts(claimed())).containsExactly("w:four");
  }

  // ---- a full queue

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void attempt_noRoom_doesNothing(boolean isBlind) {
    ByteTier narrow = narrow(1);
    List<byte[]> keys = neighbours(narrow, 2);
    Outcome first = narrow.attempt(write(keys.get(0), "one"));
    long[] sequences = narrow.sequences();

    Outcome outcome =
        narrow.attempt(isBlind ? blind(keys.get(1), "two") : write(keys.get(1), "two"));

    assertThat(outcome.verdict()).isEqualTo(Verdict.FULL);
    assertThat(outcome.act()).isEqualTo(Act.LEAVE);
    assertThat(outcome.stored()).isFalse();
    assertThat(outcome.sequence()).isEqualTo(first.sequence());
    assertThat(narrow.read(keys.get(1)).entry()).isNull();
    assertThat(narrow.sequences()).isEqualTo(sequences);
    assertThat(narrow.queue().backlog().pending()).isEqualTo(1);
  }

  @Test
  void attempt_noRoomUnderALeaseWithATicketLeft_leavesBoth() {
    ByteTier narrow = narrow(1);
    List<byte[]> keys = neighbours(narrow, 2);
    byte[] key = keys.get(1);
    narrow.attempt(write(keys.get(0), "one"));
    narrow.leaveTickets(List.of(key), List.of(5L), LONG);
    narrow.lease(List.of(key), MINE, LONG);

    assertThat(narrow.attempt(delete(key).under(MINE)).verdict()).isEqualTo(Verdict.FULL);

    assertThat(narrow.lease(List.of(key), OTHERS, LONG).get(0).lease()).isNull();
    assertThat(
            narrow.attempt(new Plan(key, Act.LOAD, Act.LOAD).withTicket(5).under(MINE)).verdict())
        .isEqualTo(Verdict.MADE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void attempt_noRoomButTheKeyIsPending_isMade(boolean isBlind) {
    ByteTier narrow = narrow(1);
    narrow.attempt(write(A, "one"));

    Outcome outcome = narrow.attempt(isBlind ? blind(A, "two") : write(A, "two"));

    assertThat(outcome.verdict()).isEqualTo(Verdict.MADE);
    assertThat(texts(claimed())).containsExactly("w:two");
  }

  @Test
  void attemptAll_roomForSomeOfAPartition_makesEachWholeOrNotAtAllAndRefusesNoneOfOthers() {
    ByteTier narrow = narrow(3);
    List<byte[]> keys = neighbours(narrow, 5);
    byte[] other =
        Stream.of(A, B, BINARY, bytes("s:c"), bytes("s:d"))
            .filter(key -> narrow.partitionOf(key) != narrow.partitionOf(keys.get(0)))
            .findFirst()
            .orElseThrow();
    List<Plan> plans = new ArrayList<>(keys.stream().map(key -> blind(key, "new")).toList());
    plans.add(blind(other, "new"));

    List<Outcome> outcomes = narrow.attemptAll(plans);

    assertThat(outcomes.get(5).verdict()).isEqualTo(Verdict.MADE);
    assertThat(outcomes.subList(0, 5))
        .extracting(Outcome::verdict)
        .contains(Verdict.FULL)
        .isSubsetOf(Verdict.FULL, Verdict.MADE);
    for (int i = 0; i < 5; i++) {
      boolean made = outcomes.get(i).verdict() == Verdict.MADE;
      assertThat(narrow.read(keys.get(i)).entry() != null).isEqualTo(made);
      assertThat(narrow.queue().unwritten(List.of(keys.get(i))).get(0) != null).isEqualTo(made);
    }
  }
}

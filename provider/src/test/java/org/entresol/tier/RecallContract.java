package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ByteTier} has to do with tags, and with what is recalled by them. */
abstract class RecallContract extends TaggedContract {

  @Test
  void read_tagged_tellsTags() {
    tier().attempt(write(A, BOTH));
    assertThat(requireNonNull(entry(A)).tags()).containsExactly(BOTH);
  }

  @Test
  void read_tagged_tellsPayloadAlone() {
    tier().attempt(write(A, BOTH));
    Stored found = requireNonNull(entry(A));
    assertThat(new String(found.bytes(), found.offset(), 3, UTF_8)).isEqualTo("new");
    assertThat(found.bytes().length - found.offset()).isEqualTo(3);
  }

  @Test
  void recall_anyOfItsTags_dropsIt() {
    other().attempt(write(A, BOTH));
    other().attempt(write(B, BOTH));
    tier().recall(RED);
    assertThat(entry(A)).isNull();
    other().recall(BLUE);
    assertThat(entry(B)).isNull();
  }

  @Test
  void recall_otherTags_leavesIt() {
    tier().attempt(write(A, BLUE));
    tier().attempt(write(B, NONE));
    other().recall(RED);
    assertThat(entry(A)).isNotNull();
    assertThat(entry(B)).isNotNull();
  }

  @Test
  void recall_manyEntries_dropsAllThatHaveTheTag() {
    List<byte[]> keys = IntStream.range(0, 200).mapToObj(i -> ("i:" + i).getBytes(UTF_8)).toList();
    tier()
        .attemptAll(
            IntStream.range(0, 200)
                .mapToObj(i -> write(keys.get(i), i % 3 == 0 ? RED : i % 3 == 1 ? BLUE : NONE))
                .toList());
    other().recall(RED);
    List<Found> found = tier().readAll(keys);
    for (int i = 0; i < 200; i++) {
      assertThat(found.get(i).entry() == null).as("entry %d", i).isEqualTo(i % 3 == 0);
    }
  }

  @Test
  void recall_severalTags_dropsWhatHasOneOfThem() {
    tier().attempt(write(A, RED));
    tier().attempt(write(B, BLUE));
    other().recall(BOTH);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNull();
  }

  @Test
  void recall_beforeTheWrite_leavesIt() {
    tier().attempt(write(A, RED));
    tier().recall(RED);
    other().attempt(write(A, RED));
    assertThat(entry(A)).isNotNull();
    tier().recall(BLUE);
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void recall_laterTags_keepsEarlierOnesRecalled() {
    tier().attempt(write(A, RED));
    tier().attempt(write(B, BLUE));
    tier().recall(RED);
    assertThat(entry(A)).isNull();
    tier().recall(BLUE);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNull();
  }

  @Test
  void recall_nothingThere_tellsSequences() {
    long[] before = tier().sequences();
    long[] told = tier().recall(RED);
    assertThat(told).isEqualTo(other().sequences());
    for (int p = 0; p < told.length; p++) {
      assertThat(told[p]).isGreaterThan(before[p]);
    }
  }

  @Test
  void attempt_onRecalled_findsNothing() {
    Version version = tier().attempt(write(A, RED)).version();
    other().recall(RED);
    assertThat(tier().attempt(plan(A, Act.LEAVE, Act.WRITE, NONE)).found()).isFalse();
    assertThat(tier().attempt(plan(A, Act.LEAVE, Act.DELETE, NONE).ifVersion(version)).verdict())
        .isEqualTo(Verdict.OVERTAKEN);
    Outcome put = tier().attempt(plan(A, Act.WRITE, Act.LEAVE, RED).wantingEntry(true));
    assertThat(put.found()).isFalse();
    assertThat(put.stored()).isTrue();
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void attempt_manyOnRecalled_findNothing() {
    tier().attempt(write(A, RED));
    tier().attempt(write(B, BLUE));
    other().recall(RED);
    List<Outcome> outcomes =
        tier()
            .attemptAll(
                List.of(
                    plan(A, Act.LEAVE, Act.WRITE, NONE).wantingEntry(true),
                    plan(B, Act.LEAVE, Act.WRITE, NONE).wantingEntry(true)));
    assertThat(outcomes).extracting(Outcome::found).containsExactly(false, true);
  }

  @Test
  void touch_tagged_keepsTags() {
    Lifetimes minute = Lifetimes.of(60_000);
    tier().attempt(write(A, RED).lifetimes(minute));
    tier().attempt(new Plan(A, Act.LEAVE, Act.TOUCH).lifetimes(minute));
    assertThat(requireNonNull(entry(A)).tags()).containsExactly(RED);
    other().recall(RED);
    assertThat(entry(A)).isNull();
  }

  @Test
  void write_withoutTags_losesThem() {
    tier().attempt(write(A, RED));
    tier().attempt(write(A, NONE));
    other().recall(RED);
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void load_begunBeforeTheRecall_isRefused() {
    tier().leaveTickets(List.of(A), List.of(7L), LONG);
    tier().leaveTickets(List.of(B), List.of(8L), LONG);
    other().recall(RED);
    assertThat(tier().attempt(plan(A, Act.LOAD, Act.LEAVE, BOTH).withTicket(7)).verdict())
        .isEqualTo(Verdict.REVOKED);
    assertThat(tier().attempt(plan(B, Act.LOAD, Act.LEAVE, BLUE).withTicket(8)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNotNull();
  }

  @Test
  void load_begunAfterTheRecall_isStored() {
    tier().attempt(write(A, RED));
    other().recall(RED);
    tier().leaveTickets(List.of(A), List.of(7L), LONG);
    assertThat(tier().attempt(plan(A, Act.LOAD, Act.LEAVE, RED).withTicket(7)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void load_firstTagsOfAll_isStored() {
    tier().leaveTickets(List.of(A), List.of(7L), LONG);
    other().attempt(write(B, BLUE));
    assertThat(tier().attempt(plan(A, Act.LOAD, Act.LEAVE, RED).withTicket(7)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(entry(A)).isNotNull();
    assertThat(entry(B)).isNotNull();
  }

  @Test
  void lease_onRecalled_findsNothing() {
    tier().attempt(write(A, RED));
    other().recall(RED);
    assertThat(requireNonNull(tier().lease(List.of(A), new Lease(3), LONG).get(0).found()).entry())
        .isNull();
  }

  @Test
  void clear_afterRecall_leavesWhatComesThen() {
    tier().attempt(write(A, RED));
    tier().recall(RED);
    tier().clear();
    other().attempt(write(A, RED));
    assertThat(entry(A)).isNotNull();
    tier().recall(BLUE);
    assertThat(entry(A)).isNotNull();
    tier().recall(RED);
    assertThat(entry(A)).isNull();
  }

  @Test
  void recall_moreTagsThanAreKnown_bringsNoneOfThemBack() {
    tier().attempt(write(A, new long[] {TagHash.of("t0")}));
    tier().attempt(write(B, NONE));
    for (int i = 0; i <= RecallFloors.MOST; i += TagHash.MOST) {
      int from = i;
      tier()
          .recall(
              IntStream.range(0, TagHash.MOST)
                  .mapToLong(t -> TagHash.of("t" + (from + t)))
                  .toArray());
    }
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNotNull();
    other().attempt(write(A, RED));
    assertThat(entry(A)).isNotNull();
  }
}

package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ByteTier} has to do with tags and patterns of keys, and with what is recalled
 * by them.
 */
abstract class RecallContract extends TierContract {

  private static final byte[] A = "s:a".getBytes(UTF_8);
  private static final byte[] B = "s:b".getBytes(UTF_8);
  private static final byte[] EARLIER = "s:earlier".getBytes(UTF_8);
  private static final long[] RED = {TagHash.of("red")};
  private static final long[] BLUE = {TagHash.of("blue")};
  private static final long[] GREEN = {TagHash.of("green")};
  private static final long[] BOTH = {RED[0], BLUE[0]};
  private static final long[] NONE = {};
  private static final Duration LONG = Duration.ofMinutes(1);

  private ByteTier tier;
  private ByteTier other;

  @BeforeEach
  void join() {
    tier = node("one");
    other = node("two");
  }

  private static Plan plan(byte[] key, Act absent, Act present, long[] tags) {
    return new Plan(key, absent, present)
        .payload("new".getBytes(UTF_8))
        .tags(tags)
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL));
  }

  private static Plan write(byte[] key, long[] tags) {
    return plan(key, Act.WRITE, Act.WRITE, tags);
  }

  private @Nullable Stored entry(byte[] key) {
    Stored one = tier.read(key).entry();
    Stored among = tier.readAll(List.of("s:none".getBytes(UTF_8), key)).get(1).entry();
    assertThat(among == null).isEqualTo(one == null);
    return one;
  }

  @Test
  void read_tagged_tellsTags() {
    tier.attempt(write(A, BOTH));
    assertThat(requireNonNull(entry(A)).tags()).containsExactly(BOTH);
  }

  @Test
  void read_tagged_tellsPayloadAlone() {
    tier.attempt(write(A, BOTH));
    Stored found = requireNonNull(entry(A));
    assertThat(new String(found.bytes(), found.offset(), 3, UTF_8)).isEqualTo("new");
    assertThat(found.bytes().length - found.offset()).isEqualTo(3);
  }

  @Test
  void recall_anyOfItsTags_dropsIt() {
    other.attempt(write(A, BOTH));
    other.attempt(write(B, BOTH));
    tier.recall(RED);
    assertThat(entry(A)).isNull();
    other.recall(BLUE);
    assertThat(entry(B)).isNull();
  }

  @Test
  void recall_otherTags_leavesIt() {
    tier.attempt(write(A, BLUE));
    tier.attempt(write(B, NONE));
    other.recall(RED);
    assertThat(entry(A)).isNotNull();
    assertThat(entry(B)).isNotNull();
  }

  @Test
  void recall_manyEntries_dropsAllThatHaveTheTag() {
    List<byte[]> keys = IntStream.range(0, 200).mapToObj(i -> ("i:" + i).getBytes(UTF_8)).toList();
    tier.attemptAll(
        IntStream.range(0, 200)
            .mapToObj(i -> write(keys.get(i), i % 3 == 0 ? RED : i % 3 == 1 ? BLUE : NONE))
            .toList());
    other.recall(RED);
    List<Found> found = tier.readAll(keys);
    for (int i = 0; i < 200; i++) {
      assertThat(found.get(i).entry() == null).as("entry %d", i).isEqualTo(i % 3 == 0);
    }
  }

  @Test
  void recall_severalTags_dropsWhatHasOneOfThem() {
    tier.attempt(write(A, RED));
    tier.attempt(write(B, BLUE));
    other.recall(BOTH);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNull();
  }

  @Test
  void recall_beforeTheWrite_leavesIt() {
    tier.attempt(write(A, RED));
    tier.recall(RED);
    other.attempt(write(A, RED));
    assertThat(entry(A)).isNotNull();
    tier.recall(BLUE);
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void recall_laterTags_keepsEarlierOnesRecalled() {
    tier.attempt(write(A, RED));
    tier.attempt(write(B, BLUE));
    tier.recall(RED);
    assertThat(entry(A)).isNull();
    tier.recall(BLUE);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNull();
  }

  @Test
  void recall_nothingThere_tellsSequences() {
    long[] before = tier.sequences();
    long[] told = tier.recall(RED);
    assertThat(told).isEqualTo(other.sequences());
    for (int p = 0; p < told.length; p++) {
      assertThat(told[p]).isGreaterThan(before[p]);
    }
  }

  /**
   * The instant from which on an entry is past its time. A node whose estimate of the time is
   * behind says its own time instead until that is later, so this waits until an answer stays.
   */
  private long pastSince(byte[] key) {
    long past = await().until(() -> end(key), end -> end < tier.millis() && end(key) == end);
    assertThat(past).isPositive();
    assertThat(requireNonNull(tier.readAll(List.of(key, B)).get(0).entry()).expires())
        .isEqualTo(past);
    return past;
  }

  /** The end that an entry has, which has to have come. */
  private long end(byte[] key) {
    long end = requireNonNull(entry(key)).expires();
    assertThat(end).isLessThanOrEqualTo(tier.millis());
    return end;
  }

  @Test
  void expire_anyOfItsTags_endsItNow() {
    tier.attempt(write(EARLIER, GREEN));
    tier.attempt(write(A, BOTH));
    tier.attempt(write(B, BLUE));
    other.recall(GREEN, Recall.EXPIRE);
    long before = pastSince(EARLIER);
    long[] told = other.recall(RED, Recall.EXPIRE);
    assertThat(told).isEqualTo(tier.sequences());
    assertThat(pastSince(A)).isGreaterThanOrEqualTo(before);
    assertThat(requireNonNull(entry(B)).expires()).isZero();
  }

  @Test
  void attempt_onExpiredByTag_findsNothing() {
    Version version = tier.attempt(write(A, RED)).version();
    other.recall(RED, Recall.EXPIRE);
    assertThat(tier.attempt(plan(A, Act.LEAVE, Act.WRITE, NONE)).found()).isFalse();
    assertThat(tier.attempt(plan(A, Act.LEAVE, Act.DELETE, NONE).ifVersion(version)).verdict())
        .isEqualTo(Verdict.OVERTAKEN);
    assertThat(tier.attempt(plan(A, Act.LEAVE, Act.TOUCH, NONE)).found()).isFalse();
    Leased leased = tier.lease(List.of(A), new Lease(5), LONG).get(0);
    assertThat(requireNonNull(leased.found()).entry()).isNull();
    assertThat(pastSince(A)).isPositive();
  }

  @Test
  void expire_againAndAgain_leavesTheFirstEnd() {
    tier.attempt(write(A, RED));
    other.recall(RED, Recall.EXPIRE);
    long first = pastSince(A);
    for (int i = 0; i < 5; i++) {
      long last = tier.millis();
      await().until(() -> tier.millis() > last);
      other.recall((i % 2 == 0) ? BOTH : RED, Recall.EXPIRE);
      assertThat(pastSince(A)).isLessThanOrEqualTo(first);
    }
    Found left = tier.leaveTickets(List.of(A), List.of(7L), LONG).get(0);
    assertThat(requireNonNull(left.entry()).expires()).isLessThanOrEqualTo(first);
    assertThat(requireNonNull(other.read(A).entry()).expires()).isLessThanOrEqualTo(first);
  }

  @Test
  void expire_writtenAgain_isThere() {
    tier.attempt(write(A, RED));
    other.recall(RED, Recall.EXPIRE);
    tier.attempt(write(A, RED));
    other.recall(BLUE, Recall.EXPIRE);
    assertThat(requireNonNull(entry(A)).expires()).isZero();
  }

  @Test
  void drop_beforeOrAfterExpiry_dropsIt() {
    tier.attempt(write(A, RED));
    tier.attempt(write(B, BLUE));
    other.recall(RED, Recall.EXPIRE);
    other.recall(BOTH);
    other.recall(BLUE, Recall.EXPIRE);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNull();
  }

  @Test
  void load_begunBeforeItsTagsExpired_isRefused() {
    tier.attempt(write(A, RED));
    tier.leaveTickets(List.of(A), List.of(7L), LONG);
    other.recall(RED, Recall.EXPIRE);
    assertThat(tier.attempt(plan(A, Act.LOAD, Act.LOAD, RED).withTicket(7)).verdict())
        .isEqualTo(Verdict.REVOKED);
    long ended = pastSince(A);
    Stored found = requireNonNull(tier.leaveTickets(List.of(A), List.of(8L), LONG).get(0).entry());
    assertThat(found.expires()).isPositive().isLessThanOrEqualTo(ended);
    assertThat(found.tags()).containsExactly(RED);
    assertThat(tier.attempt(plan(A, Act.LOAD, Act.LOAD, RED).withTicket(8)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(requireNonNull(entry(A)).expires()).isZero();
  }

  @Test
  void attempt_onRecalled_findsNothing() {
    Version version = tier.attempt(write(A, RED)).version();
    other.recall(RED);
    assertThat(tier.attempt(plan(A, Act.LEAVE, Act.WRITE, NONE)).found()).isFalse();
    assertThat(tier.attempt(plan(A, Act.LEAVE, Act.DELETE, NONE).ifVersion(version)).verdict())
        .isEqualTo(Verdict.OVERTAKEN);
    Outcome put = tier.attempt(plan(A, Act.WRITE, Act.LEAVE, RED).wantingEntry(true));
    assertThat(put.found()).isFalse();
    assertThat(put.stored()).isTrue();
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void attempt_manyOnRecalled_findNothing() {
    tier.attempt(write(A, RED));
    tier.attempt(write(B, BLUE));
    other.recall(RED);
    List<Outcome> outcomes =
        tier.attemptAll(
            List.of(
                plan(A, Act.LEAVE, Act.WRITE, NONE).wantingEntry(true),
                plan(B, Act.LEAVE, Act.WRITE, NONE).wantingEntry(true)));
    assertThat(outcomes).extracting(Outcome::found).containsExactly(false, true);
  }

  @Test
  void touch_tagged_keepsTags() {
    Lifetimes minute = Lifetimes.of(60_000);
    tier.attempt(write(A, RED).lifetimes(minute));
    tier.attempt(new Plan(A, Act.LEAVE, Act.TOUCH).lifetimes(minute));
    assertThat(requireNonNull(entry(A)).tags()).containsExactly(RED);
    other.recall(RED);
    assertThat(entry(A)).isNull();
  }

  @Test
  void write_withoutTags_losesThem() {
    tier.attempt(write(A, RED));
    tier.attempt(write(A, NONE));
    other.recall(RED);
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void load_begunBeforeTheRecall_isRefused() {
    tier.leaveTickets(List.of(A), List.of(7L), LONG);
    tier.leaveTickets(List.of(B), List.of(8L), LONG);
    other.recall(RED);
    assertThat(tier.attempt(plan(A, Act.LOAD, Act.LEAVE, BOTH).withTicket(7)).verdict())
        .isEqualTo(Verdict.REVOKED);
    assertThat(tier.attempt(plan(B, Act.LOAD, Act.LEAVE, BLUE).withTicket(8)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNotNull();
  }

  @Test
  void load_begunAfterTheRecall_isStored() {
    tier.attempt(write(A, RED));
    other.recall(RED);
    tier.leaveTickets(List.of(A), List.of(7L), LONG);
    assertThat(tier.attempt(plan(A, Act.LOAD, Act.LEAVE, RED).withTicket(7)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(entry(A)).isNotNull();
  }

  @Test
  void load_firstTagsOfAll_isStored() {
    tier.leaveTickets(List.of(A), List.of(7L), LONG);
    other.attempt(write(B, BLUE));
    assertThat(tier.attempt(plan(A, Act.LOAD, Act.LEAVE, RED).withTicket(7)).verdict())
        .isEqualTo(Verdict.MADE);
    assertThat(entry(A)).isNotNull();
    assertThat(entry(B)).isNotNull();
  }

  @Test
  void lease_onRecalled_findsNothing() {
    tier.attempt(write(A, RED));
    other.recall(RED);
    assertThat(requireNonNull(tier.lease(List.of(A), new Lease(3), LONG).get(0).found()).entry())
        .isNull();
  }

  @Test
  void clear_afterRecall_leavesWhatComesThen() {
    tier.attempt(write(A, RED));
    tier.recall(RED);
    tier.clear();
    other.attempt(write(A, RED));
    assertThat(entry(A)).isNotNull();
    tier.recall(BLUE);
    assertThat(entry(A)).isNotNull();
    tier.recall(RED);
    assertThat(entry(A)).isNull();
  }

  @Test
  void recall_moreTagsThanAreKnown_bringsNoneOfThemBack() {
    tier.attempt(write(A, new long[] {TagHash.of("t0")}));
    tier.attempt(write(B, NONE));
    for (int i = 0; i <= RecallFloors.MOST; i += TagHash.MOST) {
      int from = i;
      tier.recall(
          IntStream.range(0, TagHash.MOST).mapToLong(t -> TagHash.of("t" + (from + t))).toArray());
    }
    assertThat(entry(A)).isNull();
    assertThat(entry(B)).isNotNull();
    other.attempt(write(A, RED));
    assertThat(entry(A)).isNotNull();
  }

  private static Set<String> texts(Iterator<List<byte[]>> batches) {
    Set<String> texts = new TreeSet<>();
    batches.forEachRemaining(
        batch -> {
          assertThat(batch).isNotEmpty();
          batch.forEach(key -> texts.add(new String(key, UTF_8)));
        });
    return texts;
  }

  @Test
  void scan_glob_findsWhatItFits() {
    Plan[] plans =
        List.of("s:user:1:a", "s:user:1:b", "s:user:2:a", "i:1", "s:[a]?*\\", "s:a").stream()
            .map(key -> write(key.getBytes(UTF_8), NONE))
            .toArray(Plan[]::new);
    tier.attemptAll(List.of(plans));
    assertThat(texts(other.scan(Glob.of("*:user:1:*"))))
        .containsExactly("s:user:1:a", "s:user:1:b");
    assertThat(texts(other.scan(Glob.of("*:a"))))
        .containsExactly("s:a", "s:user:1:a", "s:user:2:a");
    assertThat(texts(other.scan(Glob.of("s:[a]?*\\")))).containsExactly("s:[a]?*\\");
    assertThat(texts(other.scan(Glob.of("s:none*")))).isEmpty();
    assertThat(texts(other.scan(Glob.ALL))).hasSize(6);
  }

  @Test
  void scan_globOfMany_findsEachThatItFits() {
    tier.attemptAll(
        IntStream.range(0, 1_200).mapToObj(i -> write(("i:" + i).getBytes(UTF_8), NONE)).toList());
    assertThat(texts(tier.scan(Glob.of("i:11*")))).hasSize(111);
  }

  @Test
  void ticketed_glob_findsLoadsOfAllNodesThatItFits() {
    tier.leaveTickets(List.of(A), List.of(7L), LONG);
    tier.leaveTickets(List.of(A), List.of(8L), LONG);
    other.leaveTickets(List.of(B), List.of(9L), LONG);
    tier.attempt(write("s:b2".getBytes(UTF_8), NONE));
    assertThat(texts(tier.ticketed(Glob.ALL))).containsExactly("s:a", "s:b");
    assertThat(texts(tier.ticketed(Glob.of("*:b*")))).containsExactly("s:b");
    other.takeTickets(List.of(B), List.of(9L));
    assertThat(texts(tier.ticketed(Glob.of("*:b*")))).isEmpty();
  }

  @Test
  void drop_ofAKeyThatIsLoadedElsewhere_refusesTheLoad() {
    other.leaveTickets(List.of(A), List.of(7L), LONG);
    for (byte[] key : tier.ticketed(Glob.of("*:a")).next()) {
      tier.attempt(new Plan(key, Act.DROP, Act.DROP));
    }
    assertThat(other.attempt(plan(A, Act.LOAD, Act.LEAVE, NONE).withTicket(7)).verdict())
        .isEqualTo(Verdict.REVOKED);
    assertThat(entry(A)).isNull();
  }
}

package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.entresol.jcache.Crew;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link ByteTier} has to do, whatever lies below it. */
public abstract class ByteTierContract extends TierContract {
  private static final byte[] A = bytes("s:a");
  private static final byte[] B = bytes("s:b");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Lease MINE = new Lease(1);
  private static final Lease OTHERS = new Lease(2);

  private ByteTier tier;

  /** Loses the sequence of a key's partition, of which nobody hears. */
  protected abstract void loseSequence(String cache, byte[] key);

  @BeforeEach
  void join() {
    tier = node("one");
  }

  /** What is recalled by tags, on the same tiers. */
  @Nested
  class Recalls extends RecallContract {
    @Override
    protected ByteTier open(String node, String cache) {
      return ByteTierContract.this.open(node, cache);
    }
  }

  /** What expires by tags. */
  @Nested
  class TagExpiries extends TagExpiryContract {
    @Override
    protected ByteTier open(String node, String cache) {
      return ByteTierContract.this.open(node, cache);
    }
  }

  /** What is found by going through the keys. */
  @Nested
  class Scans extends ScanContract {
    @Override
    protected ByteTier open(String node, String cache) {
      return ByteTierContract.this.open(node, cache);
    }
  }

  // ---- what plans say

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Plan plan(byte[] key, Act act, String payload) {
    return new Plan(key, act, act).payload(bytes(payload));
  }

  private static Plan write(String payload) {
    return plan(A, Act.WRITE, payload);
  }

  private static Plan leave() {
    return new Plan(A, Act.LEAVE, Act.LEAVE);
  }

  private static String text(Found found) {
    return text(requireNonNull(found.entry()));
  }

  private static String text(Stored stored) {
    return new String(
        stored.bytes(), stored.offset(), stored.bytes().length - stored.offset(), UTF_8);
  }

  private static List<byte[]> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> bytes("i:" + i)).toList();
  }

  // ---- look-ups

  @Test
  void read_sequenceLost_makesOneAboveAllEarlierOnes() {
    tier.attempt(write("one"));
    long before = tier.read(A).sequence();

    loseSequence(cache(), A);
    Found found = tier.read(A);
    loseSequence(cache(), A);
    Found again = tier.readAll(List.of(B, A)).get(1);

    assertThat(text(found)).isEqualTo("one");
    assertThat(found.sequence()).isGreaterThan(before);
    assertThat(again.sequence()).isGreaterThan(found.sequence());
    assertThat(tier.sequences()[tier.partitionOf(A)]).isEqualTo(again.sequence());
  }

  @Test
  void read_nothing_findsNone() {
    assertThat(tier.read(A).entry()).isNull();
  }

  @Test
  void read_written_findsPayloadVersionAndSequence() {
    Outcome outcome = tier.attempt(write("one"));
    Found found = node("two").read(A);
    assertThat(text(found)).isEqualTo("one");
    assertThat(requireNonNull(found.entry()).version())
        .isEqualTo(new Version(outcome.sequence(), outcome.version().nonce()));
    assertThat(found.sequence()).isEqualTo(outcome.sequence());
    assertThat(found.entry().created()).as("nobody has asked for it").isZero();
  }

  @Test
  void readAll_someThere_answersInTheOrderOfTheKeys() {
    List<byte[]> keys = keys(200);
    for (int i = 0; i < 200; i += 2) {
      tier.attempt(plan(keys.get(i), Act.WRITE, "v" + i));
    }
    List<Found> found = tier.readAll(keys);
    assertThat(found).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(found.get(i).entry() == null).isEqualTo(i % 2 == 1);
      if (i % 2 == 0) {
        assertThat(text(found.get(i))).isEqualTo("v" + i);
      }
    }
  }

  @Test
  void readAll_noKeys_answersNothing() {
    assertThat(tier.readAll(List.of())).isEmpty();
  }

  @Test
  void read_emptyAndLargePayload_comesBackWhole() {
    String large = "x".repeat(1 << 20);
    tier.attemptAll(List.of(write(""), plan(B, Act.WRITE, large)));
    assertThat(text(tier.read(A))).isEmpty();
    assertThat(text(tier.read(B))).isEqualTo(large);
  }

  // ---- plans

  @Test
  void attemptAll_manyKeys_answersInTheOrderOfThePlans() {
    List<byte[]> keys = keys(200);
    tier.attempt(plan(keys.get(7), Act.WRITE, "old"));
    List<Outcome> outcomes =
        tier.attemptAll(keys.stream().map(key -> plan(key, Act.WRITE, "new")).toList());
    for (int i = 0; i < 200; i++) {
      assertThat(outcomes.get(i).stored()).isTrue();
      assertThat(outcomes.get(i).found()).isEqualTo(i == 7);
    }
    assertThat(tier.readAll(keys)).allSatisfy(found -> assertThat(text(found)).isEqualTo("new"));
  }

  @Test
  void attempt_differentActs_doesTheOneThatIsDue() {
    Plan putIfAbsent = new Plan(A, Act.WRITE, Act.LEAVE).payload(bytes("first"));
    assertThat(tier.attempt(putIfAbsent).act()).isEqualTo(Act.WRITE);
    assertThat(tier.attempt(putIfAbsent).act()).isEqualTo(Act.LEAVE);
    assertThat(tier.attempt(new Plan(A, Act.LEAVE, Act.DELETE)).act()).isEqualTo(Act.DELETE);
    assertThat(tier.attempt(new Plan(A, Act.LEAVE, Act.DELETE)).act()).isEqualTo(Act.LEAVE);
  }

  @Test
  void attempt_entryWanted_bringsWhatWasFound() {
    tier.attempt(write("old"));
    assertThat(text(requireNonNull(tier.attempt(write("new").wantingEntry(true)).entry())))
        .isEqualTo("old");
    assertThat(tier.attempt(write("newer")).entry()).isNull();
  }

  @Test
  void attempt_versionThere_isMadeAndAnyOtherIsOvertaken() {
    Outcome first = tier.attempt(write("one").ifVersion(null));
    assertThat(first.verdict()).isEqualTo(Verdict.MADE);
    Version version = first.version();
    Outcome overtaken = tier.attempt(write("two").ifVersion(null));
    assertThat(overtaken.verdict()).isEqualTo(Verdict.OVERTAKEN);
    assertThat(requireNonNull(overtaken.entry()).version()).isEqualTo(version);
    assertThat(tier.attempt(write("two").ifVersion(version)).verdict()).isEqualTo(Verdict.MADE);
    assertThat(tier.attempt(write("three").ifVersion(version)).verdict())
        .isEqualTo(Verdict.OVERTAKEN);
    assertThat(text(tier.read(A))).isEqualTo("two");
  }

  @Test
  void attempt_writtenAgainAlike_hasAnotherVersion() {
    tier.attempt(write("one"));
    Version first = requireNonNull(tier.read(A).entry()).version();
    tier.attempt(plan(A, Act.LOAD, "one"));
    assertThat(requireNonNull(tier.read(A).entry()).version()).isNotEqualTo(first);
  }

  @Test
  void attempt_sixteenNodesFromOneVersion_oneIsMade() {
    Outcome first = tier.attempt(write("start"));
    Version version = first.version();
    List<Verdict> verdicts =
        Crew.race(16, i -> () -> tier.attempt(write("v" + i).ifVersion(version)).verdict());
    assertThat(verdicts).containsOnlyOnce(Verdict.MADE);
    assertThat(text(tier.read(A))).isEqualTo("v" + verdicts.indexOf(Verdict.MADE));
  }

  // ---- sequences

  @Test
  void sequences_change_stepsThatOfItsPartitionByOne() {
    tier.attempt(write("one"));
    long[] before = tier.sequences();
    tier.attempt(write("two"));
    tier.attempt(plan(A, Act.LOAD, "three"));
    tier.attempt(leave());
    long[] after = node("two").sequences();
    int partition = tier.partitionOf(A);
    // The load replaced an entry, so that others have to know of it as well.
    assertThat(after[partition]).isEqualTo(before[partition] + 2);
    before[partition] += 2;
    assertThat(after).isEqualTo(before).hasSize(tier.partitions());
  }

  // ---- time

  @Test
  void attempt_limitedLife_endsByTheTiersClock() {
    Outcome outcome = tier.attempt(write("one").lifetimes(new Lifetimes(300, 300, 300)));
    assertThat(outcome.expires()).isBetween(tier.millis() - 5000, tier.millis() + 5000);
    Crew.until(() -> tier.read(A).entry() == null || tier.millis() > outcome.expires() + 2000);
    assertThat(tier.attempt(write("two").ifVersion(null)).verdict()).isEqualTo(Verdict.MADE);
  }

  @Test
  void attempt_touched_livesOn() {
    Outcome first =
        tier.attempt(
            write("one")
                .loadedIn(5)
                .lifetimes(new Lifetimes(60_000, Lifetimes.UNCHANGED, Lifetimes.UNCHANGED)));
    Plan touch =
        new Plan(A, Act.LEAVE, Act.TOUCH)
            .lifetimes(new Lifetimes(Lifetimes.UNCHANGED, Lifetimes.UNCHANGED, 120_000));
    Outcome touched = tier.attempt(touch);
    assertThat(touched.expires()).isGreaterThan(first.expires() + 30_000);
    Stored stored = requireNonNull(tier.read(A).entry());
    assertThat(stored.expires()).isEqualTo(touched.expires());
    assertThat(stored.version()).isEqualTo(first.version());
    assertThat(first.expires() - stored.created()).isBetween(59_000L, 60_000L);
    assertThat(stored.loadMicros()).isEqualTo(5);
  }

  // ---- leases

  @Test
  void lease_free_isGivenWithTheEntryAndRefusedToOthers() {
    tier.attempt(write("one"));
    Leased leased = tier.lease(List.of(A), MINE, LONG).get(0);
    assertThat(leased.lease()).isEqualTo(MINE);
    assertThat(text(requireNonNull(leased.found()))).isEqualTo("one");
    assertThat(node("two").lease(List.of(A), OTHERS, LONG).get(0))
        .isEqualTo(new Leased(null, null));
  }

  @Test
  void lease_manyKeysOneTaken_answersEachInOrder() {
    List<byte[]> keys = keys(50);
    node("two").lease(List.of(keys.get(7)), OTHERS, LONG);
    List<Leased> leased = tier.lease(keys, MINE, LONG);
    for (int i = 0; i < 50; i++) {
      assertThat(leased.get(i).lease()).isEqualTo(i == 7 ? null : MINE);
    }
  }

  @Test
  void lease_planUnderIt_endsIt() {
    tier.lease(List.of(A), MINE, LONG);
    assertThat(tier.attempt(write("one").under(MINE)).verdict()).isEqualTo(Verdict.MADE);
    assertThat(tier.lease(List.of(A), OTHERS, LONG).get(0).lease()).isEqualTo(OTHERS);
    assertThat(tier.attempt(write("two").under(MINE)).verdict()).isEqualTo(Verdict.FENCED);
    assertThat(text(tier.read(A))).isEqualTo("one");
  }

  @Test
  void lease_overtakenPlanUnderIt_keepsIt() {
    tier.lease(List.of(A), MINE, LONG);
    tier.attempt(write("slipped in"));
    assertThat(tier.attempt(write("one").under(MINE).ifVersion(null)).verdict())
        .isEqualTo(Verdict.OVERTAKEN);
    assertThat(tier.lease(List.of(A), OTHERS, LONG).get(0).lease()).isNull();
  }

  @Test
  void lease_holderSilent_endsByItself() {
    tier.lease(List.of(A), MINE, Duration.ofMillis(200));
    Crew.until(() -> tier.lease(List.of(A), OTHERS, LONG).get(0).lease() != null);
    assertThat(tier.attempt(write("one").under(MINE)).verdict()).isEqualTo(Verdict.FENCED);
    assertThat(tier.read(A).entry()).isNull();
  }

  @Test
  void extend_ownLease_outlivesItsFirstLength() {
    tier.lease(List.of(A), MINE, Duration.ofMillis(500));
    tier.extend(List.of(A), MINE, LONG);
    long end = System.nanoTime() + Duration.ofMillis(700).toNanos();
    Crew.until(() -> System.nanoTime() > end);
    assertThat(tier.lease(List.of(A), OTHERS, LONG).get(0).lease()).isNull();
  }

  // ---- tickets

  @Test
  void load_ticketStands_isStoredOnceAndUsesItUp() {
    tier.leaveTickets(List.of(A), List.of(5L), LONG);
    assertThat(tier.attempt(plan(A, Act.LOAD, "one").withTicket(5)).stored()).isTrue();
    assertThat(tier.attempt(plan(A, Act.LOAD, "two").withTicket(5)).verdict())
        .isEqualTo(Verdict.REVOKED);
    assertThat(text(tier.read(A))).isEqualTo("one");
  }

  @Test
  void load_keyChangedOrClearedOrTicketTaken_isRevoked() {
    List<Runnable> overruling =
        List.of(
            () -> tier.attempt(write("newer")),
            () -> tier.attempt(new Plan(A, Act.DELETE, Act.DELETE)),
            () -> tier.takeTickets(List.of(A), List.of(5L)),
            () -> node("two").clear());
    for (Runnable rule : overruling) {
      tier.leaveTickets(List.of(A), List.of(5L), LONG);
      rule.run();
      assertThat(tier.attempt(plan(A, Act.LOAD, "old").withTicket(5)).verdict())
          .isEqualTo(Verdict.REVOKED);
    }
    assertThat(tier.read(A).entry()).isNull();
  }

  @Test
  void load_besideAnotherLoad_theFirstIsStoredAndRevokesTheOther() {
    tier.leaveTickets(List.of(A), List.of(5L), LONG);
    tier.leaveTickets(List.of(A), List.of(6L), LONG);

    assertThat(tier.attempt(plan(A, Act.LOAD, "one").withTicket(5)).stored()).isTrue();

    assertThat(tier.attempt(plan(A, Act.LOAD, "two").withTicket(6)).verdict())
        .isEqualTo(Verdict.REVOKED);
    assertThat(text(tier.read(A))).isEqualTo("one");
  }

  @Test
  void load_keyLeasedByAnother_isRevoked() {
    tier.leaveTickets(List.of(A), List.of(5L), LONG);
    tier.lease(List.of(A), MINE, LONG);
    assertThat(tier.attempt(plan(A, Act.LOAD, "old").withTicket(5)).verdict())
        .isEqualTo(Verdict.REVOKED);
  }

  // ---- the whole

  @Test
  void clear_manyEntries_areGoneForAllAtOnce() {
    List<byte[]> keys = keys(400);
    tier.attemptAll(keys.stream().map(key -> plan(key, Act.WRITE, "v")).toList());
    long[] before = tier.sequences();
    ByteTier other = node("two");
    tier.clear();
    assertThat(other.readAll(keys)).allMatch(found -> found.entry() == null);
    long[] after = other.sequences();
    for (int p = 0; p < after.length; p++) {
      assertThat(after[p]).isGreaterThan(before[p]);
    }
    assertThat(other.attempt(write("new").ifVersion(null)).verdict()).isEqualTo(Verdict.MADE);
    assertThat(text(tier.read(A))).isEqualTo("new");
  }

  @Test
  void destroy_entriesThere_leavesNoneToFind() {
    tier.attempt(write("one"));
    tier.destroy();
    ByteTier again = node("two");
    assertThat(again.read(A).entry()).isNull();
    assertThat(again.scan().hasNext()).isFalse();
  }
}

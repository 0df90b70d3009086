package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.entresol.tier.Act;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.Stored;
import org.entresol.tier.Verdict;
import org.entresol.tier.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What rows leave on the server, byte by byte. */
@Tag("server")
class MutateScriptTest {
  private static final String KEY = "s:key";
  private static final long MINUTE = 60_000;

  final ScriptBench bench = new ScriptBench();

  @AfterEach
  void disconnect() {
    bench.close();
  }

  /** Has a row carried out by the script under test. */
  Outcome send(Plan plan) {
    return bench.mutate(plan);
  }

  private static Plan plan(Act act) {
    return new Plan(KEY.getBytes(UTF_8), act, act).payload("new".getBytes(UTF_8));
  }

  // ---- the sequence

  /** A load of what is missing. */
  private static Plan fill() {
    return new Plan(KEY.getBytes(UTF_8), Act.LOAD, Act.LEAVE).payload("new".getBytes(UTF_8));
  }

  @Test
  void sequence_missingAtAReload_isAnnounced() {
    bench.set(bench.sequence(), 41);
    assertThat(send(plan(Act.LOAD)).sequence()).isEqualTo(42);
    assertThat(bench.announced()).hasSize(1);
  }

  @Test
  void sequence_missing_startsAtTheServersMicroseconds() {
    long before = bench.micros();
    Outcome outcome = send(plan(Act.WRITE));
    assertThat(outcome.sequence()).isBetween(before, bench.micros());
    assertThat(bench.resp().text("GET", bench.sequence())).isEqualTo("" + outcome.sequence());
  }

  @Test
  void sequence_there_stepsByOneWithEveryAnnouncedChange() {
    long first = send(plan(Act.WRITE)).sequence();
    assertThat(send(plan(Act.WRITE)).sequence()).isEqualTo(first + 1);
    assertThat(send(plan(Act.DELETE)).sequence()).isEqualTo(first + 2);
    assertThat(send(plan(Act.DELETE)).sequence()).isEqualTo(first + 3);
    assertThat(send(fill()).sequence()).isEqualTo(first + 3);
  }

  @Test
  void sequence_missingAtALoad_startsAtTheServersMicrosecondsAndIsNotAnnounced() {
    long before = bench.micros();
    Outcome outcome = send(fill());
    assertThat(outcome.sequence()).isBetween(before, bench.micros());
    assertThat(bench.resp().text("GET", bench.sequence())).isEqualTo("" + outcome.sequence());
    assertThat(bench.announced()).isEmpty();
  }

  @Test
  void sequence_missingAtARemovalOfWhatIsNotThere_startsAtTheServersMicroseconds() {
    long before = bench.micros();
    assertThat(send(plan(Act.DELETE)).sequence()).isBetween(before, bench.micros());
    assertThat(bench.announced()).hasSize(1);
  }

  @Test
  void sequence_missingAtALoadOverAtOnce_staysMissing() {
    assertThat(send(plan(Act.LOAD).lifetimes(Lifetimes.of(0))).sequence()).isZero();
    assertThat(bench.exists(bench.sequence())).isFalse();
  }

  @Test
  void sequence_tooLong_startsAtTheServersMicroseconds() {
    for (long tooLong : new long[] {1_000_000_000_000_000_000L, Long.MAX_VALUE}) {
      bench.set(bench.sequence(), tooLong);
      long before = bench.micros();
      assertThat(send(plan(Act.WRITE)).sequence()).isBetween(before, bench.micros());
    }
  }

  // ---- the entry

  @Test
  void entry_written_isHeaderAndPayload() {
    bench.set(bench.sequence(), 41);
    long expires =
        send(plan(Act.WRITE)
                .lifetimes(new Lifetimes(MINUTE, Lifetimes.UNCHANGED, Lifetimes.UNCHANGED)))
            .expires();
    ByteBuffer expected = ByteBuffer.allocate(23).put(new byte[] {(byte) 0xe3, 2});
    ScriptBench.number(expected, 42, 7);
    ScriptBench.number(expected, ScriptBench.NONCE, 5);
    ScriptBench.number(expected, expires, 6).put("new".getBytes(UTF_8));
    assertThat(bench.get(bench.entry(KEY))).isEqualTo(expected.array());
  }

  @Test
  void entry_writtenForEver_saysNoInstant() {
    bench.set(bench.sequence(), 41);
    send(plan(Act.WRITE).lifetimes(Lifetimes.of(Lifetimes.ETERNAL)));
    ByteBuffer expected = ByteBuffer.allocate(17).put(new byte[] {(byte) 0xe3, 0});
    ScriptBench.number(expected, 42, 7);
    ScriptBench.number(expected, ScriptBench.NONCE, 5).put("new".getBytes(UTF_8));
    assertThat(bench.get(bench.entry(KEY))).isEqualTo(expected.array());
  }

  @Test
  void entry_dated_saysWhenItsLifeBegan() {
    long before = bench.micros() / 1000;
    send(plan(Act.WRITE).dated());
    assertThat(stored().created()).isBetween(before, bench.micros() / 1000);
  }

  private Stored stored() {
    return requireNonNull(EntryFormat.entry(bench.get(bench.entry(KEY)), 0));
  }

  @Test
  void entry_loaded_hasTheSequenceAsItIsAndANonceOfItsOwn() {
    bench.set(bench.sequence(), 41);
    send(fill());
    Stored stored = requireNonNull(EntryFormat.entry(bench.get(bench.entry(KEY)), 0));
    assertThat(stored.version()).isEqualTo(new Version(41, ScriptBench.NONCE));
  }

  @Test
  void entry_wanted_comesBackAsItWas() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), 0, "old");
    Stored found = requireNonNull(send(plan(Act.WRITE).wantingEntry(true)).entry());
    assertThat(found.version()).isEqualTo(new Version(40, 5));
    assertThat(new String(found.bytes(), found.offset(), 3, UTF_8)).isEqualTo("old");
  }

  @Test
  void entry_leaseLost_isNotTold() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), bench.micros(), "old");
    Outcome outcome = send(plan(Act.WRITE).wantingEntry(true).under(new Lease(7)));
    assertThat(outcome.verdict()).isEqualTo(Verdict.FENCED);
    assertThat(outcome.found()).isFalse();
    assertThat(outcome.expires()).isZero();
    assertThat(outcome.entry()).isNull();
  }

  // ---- lifetimes

  @Test
  void creation_limited_setsTheNativeExpiryToo() {
    Outcome outcome =
        send(
            plan(Act.WRITE).lifetimes(new Lifetimes(MINUTE, Lifetimes.ETERNAL, Lifetimes.ETERNAL)));
    assertThat(nativeInstant()).isCloseTo(outcome.expires(), within(50L));
    assertThat(pttl()).isBetween(MINUTE - 5000, MINUTE);
  }

  @Test
  void creation_eternal_hasNoExpiry() {
    Outcome outcome = send(plan(Act.WRITE).lifetimes(new Lifetimes(Lifetimes.ETERNAL, 5, 5)));
    assertThat(outcome.expires()).isZero();
    assertThat(pttl()).isEqualTo(-1);
  }

  @Test
  void creation_zero_storesNothingAndTellsOthersThatNothingIsThere() {
    bench.set(bench.sequence(), 41);
    Outcome outcome =
        send(plan(Act.WRITE).lifetimes(new Lifetimes(0, Lifetimes.ETERNAL, Lifetimes.ETERNAL)));
    assertThat(outcome.stored()).isFalse();
    assertThat(outcome.act()).isEqualTo(Act.WRITE);
    assertThat(bench.exists(bench.entry(KEY))).isFalse();
    assertThat(bench.resp().text("GET", bench.sequence())).isEqualTo("42");
    assertThat(bench.announced()).containsExactly(announcement('d', 42));
  }

  @Test
  void update_unchanged_keepsTheInstantAndTheNativeExpiry() {
    long expires = bench.micros() / 1000 + MINUTE;
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), expires, "old");
    Lifetimes lives = new Lifetimes(Lifetimes.ETERNAL, Lifetimes.UNCHANGED, Lifetimes.UNCHANGED);
    Outcome updated = send(plan(Act.WRITE).dated().lifetimes(lives));
    assertThat(updated.expires()).isEqualTo(expires);
    assertThat(nativeInstant()).isCloseTo(expires, within(50L));
    assertThat(stored().created()).isEqualTo(1);
    assertThat(stored().expires()).isEqualTo(expires);
    send(plan(Act.WRITE).lifetimes(lives));
    assertThat(stored().created()).as("where nobody asks").isZero();
  }

  @Test
  void update_unchangedOfWhatNeverExpires_goesOnWithItsLife() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), 0, "old");
    send(plan(Act.WRITE).dated().lifetimes(Lifetimes.NONE));
    assertThat(stored().created()).isEqualTo(1);
    assertThat(stored().expires()).isZero();
  }

  @Test
  void update_unchangedOfWhatDoesNotSayWhenItBegan_isOfNow() {
    Lifetimes lives = new Lifetimes(MINUTE, Lifetimes.UNCHANGED, Lifetimes.UNCHANGED);
    send(plan(Act.WRITE).lifetimes(lives));
    send(plan(Act.WRITE).dated().lifetimes(lives));
    assertThat(stored().created()).isCloseTo(bench.micros() / 1000, within(MINUTE / 2));
  }

  @Test
  void update_ofALengthOfItsOwn_beginsALifeOfItsOwn() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), 0, "old");
    send(plan(Act.WRITE).dated().lifetimes(Lifetimes.of(MINUTE)));
    assertThat(stored().created()).isCloseTo(bench.micros() / 1000, within(MINUTE / 2));
  }

  @Test
  void creation_overWhatHasExpired_beginsALifeOfItsOwn() {
    bench.store(KEY, new Version(3, 4), 2, "old");
    send(
        plan(Act.WRITE)
            .dated()
            .lifetimes(new Lifetimes(MINUTE, Lifetimes.UNCHANGED, Lifetimes.UNCHANGED)));
    assertThat(stored().created()).isCloseTo(bench.micros() / 1000, within(MINUTE / 2));
  }

  @Test
  void update_zero_removesAndAnnouncesARemoval() {
    send(plan(Act.WRITE));
    bench.announced();
    Outcome outcome =
        send(plan(Act.WRITE).lifetimes(new Lifetimes(Lifetimes.ETERNAL, 0, Lifetimes.ETERNAL)));
    assertThat(outcome.stored()).isFalse();
    assertThat(bench.exists(bench.entry(KEY))).isFalse();
    assertThat(bench.announced())
        .singleElement()
        .satisfies(m -> assertThat(m[0]).isEqualTo((byte) 'd'));
  }

  @Test
  void access_limited_movesTheInstantWithoutAStep() {
    Outcome created =
        send(
            plan(Act.WRITE)
                .lifetimes(new Lifetimes(MINUTE, Lifetimes.UNCHANGED, Lifetimes.UNCHANGED)));
    bench.announced();
    Outcome touched =
        send(
            plan(Act.TOUCH)
                .lifetimes(new Lifetimes(Lifetimes.UNCHANGED, Lifetimes.UNCHANGED, 3 * MINUTE)));
    Stored stored = requireNonNull(EntryFormat.entry(bench.get(bench.entry(KEY)), 0));
    assertThat(stored.version()).isEqualTo(new Version(created.sequence(), ScriptBench.NONCE));
    assertThat(stored.expires()).isEqualTo(touched.expires());
    assertThat(touched.sequence()).isEqualTo(created.sequence());
    assertThat(nativeInstant()).isCloseTo(touched.expires(), within(50L));
    assertThat(pttl()).isGreaterThan(2 * MINUTE);
    assertThat(bench.payload(KEY)).isEqualTo("new");
    assertThat(bench.announced()).isEmpty();
  }

  @Test
  void access_eternal_takesTheExpiryAway() {
    send(
        plan(Act.WRITE).lifetimes(new Lifetimes(MINUTE, Lifetimes.UNCHANGED, Lifetimes.UNCHANGED)));
    send(
        plan(Act.TOUCH)
            .lifetimes(new Lifetimes(Lifetimes.UNCHANGED, Lifetimes.UNCHANGED, Lifetimes.ETERNAL)));
    assertThat(pttl()).isEqualTo(-1);
  }

  @Test
  void access_zero_removes() {
    send(plan(Act.WRITE));
    bench.announced();
    send(plan(Act.TOUCH).lifetimes(new Lifetimes(Lifetimes.UNCHANGED, Lifetimes.UNCHANGED, 0)));
    assertThat(bench.exists(bench.entry(KEY))).isFalse();
    assertThat(bench.announced()).hasSize(1);
  }

  // ---- grace

  @Test
  void grace_writtenOrMoved_keepsTheEntryForLongerThanItLives() {
    bench.grace(10 * MINUTE);
    send(plan(Act.WRITE).lifetimes(Lifetimes.of(MINUTE)));
    assertThat(pttl()).isBetween(10 * MINUTE, 11 * MINUTE);
    send(
        plan(Act.TOUCH)
            .lifetimes(new Lifetimes(Lifetimes.UNCHANGED, Lifetimes.UNCHANGED, 3 * MINUTE)));
    assertThat(pttl()).isBetween(12 * MINUTE, 13 * MINUTE);
  }

  @Test
  void grace_absence_endsWithItsTime() {
    bench.grace(10 * MINUTE);
    send(plan(Act.LOAD).absence().lifetimes(Lifetimes.of(MINUTE)));
    assertThat(pttl()).isBetween(1L, MINUTE);
  }

  /** When the server itself will drop the entry, in milliseconds of its clock. */
  /** In one script, so that no time passes between what is asked. */
  private long nativeInstant() {
    return bench
        .resp()
        .number(
            "EVAL",
            "local t = redis.call('TIME')"
                + " return t[1] * 1000 + math.floor(t[2] / 1000) + redis.call('PTTL', KEYS[1])",
            "1",
            bench.entry(KEY));
  }

  private long pttl() {
    return bench.resp().number("PTTL", bench.entry(KEY));
  }

  // ---- announcements

  @Test
  void announcement_ofAWrite_isActNodeSequenceAndName() {
    bench.set(bench.sequence(), 41);
    send(plan(Act.WRITE));
    assertThat(bench.announced()).containsExactly(announcement('w', 42));
  }

  @Test
  void announcement_ofARemoval_isActNodeSequenceAndName() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), 0, "old");
    send(plan(Act.DELETE));
    assertThat(bench.announced()).containsExactly(announcement('d', 42));
  }

  @Test
  void announcement_withValues_endsWithTheOldEntryAndTheNewOne() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), 0, "old");
    byte[] old = requireNonNull(bench.get(bench.entry(KEY)));
    bench.mutate(plan(Act.WRITE), true);
    byte[] stored = requireNonNull(bench.get(bench.entry(KEY)));
    byte[] head = announcement('w', 42);
    ByteBuffer expected = ByteBuffer.allocate(head.length + 4 + old.length + stored.length);
    expected.put(head).putInt(old.length).put(old).put(stored);
    assertThat(bench.announced()).containsExactly(expected.array());
  }

  @Test
  void announcement_ofADrop_hasNoValues() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), 0, "old");
    bench.mutate(plan(Act.DROP), true);
    assertThat(bench.announced()).containsExactly(announcement('x', 42));
  }

  private byte[] announcement(char act, long sequence) {
    byte[] name = bench.entry(KEY).getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(18 + name.length);
    bytes.put((byte) act).put(ScriptBench.NODE);
    return ScriptBench.number(bytes, sequence, 7).putShort((short) name.length).put(name).array();
  }
}

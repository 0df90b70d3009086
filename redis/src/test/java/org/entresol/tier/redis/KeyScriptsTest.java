package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.entresol.tier.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts about leases, tickets, whole partitions and records, each alone. */
@Tag("server")
class KeyScriptsTest {
  private static final String KEY = "s:key";
  private static final byte[] MINE = EntryFormat.token(7);
  private static final byte[] OTHERS = EntryFormat.token(8);

  private final ScriptBench bench = new ScriptBench();

  @AfterEach
  void disconnect() {
    bench.close();
  }

  // ---- lease

  @Test
  void lease_free_isTakenForItsTimeAndTellsSequenceAndEntry() {
    bench.set(bench.sequence(), 41);
    bench.store(KEY, new Version(40, 5), 0, "old");
    byte[] entry = requireNonNull(bench.get(bench.entry(KEY)));
    byte[] reply = (byte[]) bench.runOn(KEY, Script.LEASE, MINE, 5000).get(0);
    ByteBuffer expected = ByteBuffer.allocate(8 + entry.length).put((byte) 'm');
    assertThat(reply).isEqualTo(ScriptBench.number(expected, 41, 7).put(entry).array());
    assertThat(bench.get(bench.lease(KEY))).isEqualTo(MINE);
    assertThat(bench.resp().number("PTTL", bench.lease(KEY))).isBetween(1L, 5000L);
  }

  @Test
  void lease_othersHaveIt_isRefusedAndLeftAsItIs() {
    bench.leaveLease(KEY, 8);
    byte[] reply = (byte[]) bench.runOn(KEY, Script.LEASE, MINE, 5000).get(0);
    assertThat(reply).containsExactly('h');
    assertThat(bench.get(bench.lease(KEY))).isEqualTo(OTHERS);
    assertThat(bench.resp().number("PTTL", bench.lease(KEY))).isEqualTo(-1);
  }

  @Test
  void lease_askedForAgainByItsHolder_isGivenAgain() {
    bench.runOn(KEY, Script.LEASE, MINE, 5000);
    byte[] again = (byte[]) bench.runOn(KEY, Script.LEASE, MINE, 60_000).get(0);
    assertThat(again[0]).isEqualTo((byte) 'm');
    assertThat(bench.resp().number("PTTL", bench.lease(KEY))).isGreaterThan(5000);
  }

  @Test
  void lease_expiredOrClearedEntry_tellsNone() {
    bench.set(bench.sequence(), 41);
    bench.set(bench.floor(), 40);
    bench.store("expired", new Version(41, 5), 2, "old");
    bench.store("cleared", new Version(39, 5), 0, "old");
    for (String key : List.of("expired", "cleared", "absent")) {
      assertThat((byte[]) bench.runOn(key, Script.LEASE, MINE, 5000).get(0)).as(key).hasSize(8);
    }
  }

  // ---- extend

  @Test
  void extend_ownLease_prolongsIt() {
    bench.runOn(KEY, Script.LEASE, MINE, 5000);
    bench.runOn(KEY, Script.EXTEND, 60_000, MINE);
    assertThat(bench.resp().number("PTTL", bench.lease(KEY))).isGreaterThan(5000);
  }

  @Test
  void extend_othersLease_leavesIt() {
    bench.runOn(KEY, Script.LEASE, OTHERS, 5000);
    bench.runOn(KEY, Script.EXTEND, 60_000, MINE);
    assertThat(bench.resp().number("PTTL", bench.lease(KEY))).isLessThanOrEqualTo(5000);
  }

  @Test
  void extend_endedLease_makesNone() {
    bench.runOn(KEY, Script.EXTEND, 60_000, MINE);
    assertThat(bench.exists(bench.lease(KEY))).isFalse();
  }

  // ---- ticket, discard

  @Test
  void ticket_left_isNumberAndSequenceForItsTime() {
    bench.set(bench.sequence(), 41);
    bench.runOn(KEY, Script.TICKET, 5000, MINE);
    assertThat(bench.get(bench.ticket(KEY))).isEqualTo(ticket(MINE, 41));
    assertThat(bench.resp().number("PTTL", bench.ticket(KEY))).isBetween(1L, 5000L);
  }

  @Test
  void ticket_ofALongSequence_keepsAllOfIt() {
    bench.set(bench.sequence(), 1_763_800_000_123_457L);
    bench.runOn(KEY, Script.TICKET, 5000, MINE);
    assertThat(bench.get(bench.ticket(KEY))).isEqualTo(ticket(MINE, 1_763_800_000_123_457L));
  }

  @Test
  void ticket_newer_liesBesideTheOlder() {
    bench.set(bench.sequence(), 41);
    bench.runOn(KEY, Script.TICKET, 5000, OTHERS);
    bench.set(bench.sequence(), 42);
    bench.runOn(KEY, Script.TICKET, 5000, MINE);
    assertThat(bench.get(bench.ticket(KEY)))
        .isEqualTo(ByteBuffer.allocate(30).put(ticket(OTHERS, 41)).put(ticket(MINE, 42)).array());
  }

  @Test
  void tickets_ofSeveralKeys_lieEachBesideItsOwn() {
    byte[] both = ByteBuffer.allocate(16).put(MINE).put(OTHERS).array();
    List<Object> keys =
        List.of(bench.sequence(), bench.entry("a"), bench.sequence(), bench.entry("b"));
    bench.set(bench.sequence(), 41);
    bench.run(Script.TICKET, keys, 5000, both);
    assertThat(bench.get(bench.ticket("a"))).isEqualTo(ticket(MINE, 41));
    assertThat(bench.get(bench.ticket("b"))).isEqualTo(ticket(OTHERS, 41));
    bench.run(Script.DISCARD, keys, (Object) both);
    assertThat(bench.exists(bench.ticket("a"))).isFalse();
    assertThat(bench.exists(bench.ticket("b"))).isFalse();
  }

  @Test
  void ticket_besideVeryMany_forgetsTheOldest() {
    for (int i = 0; i < 100; i++) {
      bench.runOn(KEY, Script.TICKET, 5000, OTHERS);
    }
    bench.runOn(KEY, Script.TICKET, 5000, MINE);
    assertThat(bench.get(bench.ticket(KEY))).hasSize(65 * 15).endsWith(ticket(MINE, 0));
  }

  private static byte[] ticket(byte[] number, long sequence) {
    ByteBuffer bytes = ByteBuffer.allocate(15).put(number);
    return ScriptBench.number(bytes, sequence, 7).array();
  }

  @Test
  void discard_besideOthersTicket_leavesThatForItsTime() {
    bench.set(bench.sequence(), 41);
    bench.runOn(KEY, Script.TICKET, 5000, OTHERS);
    bench.runOn(KEY, Script.TICKET, 5000, MINE);
    bench.runOn(KEY, Script.DISCARD, MINE);
    assertThat(bench.get(bench.ticket(KEY))).isEqualTo(ticket(OTHERS, 41));
    assertThat(bench.resp().number("PTTL", bench.ticket(KEY))).isBetween(1L, 5000L);
  }

  @Test
  void discard_ownTicket_takesItAway() {
    bench.runOn(KEY, Script.TICKET, 5000, MINE);
    bench.runOn(KEY, Script.DISCARD, MINE);
    assertThat(bench.exists(bench.ticket(KEY))).isFalse();
  }

  @Test
  void discard_othersTicket_leavesIt() {
    bench.runOn(KEY, Script.TICKET, 5000, OTHERS);
    bench.runOn(KEY, Script.DISCARD, MINE);
    assertThat(bench.exists(bench.ticket(KEY))).isTrue();
  }

  // ---- clear, sweep

  @Test
  void clear_stepsTheSequenceAndMakesItTheFloorAndAnnouncesIt() {
    bench.set(bench.sequence(), 41);
    bench.run(Script.CLEAR, List.of(bench.sequence()), bench.channel(), ScriptBench.NODE, 1);
    assertThat(bench.resp().text("GET", bench.sequence())).isEqualTo("42");
    assertThat(bench.resp().text("GET", bench.floor())).isEqualTo("42");
    String base = bench.sequence().replaceFirst("seq$", "");
    ByteBuffer expected = ByteBuffer.allocate(18 + base.length()).put((byte) 'c');
    ScriptBench.number(expected.put(ScriptBench.NODE), 42, 7);
    expected.putShort((short) base.length()).put(base.getBytes(UTF_8));
    assertThat(bench.announced()).containsExactly(expected.array());
  }

  @Test
  void clear_sequenceMissing_startsAtTheServersMicroseconds() {
    long before = bench.micros();
    bench.run(Script.CLEAR, List.of(bench.sequence()), "", ScriptBench.NODE, 1);
    String floor = bench.resp().text("GET", bench.floor());
    assertThat(Long.parseLong(floor)).isBetween(before, bench.micros());
    assertThat(bench.resp().text("GET", bench.sequence())).isEqualTo(floor);
    assertThat(bench.announced()).isEmpty();
  }

  @Test
  void begin_sequenceMissing_startsAboveTheFloor() {
    long ahead = 2 * bench.micros();
    bench.set(bench.floor(), ahead);
    bench.run(Script.BEGIN, List.of(bench.sequence()));
    assertThat(Long.parseLong(bench.resp().text("GET", bench.sequence()))).isGreaterThan(ahead);
  }

  @Test
  void begin_sequenceThere_leavesIt() {
    bench.set(bench.sequence(), 41);
    bench.run(Script.BEGIN, List.of(bench.sequence()));
    assertThat(bench.resp().text("GET", bench.sequence())).isEqualTo("41");
  }

  @Test
  void clear_ofWhatIsNearAlone_leavesTheFloor() {
    bench.set(bench.sequence(), 41);
    bench.set(bench.floor(), 40);
    bench.run(Script.CLEAR, List.of(bench.sequence()), bench.channel(), ScriptBench.NODE, 0);
    assertThat(bench.resp().text("GET", bench.sequence())).isEqualTo("42");
    assertThat(bench.resp().text("GET", bench.floor())).isEqualTo("40");
    assertThat(bench.announced()).hasSize(1);
  }

  @Test
  void sweep_unlinksWhatIsBelowTheFloorAndNothingElse() {
    bench.set(bench.floor(), 40);
    bench.store("below", new Version(39, 5), 0, "old");
    bench.store("at", new Version(40, 5), 0, "old");
    bench.set(bench.entry("short"), new byte[] {'E', 1});
    for (String key : List.of("below", "at", "short", "absent")) {
      bench.runOn(key, Script.SWEEP, 0);
    }
    assertThat(bench.exists(bench.entry("below"))).isFalse();
    assertThat(bench.exists(bench.entry("at"))).isTrue();
    assertThat(bench.exists(bench.entry("short"))).isTrue();
  }

  @Test
  void sweep_noFloor_unlinksNothing() {
    bench.store(KEY, new Version(39, 5), 0, "old");
    bench.runOn(KEY, Script.SWEEP, 0);
    assertThat(bench.exists(bench.entry(KEY))).isTrue();
  }

  // ---- store

  @Test
  void store_blind_isAnnouncedWithItsSequence() {
    bench.set(bench.sequence(), 41);
    bench.runOn(
        KEY,
        Script.STORE,
        bench.channel(),
        ScriptBench.NODE,
        ScriptBench.stamp(1),
        -1,
        0,
        new byte[] {0, 1},
        0,
        "",
        "new");
    byte[] name = bench.entry(KEY).getBytes(UTF_8);
    ByteBuffer expected = ByteBuffer.allocate(20 + name.length).put((byte) 'W');
    ScriptBench.number(expected.put(ScriptBench.NODE), 42, 7);
    expected.putShort((short) 1).putShort((short) name.length).put(name);
    assertThat(bench.announced()).containsExactly(expected.array());
  }

  private List<Object> put() {
    return bench.run(
        Script.PUT,
        List.of(bench.sequence(), bench.entry(KEY), "ticket"),
        bench.channel(),
        ScriptBench.NODE,
        ScriptBench.stamp(1),
        -1,
        0,
        "new");
  }

  @Test
  void put_entry_isAnnouncedAsARowIs() {
    bench.set(bench.sequence(), 41);
    assertThat(put()).hasSize(1);
    byte[] name = bench.entry(KEY).getBytes(UTF_8);
    ByteBuffer expected = ByteBuffer.allocate(18 + name.length).put((byte) 'w');
    ScriptBench.number(expected.put(ScriptBench.NODE), 42, 7);
    expected.putShort((short) name.length).put(name);
    assertThat(bench.announced()).containsExactly(expected.array());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "9223372036854775807", "999999999999999999", "-5"})
  void put_sequenceThatCannotBeStepped_isBegunAnew(String sequence) {
    if (!sequence.isEmpty()) {
      bench.set(bench.sequence(), sequence.getBytes(UTF_8));
    }

    assertThat(put()).hasSize(1);

    assertThat(bench.exists(bench.entry(KEY))).isTrue();
    assertThat(bench.resp().number("INCRBY", bench.sequence(), "0"))
        .isBetween(1_000_000_000_000_000L, 100_000_000_000_000_000L);
  }

  // ---- claim, settle

  private List<Object> claim(int most, String... sequences) {
    return bench.run(Script.CLAIM, List.of((Object[]) sequences), MINE, 60_000, "1", most, 100);
  }

  @Test
  void claim_most_isOfAllPartitionsTogether() {
    bench.leavePending("a", "b");
    assertThat(claim(1, bench.sequence(), bench.sequence())).hasSize(5);
  }

  @Test
  void settle_untried_countsNoTry() {
    bench.leavePending(KEY);
    byte[] token = (byte[]) claim(1, bench.sequence()).get(1);
    byte[] claim = ByteBuffer.allocate(15).put(MINE).put(token).array();
    byte[] nonce = new byte[6];
    EntryFormat.put(nonce, 0, 6, ScriptBench.NONCE + 1);
    bench.run(
        Script.SETTLE, List.of(bench.sequence()), claim, 0, 100, KEY, nonce, "w", 1000, "why");
    assertThat(requireNonNull(bench.pending(KEY)).tries()).isZero();
  }

  // ---- open

  @Test
  void open_noRecord_writesIt() {
    assertThat(open("1", "16", "json")).containsExactly("1", "16", "json");
    assertThat(bench.resp().texts("HGETALL", bench.channel()))
        .containsExactlyInAnyOrder("format", "1", "partitions", "16", "codec", "json");
  }

  @Test
  void open_recordThere_tellsWhatItSays() {
    open("1", "16", "json");
    assertThat(open("2", "32", "java")).containsExactly("1", "16", "json");
  }

  private List<String> open(String format, String partitions, String codec) {
    return bench.run(Script.OPEN, List.of(bench.channel()), format, partitions, codec).stream()
        .map(field -> new String((byte[]) field, UTF_8))
        .toList();
  }
}

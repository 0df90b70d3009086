package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.entresol.redis.FewConnections;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServer;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.Backlog;
import org.entresol.tier.ByteTier;
import org.entresol.tier.DeadWrite;
import org.entresol.tier.Lease;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueClaim;
import org.entresol.tier.QueueResult;
import org.entresol.tier.QueueResult.Fate;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.QueuedWrite;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.entresol.tier.Verdict;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pending writes leave in Redis, and what comes of what others leave there. */
@Tag("server")
class QueueDataTest {
  private static final byte[] KEY = bytes("s:key");
  private static final Lease MINE = new Lease(1);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int MOST = 10;

  private static final RedisServer SERVER = RedisServer.start();
  private static final RespClient RESP = SERVER.connect();
  private static final RedisNode NODE =
      new RedisNode(
          RedisSettings.of(
              FewConnections.single(SERVER.address()),
              "ns",
              Duration.ofSeconds(10),
              5,
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)),
          Clock.system());

  private final String cache = UUID.randomUUID().toString();
  private final String base = "ns:{" + cache + ":0}:";
  private final ByteTier tier =
      NODE.open(
          cache,
          new TierOptions(
              OptionalInt.empty(),
              OptionalInt.of(1),
              true,
              false,
              Duration.ZERO,
              new QueueTerms(LONG, MOST),
              TierOptions.FIRST_CODEC));

  @AfterAll
  static void stop() {
    NODE.close();
    RESP.close();
    SERVER.close();
  }

  @AfterEach
  void close() {
    tier.close();
    RESP.command("CONFIG", "SET", "maxmemory", "0");
    RESP.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
    RESP.command("FLUSHALL");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Plan plan(String payload) {
    return new Plan(KEY, Act.WRITE, Act.WRITE).payload(bytes(payload)).writtenBehind();
  }

  private static Plan blind(String payload) {
    return plan(payload).lifetimes(Lifetimes.of(Lifetimes.ETERNAL)).ignoringFound(true);
  }

  private List<QueueClaim> claim(boolean early) {
    return tier.queue().claim(List.of(0), MINE, early, 100, LONG);
  }

  private void settle(Fate fate) {
    QueueClaim claim = claim(true).get(0);
    List<QueueResult> results =
        claim.writes().stream().map(w -> new QueueResult(w, fate, Duration.ZERO, "error")).toList();
    assertThat(tier.queue().settle(claim, results)).isTrue();
  }

  private static List<String> texts(List<QueuedWrite> writes) {
    return writes.stream()
        .map(w -> new String(w.bytes(), w.offset(), w.bytes().length - w.offset(), UTF_8))
        .toList();
  }

  private String due() {
    return RESP.text("ZSCORE", base + "q:due", "s:key");
  }

  /** Leaves bytes among the pending writes, due at once. */
  private void leave(String name, String record) {
    RESP.command("HSET", base + "q", name, record);
    RESP.command("ZADD", base + "q:due", "5", name);
  }

  private static String record(String payload) {
    return "Q\u0001w\u0002nonce!" + payload;
  }

  private static String letter(String payload) {
    return "D\u0001d\u0003nonce!\0\0\0\0\0\u0007\0\u0003why" + payload;
  }

  // ---- what is left there

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void due_writtenAgain_staysThatOfTheFirst(boolean isBlind) {
    tier.attempt(isBlind ? blind("one") : plan("one"));
    String due = due();
    RESP.command("ZADD", base + "q:due", "7", "s:key");
    tier.attempt(isBlind ? blind("two") : plan("two"));
    assertThat(Long.parseLong(due)).isBetween(tier.millis() + 50_000, tier.millis() + 61_000);
    assertThat(due()).isEqualTo("7");
  }

  @Test
  void keys_ofAQueue_areThoseOfThePartitionAndGoneWithItsWrites() {
    tier.attempt(plan("one"));
    settle(Fate.BURY);
    tier.attempt(plan("two"));
    settle(Fate.RETRY);
    claim(true);
    assertThat(RESP.texts("KEYS", base + "q*"))
        .containsExactlyInAnyOrder(
            base + "q",
            base + "q:pause",
            base + "q:late",
            base + "q:dead",
            base + "q:buried",
            base + "q:own",
            base + "q:fence");
    settle(Fate.DONE);
    assertThat(RESP.texts("KEYS", base + "q*")).containsExactly(base + "q:fence");
  }

  @Test
  void records_asTheyAreDescribed_areRead() {
    leave("s:key", record("payload"));
    RESP.command("HSET", base + "q:dead", "s:gone", letter("buried"));

    QueuedWrite write = claim(false).get(0).writes().get(0);
    DeadWrite dead = tier.queue().dead(1).get(0);

    assertThat(texts(List.of(write, dead.write()))).containsExactly("payload", "buried");
    assertThat(List.of(write.isDeletion(), dead.write().isDeletion())).containsExactly(false, true);
    assertThat(List.of(write.tries(), dead.write().tries())).containsExactly(2, 3);
    assertThat(write.nonce()).isEqualTo(EntryFormat.number(bytes("nonce!"), 0, 6));
    assertThat(dead.write().nonce()).isEqualTo(write.nonce());
    assertThat(dead.buried()).isEqualTo(7);
    assertThat(dead.error()).isEqualTo("why");
    assertThat(tier.queue().replay(bytes("s:gone"))).isTrue();
    assertThat(claim(false).get(0).writes()).extracting(QueuedWrite::tries).containsExactly(2, 0);
  }

  @Test
  void put_writtenBehind_isOneCommandAndTellsWhenItIsDueOnce() {
    tier.attempt(blind("one"));
    RESP.command("CONFIG", "RESETSTAT");
    CommandStats before = CommandStats.of(SERVER);
    tier.attempt(blind("two"));
    CommandStats put = CommandStats.of(SERVER).since(before);
    assertThat(put.callsOf("evalsha")).isEqualTo(1);
    assertThat(put.callsOf("hset")).isEqualTo(1);
    assertThat(put.callsOf("zadd")).isZero();
    assertThat(put.callsOf("mget")).as("of sequences").isEqualTo(1);
  }

  // ---- what others have left there

  @ParameterizedTest
  @CsvSource({
    "s:bad,''",
    "s:bad,garbage and more garbage",
    "s:bad,Q\u0001w\u0000nonc",
    "s:bad,Q\u0002w\u0000nonce!",
    "s:bad,E\u0001w\u0000nonce!",
    "s:bad,Q\u0001x\u0000nonce!",
    "s,Q\u0001w\u0000nonce!",
    "'',Q\u0001w\u0000nonce!",
    "kx!!,Q\u0001w\u0000nonce!",
    "kxQ,Q\u0001w\u0000nonce!",
    "kxQR,Q\u0001w\u0000nonce!",
    "kxQQ==,Q\u0001w\u0000nonce!"
  })
  void pending_damaged_isPutAsideAndStopsNoOther(String name, String record) {
    leave(name, record);
    tier.attempt(plan("one"));

    assertThat(texts(claim(true).get(0).writes())).containsExactly("one");

    await().until(() -> RESP.number("HLEN", base + "q:bad") == 1);
    assertThat(RESP.text("HGET", base + "q:bad", name)).isEqualTo(record);
    assertThat(RESP.texts("HKEYS", base + "q")).containsExactly("s:key");
    assertThat(RESP.number("ZCARD", base + "q:due")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "s:bad,''",
    "s:bad,garbage and more garbage",
    "s:bad,D\u0002w\u0000nonce!instan\u0000\u0000",
    "s:bad,D\u0001w\u0000nonce!instan\u0000",
    "s:bad,D\u0001w\u0000nonce!instan\u0000\u0001",
    "kx!!,D\u0001w\u0000nonce!instan\u0000\u0000"
  })
  void dead_damaged_isPutAsideAndStopsNoOther(String name, String record) {
    tier.attempt(plan("one"));
    settle(Fate.BURY);
    RESP.command("HSET", base + "q:dead", name, record);
    RESP.command("ZADD", base + "q:buried", "5", name);
    assertThat(tier.queue().replay(bytes("s:bad"))).isFalse();

    assertThat(tier.queue().dead(10)).hasSize(1);

    await().until(() -> RESP.number("HLEN", base + "q:bad") == 1);
    assertThat(tier.queue().backlog()).isEqualTo(new Backlog(0, 0, 1));
    assertThat(RESP.number("ZCARD", base + "q:buried")).isEqualTo(1);
  }

  @Test
  void damaged_read_isNothing() {
    leave("s:key", "garbage");
    RESP.command("HSET", base + "q:dead", "s:gone", "garbage");
    assertThat(tier.queue().unwritten(List.of(KEY, bytes("s:gone")))).containsOnlyNulls();
    assertThat(tier.queue().drop(bytes("s:gone"))).isNull();
    assertThat(tier.queue().pending(10)).isEmpty();
    await().until(() -> tier.queue().backlog().equals(Backlog.NONE));
  }

  @Test
  void damaged_many_areKeptAsFarAsThereIsRoom() {
    for (int i = 0; i < 2 * MOST; i++) {
      leave("s:bad" + i, "garbage");
    }
    assertThat(claim(false).get(0).writes()).isEmpty();
    await().until(() -> tier.queue().backlog().pending() == 0);
    assertThat(RESP.number("HLEN", base + "q:bad")).isEqualTo(MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEL", "SET|abc", "SET|-7", "SET|99999999999999999999", "RPUSH|a"})
  void fence_lostOrSpoilt_growsAllTheSame(String spoiling) {
    tier.attempt(plan("one"));
    QueueClaim first = claim(true).get(0);
    tier.queue().settle(first, List.of());
    RESP.command("DEL", base + "q:fence");
    String[] words = spoiling.replaceFirst("\\||$", "|" + base + "q:fence|").split("[|]");
    RESP.command(words);
    assertThat(claim(true).get(0).token()).isGreaterThan(first.token());
  }

  @Test
  void fence_aheadOfTheClock_growsByOne() {
    tier.attempt(plan("one"));
    RESP.command("SET", base + "q:fence", "8000000000000000");
    assertThat(claim(true).get(0).token()).isEqualTo(8_000_000_000_000_001L);
    assertThat(RESP.text("GET", base + "q:fence")).isEqualTo("8000000000000001");
  }

  @Test
  void owner_spoilt_isNone() {
    tier.attempt(plan("one"));
    RESP.command("SET", base + "q:own", "garbage");
    assertThat(claim(true)).hasSize(1);
  }

  @Test
  void owner_whoseTimeIsOver_isNoneAndForgotten() {
    String over = "someone." + "\0\0\0\0\0\0\1" + "\0\0\0\0\0\1";
    RESP.command("SET", base + "q:own", over);
    assertThat(claim(true)).isEmpty();
    assertThat(RESP.number("EXISTS", base + "q:own")).isZero();
    tier.attempt(plan("one"));
    RESP.command("SET", base + "q:own", over);
    assertThat(claim(true)).hasSize(1);
  }

  @Test
  void order_lost_isMadeAgain() {
    tier.attempt(plan("one"));
    settle(Fate.BURY);
    tier.attempt(plan("two"));
    RESP.command("DEL", base + "q:due", base + "q:buried");
    assertThat(texts(claim(false).get(0).writes())).containsExactly("two");
    assertThat(tier.queue().dead(10)).hasSize(1);
  }

  @Test
  void order_withoutPendingWrite_isForgotten() {
    leave("s:lost", record("lost"));
    RESP.command("HDEL", base + "q", "s:lost");
    tier.attempt(plan("one"));
    assertThat(texts(claim(true).get(0).writes())).containsExactly("one");
    assertThat(RESP.number("ZCARD", base + "q:due")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void queue_ofAnotherType_refusesTheWriteBeforeAnythingIsDone(boolean isBlind) {
    RESP.command("SET", base + "q", "garbage");
    assertThatThrownBy(() -> tier.attempt(isBlind ? blind("one") : plan("one")))
        .isInstanceOf(TierException.class)
        .hasMessageContaining("WRONGTYPE");
    assertThat(tier.read(KEY).entry()).isNull();
    assertThat(tier.sequences()).containsExactly(0);
  }

  // ---- a server without room

  @Test
  void memory_usedWhereTheServerEvicts_leavesTheClaim() {
    tier.attempt(plan("one"));
    QueueClaim claim = claim(true).get(0);
    RESP.command("SET", "sign", "of eviction", "PX", "60000");
    RESP.command("CONFIG", "SET", "maxmemory-policy", "volatile-random");
    RESP.command("CONFIG", "SET", "maxmemory", "1");
    await().until(() -> RESP.command("GET", "sign") == null);

    assertThat(tier.queue().claim(List.of(0), new Lease(2), true, 100, LONG)).isEmpty();
    assertThat(tier.queue().extend(List.of(claim), LONG)).containsExactly(true);
  }

  @Test
  void memory_used_refusesWritesAndLetsPendingOnesOut() {
    tier.attempt(plan("one"));
    tier.attempt(new Plan(bytes("s:b"), Act.WRITE, Act.WRITE).writtenBehind());
    tier.attempt(new Plan(bytes("s:c"), Act.WRITE, Act.WRITE).writtenBehind());
    RESP.command("CONFIG", "SET", "maxmemory", "1");

    assertThatThrownBy(() -> tier.attempt(plan("two"))).hasMessageContaining("maxmemory");
    assertThatThrownBy(() -> tier.attempt(blind("two"))).hasMessageContaining("maxmemory");
    QueuedWrite unwritten = tier.queue().unwritten(List.of(KEY)).get(0);
    assertThat(texts(List.of(requireNonNull(unwritten)))).containsExactly("one");
    settle(Fate.RETRY);
    settle(Fate.BURY);
    assertThat(tier.queue().replay(KEY)).isTrue();
    assertThat(tier.queue().extend(claim(false), LONG)).containsExactly(true);
    settle(Fate.DONE);
    assertThat(tier.queue().backlog()).isEqualTo(new Backlog(0, 0, 2));
  }

  @Test
  void verdict_atTheBound_isFull() {
    for (int i = 0; i < MOST; i++) {
      Plan plan = new Plan(bytes("i:" + i), Act.DELETE, Act.DELETE).writtenBehind();
      assertThat(tier.attempt(plan).verdict()).isEqualTo(Verdict.MADE);
    }
    assertThat(tier.attempt(plan("one")).verdict()).isEqualTo(Verdict.FULL);
    assertThat(tier.attempt(blind("one")).verdict()).isEqualTo(Verdict.FULL);
  }
}

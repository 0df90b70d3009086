package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Lease;
import org.entresol.tier.Leased;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierOptions;
import org.entresol.tier.Verdict;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others have put under the tier's keys: no entry, no sequence, no floor. */
@Tag("server")
class BadBytesTest {
  private static final byte[] KEY = "s:key".getBytes(UTF_8);
  private static final Duration LONG = Duration.ofMinutes(1);

  private static final String NAMESPACE = "bad-" + UUID.randomUUID();

  private static final RedisNode NODE =
      new RedisNode(
          RedisSettings.of(
              FewConnections.single(RedisServers.shared().address()),
              NAMESPACE,
              Duration.ofSeconds(10),
              5,
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)),
          Clock.system());

  private final RespClient resp = RedisServers.shared().connect();
  private final String cache = UUID.randomUUID().toString();
  private final ByteTier tier =
      NODE.open(
          cache,
          new TierOptions(
              OptionalInt.empty(),
              OptionalInt.of(1),
              true,
              false,
              Duration.ZERO,
              QueueTerms.NONE,
              TierOptions.FIRST_CODEC));
  private final KeySpace keys = new KeySpace(NAMESPACE, cache, OptionalInt.empty(), 1);

  @AfterAll
  static void disconnect() {
    NODE.close();
  }

  @AfterEach
  void close() {
    tier.close();
    resp.close();
  }

  /** What may lie under a key. */
  enum Bad {
    LIST("RPUSH|NAME|a"),
    HASH("HSET|NAME|a|b"),
    STREAM("XADD|NAME|*|a|b"),
    EMPTY("SET|NAME|"),
    WORD("SET|NAME|garbage"),
    LONG_WORD("SET|NAME|garbage in many words, more than a header has"),
    OLDER_FORMAT("SET|NAME|E\u0001" + "\0".repeat(60)),
    BLANKS("SET|NAME| 12 "),
    HEXADECIMAL("SET|NAME|0x10"),
    FRACTION("SET|NAME|1.5"),
    POWER("SET|NAME|1e3"),
    NEGATIVE("SET|NAME|-7"),
    TOO_LONG("SET|NAME|" + "9".repeat(30)),
    ENDLESS("SET|NAME|inf"),
    NO_NUMBER("SET|NAME|nan");

    private final String command;

    Bad(String command) {
      this.command = command;
    }

    void under(String name, RespClient resp) {
      resp.command("DEL", name);
      resp.command(command.replace("NAME", name).split("[|]", -1));
    }
  }

  private String entryName() {
    return new String(keys.entry(0, KEY), UTF_8);
  }

  private static Plan plan(Act act) {
    return new Plan(KEY, act, act).payload("new".getBytes(UTF_8));
  }

  private static String payload(Found found) {
    var stored = requireNonNull(found.entry());
    return new String(
        stored.bytes(), stored.offset(), stored.bytes().length - stored.offset(), UTF_8);
  }

  // ---- under the entry's name

  @ParameterizedTest
  @EnumSource
  void read_badEntry_findsNone(Bad bad) {
    bad.under(entryName(), resp);
    assertThat(tier.read(KEY).entry()).isNull();
    assertThat(tier.readAll(List.of(KEY, KEY))).allMatch(found -> found.entry() == null);
    Leased leased = tier.lease(List.of(KEY), new Lease(1), LONG).get(0);
    assertThat(requireNonNull(leased.found()).entry()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void write_badEntry_isACreation(Bad bad) {
    bad.under(entryName(), resp);
    Outcome outcome = tier.attempt(plan(Act.WRITE).wantingEntry(true));
    assertThat(outcome.found()).isFalse();
    assertThat(outcome.stored()).isTrue();
    assertThat(outcome.entry()).isNull();
    assertThat(payload(tier.read(KEY))).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource
  void touchOrRemoval_badEntry_findsNone(Bad bad) {
    bad.under(entryName(), resp);
    Lifetimes lives = new Lifetimes(5000, 5000, 5000);
    assertThat(tier.attempt(plan(Act.TOUCH).lifetimes(lives)).found()).isFalse();
    assertThat(tier.attempt(plan(Act.DELETE)).found()).isFalse();
    assertThat(tier.attempt(plan(Act.WRITE).ifVersion(null)).verdict()).isEqualTo(Verdict.MADE);
  }

  // ---- under the sequence's name

  @ParameterizedTest
  @EnumSource
  void anything_badSequence_goesOnFromTheServersMicroseconds(Bad bad) {
    tier.attempt(plan(Act.WRITE));
    bad.under(keys.sequence(0), resp);
    assertThat(payload(tier.read(KEY))).isEqualTo("new");
    tier.sequences();
    tier.lease(List.of(KEY), new Lease(1), LONG);
    tier.leaveTickets(List.of(KEY), List.of(1L), LONG);
    Outcome outcome = tier.attempt(plan(Act.WRITE).under(new Lease(1)));
    assertThat(outcome.stored()).isTrue();
    assertThat(outcome.sequence()).isGreaterThan(1_000_000_000_000_000L);
    assertThat(tier.read(KEY).sequence()).isEqualTo(outcome.sequence());
    assertThat(requireNonNull(tier.read(KEY).entry()).version().sequence())
        .isEqualTo(outcome.sequence());
  }

  @ParameterizedTest
  @EnumSource
  void load_badSequence_startsANewOne(Bad bad) {
    bad.under(keys.sequence(0), resp);
    Outcome outcome = tier.attempt(plan(Act.LOAD));
    assertThat(outcome.sequence()).isGreaterThan(1_000_000_000_000_000L);
    assertThat(tier.read(KEY).sequence()).isEqualTo(outcome.sequence());
  }

  @ParameterizedTest
  @EnumSource
  void clear_badSequence_clears(Bad bad) {
    tier.attempt(plan(Act.WRITE));
    bad.under(keys.sequence(0), resp);
    tier.clear();
    assertThat(tier.read(KEY).entry()).isNull();
    assertThat(tier.attempt(plan(Act.LEAVE)).found()).isFalse();
  }

  // ---- under the floor's name

  @ParameterizedTest
  @EnumSource
  void anything_badFloor_isAsIfThereWereNone(Bad bad) {
    tier.attempt(plan(Act.WRITE));
    bad.under(keys.floor(0), resp);
    assertThat(payload(tier.read(KEY))).isEqualTo("new");
    assertThat(tier.attempt(plan(Act.LEAVE)).found()).isTrue();
    Leased leased = tier.lease(List.of(KEY), new Lease(1), LONG).get(0);
    assertThat(payload(requireNonNull(leased.found()))).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource
  void clear_badFloor_clearsAndSweeps(Bad bad) {
    tier.attempt(plan(Act.WRITE));
    bad.under(keys.floor(0), resp);
    tier.clear();
    assertThat(tier.read(KEY).entry()).isNull();
    assertThat(tier.attempt(plan(Act.LEAVE)).found()).isFalse();
  }

  // ---- beside the key

  @ParameterizedTest
  @EnumSource
  void load_badTicket_isRevoked(Bad bad) {
    bad.under(entryName().replace(":e:", ":t:"), resp);
    assertThat(tier.attempt(plan(Act.LOAD).withTicket(1)).verdict()).isEqualTo(Verdict.REVOKED);
    tier.takeTickets(List.of(KEY), List.of(1L));
    tier.leaveTickets(List.of(KEY), List.of(1L), LONG);
    assertThat(tier.attempt(plan(Act.LOAD).withTicket(1)).stored()).isTrue();
  }
}

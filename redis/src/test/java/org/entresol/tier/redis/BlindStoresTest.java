package org.entresol.tier.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.entresol.redis.FewConnections;
import org.entresol.testing.CommandStats;
import org.entresol.testing.RedisServers;
import org.entresol.testing.RespClient;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Found;
import org.entresol.tier.Lifetimes;
import org.entresol.tier.Outcome;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.Stored;
import org.entresol.tier.TierException;
import org.entresol.tier.TierOptions;
import org.entresol.tier.Verdict;
import org.entresol.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is stored blindly is there as if the row had been judged. */
@Tag("server")
class BlindStoresTest {
  private static final int PARTITIONS = 4;

  private final String namespace = "blind-" + UUID.randomUUID();
  private final RedisNode node =
      new RedisNode(
          RedisSettings.of(
              FewConnections.single(RedisServers.shared().address()),
              namespace,
              Duration.ofSeconds(5),
              5,
              Duration.ofSeconds(1),
              Duration.ofMinutes(1)),
          Clock.system());
  private final ByteTier tier =
      node.open(
          "c",
          new TierOptions(
              OptionalInt.empty(),
              OptionalInt.of(PARTITIONS),
              false,
              false,
              Duration.ZERO,
              QueueTerms.NONE,
              TierOptions.FIRST_CODEC));
  private final RespClient client = RedisServers.shared().connect();

  @AfterEach
  void close() {
    tier.destroy();
    tier.close();
    node.close();
    client.close();
  }

  @Test
  void attemptAll_manyBlindPlans_storeEachAtAStepOfItsPartition() {
    List<byte[]> keys = IntStream.range(0, 100).mapToObj(i -> key("k" + i)).toList();
    List<Outcome> first = tier.attemptAll(keys.stream().map(BlindStoresTest::blind).toList());
    List<Outcome> again = tier.attemptAll(keys.stream().map(BlindStoresTest::blind).toList());

    List<Found> found = tier.readAll(keys);
    long[] sequences = tier.sequences();
    long[] steps = new long[PARTITIONS];
    for (int i = 0; i < keys.size(); i++) {
      Outcome outcome = again.get(i);
      Stored stored = Objects.requireNonNull(found.get(i).entry());
      assertThat(outcome.verdict()).isEqualTo(Verdict.MADE);
      assertThat(outcome.stored()).isTrue();
      assertThat(stored.version().sequence()).isEqualTo(outcome.sequence());
      assertThat(stored.version().nonce()).isEqualTo(outcome.version().nonce());
      assertThat(payload(stored)).isEqualTo(new String(keys.get(i), UTF_8));
      assertThat(outcome.sequence()).isGreaterThan(first.get(i).sequence());
      steps[tier.partitionOf(keys.get(i))]++;
    }
    for (int p = 0; p < PARTITIONS; p++) {
      int partition = p;
      List<Long> ofPartition = new ArrayList<>();
      IntStream.range(0, keys.size())
          .filter(i -> tier.partitionOf(keys.get(i)) == partition)
          .forEach(i -> ofPartition.add(again.get(i).sequence()));
      long last = sequences[p];
      long count = steps[p];
      assertThat(ofPartition)
          .containsExactlyElementsOf(
              IntStream.range(0, (int) count).mapToObj(i -> last - count + 1 + i).toList());
    }
  }

  @Test
  void attemptAll_plansOfOtherHeaders_storeEachWithItsOwn() {
    List<byte[]> keys = List.of(key("plain"), key("dated"), key("tagged"));
    long[] tags = {7};
    tier.attemptAll(
        List.of(blind(keys.get(0)), blind(keys.get(1)).dated(), blind(keys.get(2)).tags(tags)));

    List<Found> found = tier.readAll(keys);
    for (int i = 0; i < keys.size(); i++) {
      Stored stored = Objects.requireNonNull(found.get(i).entry());
      assertThat(payload(stored)).isEqualTo(new String(keys.get(i), UTF_8));
      assertThat(stored.created() != 0).as("dated").isEqualTo(i == 1);
      assertThat(stored.tags()).isEqualTo(i == 2 ? tags : new long[0]);
    }
  }

  @Test
  void attempt_missingSequence_startsAtTheServersMicroseconds() {
    long before = tier.millis() - 1000;
    Outcome outcome = tier.attempt(blind(key("k")));

    assertThat(outcome.sequence() / 1000).isBetween(before, tier.millis() + 1000);
    assertThat(tier.attempt(blind(key("k"))).sequence()).isEqualTo(outcome.sequence() + 1);
  }

  @Test
  void attempt_sameKeyTwiceInOneCall_lastOneStays() {
    byte[] key = key("k");
    List<Outcome> outcomes =
        tier.attemptAll(List.of(blind(key), blind(key).payload("other".getBytes(UTF_8))));

    Stored stored = Objects.requireNonNull(tier.read(key).entry());
    assertThat(payload(stored)).isEqualTo("other");
    assertThat(stored.version().sequence()).isEqualTo(outcomes.get(1).sequence());
  }

  @Test
  void attempt_withALength_expiresByTheServer() {
    Outcome outcome =
        tier.attempt(blind(key("k")).lifetimes(new Lifetimes(60_000, 60_000, Lifetimes.UNCHANGED)));

    List<String> names = client.texts("KEYS", namespace + ":*:e:*");
    assertThat(names).hasSize(1);
    assertThat(client.number("PTTL", names.get(0))).isBetween(50_000L, 60_000L);
    Stored stored = Objects.requireNonNull(tier.read(key("k")).entry());
    assertThat(stored.expires()).isEqualTo(outcome.expires()).isGreaterThan(tier.millis());
  }

  @Test
  void attempt_withALengthAndAGrace_staysForBoth() {
    ByteTier kept =
        node.open(
            "kept",
            new TierOptions(
                OptionalInt.empty(),
                OptionalInt.of(1),
                false,
                false,
                Duration.ofMinutes(10),
                QueueTerms.NONE,
                TierOptions.FIRST_CODEC));

    Outcome outcome =
        kept.attempt(blind(key("k")).lifetimes(new Lifetimes(60_000, 60_000, Lifetimes.UNCHANGED)));

    String name = client.texts("KEYS", namespace + ":*:e:*").get(0);
    assertThat(client.number("PTTL", name)).isBetween(650_000L, 660_000L);
    assertThat(outcome.expires()).isBetween(kept.millis() + 50_000, kept.millis() + 60_000);
  }

  @Test
  void attempt_whileAKeyIsBeingLoaded_revokesTheLoad() {
    byte[] key = key("k");
    tier.leaveTickets(List.of(key), List.of(7L), Duration.ofSeconds(10));

    assertThat(client.texts("KEYS", namespace + ":*:t:*")).hasSize(1);

    assertThat(tier.attempt(blind(key)).stored()).isTrue();

    assertThat(client.texts("KEYS", namespace + ":*:t:*")).isEmpty();
    Plan load = new Plan(key, Act.LOAD, Act.LOAD).payload(key).withTicket(7);
    assertThat(tier.attempt(load).verdict()).isEqualTo(Verdict.REVOKED);
  }

  @Test
  void attempt_blind_readsNothing() {
    assertThat(tier.attempt(blind(key("k"))).stored()).isTrue();
    CommandStats before = CommandStats.of(RedisServers.shared());

    Outcome again = tier.attempt(blind(key("k")));

    assertThat(again.stored()).isTrue();
    assertThat(CommandStats.of(RedisServers.shared()).since(before).callsOf("mget")).isZero();
  }

  @Test
  void attempt_writtenBehind_readsNoEntryAndLeavesThePendingWrite() {
    tier.attempt(blind(key("k")).writtenBehind());
    CommandStats before = CommandStats.of(RedisServers.shared());

    Outcome outcome = tier.attempt(blind(key("k")).writtenBehind());

    CommandStats after = CommandStats.of(RedisServers.shared()).since(before);
    assertThat(after.callsOf("mget")).as("of sequences").isEqualTo(1);
    assertThat(after.callsOf("evalsha")).isEqualTo(1);
    assertThat(Objects.requireNonNull(tier.queue().unwritten(List.of(key("k"))).get(0)).nonce())
        .isEqualTo(outcome.version().nonce());
  }

  @Test
  void areAll_someWrittenBehind_isFalse() {
    List<Plan> mixed = List.of(blind(key("a")), blind(key("b")).writtenBehind());
    assertThat(BlindStores.areAll(mixed)).isFalse();
    assertThat(BlindStores.areAll(mixed.subList(1, 2))).isTrue();
  }

  @Test
  void attemptAll_writtenBehindWithRoomForSome_refusesAllOfThePartition() {
    ByteTier narrow =
        node.open(
            "narrow",
            new TierOptions(
                OptionalInt.empty(),
                OptionalInt.of(1),
                false,
                false,
                Duration.ZERO,
                new QueueTerms(Duration.ofMinutes(1), 2),
                TierOptions.FIRST_CODEC));
    List<Plan> plans =
        List.of(
            blind(key("a")).writtenBehind(),
            blind(key("b")).writtenBehind(),
            blind(key("c")).writtenBehind());

    assertThat(narrow.attemptAll(plans)).extracting(Outcome::verdict).containsOnly(Verdict.FULL);
    assertThat(narrow.queue().backlog().pending()).isZero();
    assertThat(narrow.attemptAll(plans.subList(1, 3)))
        .extracting(Outcome::verdict)
        .containsOnly(Verdict.MADE);
  }

  @Test
  void attemptAll_writtenBehindWithABrokenQueueAmongOthers_storesNothingUntold() {
    List<byte[]> keys = IntStream.range(0, 100).mapToObj(i -> key("k" + i)).toList();
    int broken = tier.partitionOf(keys.get(99));
    byte[] first =
        keys.stream().filter(key -> tier.partitionOf(key) != broken).findFirst().orElseThrow();
    long[] before = tier.sequences();
    client.command("SET", namespace + ":{c:" + broken + "}:q", "no hash");
    List<Plan> plans =
        Stream.of(first, keys.get(99))
            .map(key -> blind(key).lifetimes(Lifetimes.of(60_000)).writtenBehind())
            .toList();

    assertThatThrownBy(() -> tier.attemptAll(plans)).isInstanceOf(TierException.class);

    assertThat(tier.sequences()).isEqualTo(before);
    assertThat(tier.read(first).entry()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEL",
        "SET|",
        "SET|0",
        "SET|-7",
        "SET|garbage",
        "SET|1e3",
        "SET|9223372036854775807",
        "SET|99999999999999999999",
        "RPUSH|a"
      })
  void attemptAll_sequenceLostOrSpoilt_startsAnewAndTheOthersGoOn(String spoiling) {
    List<byte[]> keys = IntStream.range(0, 100).mapToObj(i -> key("k" + i)).toList();
    List<Plan> plans = keys.stream().map(BlindStoresTest::blind).toList();
    tier.attemptAll(plans);
    long[] before = tier.sequences();
    List<String> words = new ArrayList<>(List.of(spoiling.split("[|]", -1)));
    words.add(1, namespace + ":{c:0}:seq");
    client.command("DEL", words.get(1));
    client.command(words.toArray(String[]::new));

    List<Outcome> outcomes = tier.attemptAll(plans);

    long[] after = tier.sequences();
    for (int p = 0; p < PARTITIONS; p++) {
      int partition = p;
      long[] steps =
          IntStream.range(0, keys.size())
              .filter(i -> tier.partitionOf(keys.get(i)) == partition)
              .mapToLong(i -> outcomes.get(i).sequence())
              .toArray();
      long first = steps[0];
      assertThat(first).isGreaterThan(before[p]).isLessThan(9_000_000_000_000_000L);
      assertThat(steps).containsExactly(LongStream.range(first, first + steps.length).toArray());
      assertThat(after[p]).isEqualTo(first + steps.length - 1);
    }
  }

  private static byte[] key(String name) {
    return ("s:" + name).getBytes(UTF_8);
  }

  private static String payload(Stored stored) {
    return new String(
        stored.bytes(), stored.offset(), stored.bytes().length - stored.offset(), UTF_8);
  }

  private static Plan blind(byte[] key) {
    return new Plan(key, Act.WRITE, Act.WRITE)
        .payload(key)
        .lifetimes(Lifetimes.of(Lifetimes.ETERNAL))
        .ignoringFound(true);
  }
}

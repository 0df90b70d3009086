package org.entresol.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import javax.cache.CacheException;
import org.entresol.Compression;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.EntryCodec;
import org.entresol.codec.KeyCodec;
import org.entresol.codec.SharedSchemas;
import org.entresol.codec.envelope.Envelopes;
import org.entresol.codec.envelope.Packing;
import org.entresol.codec.key.CanonicalKeys;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.jcache.Crew;
import org.entresol.redis.FewConnections;
import org.entresol.testing.RedisServers;
import org.entresol.tier.Act;
import org.entresol.tier.ByteTier;
import org.entresol.tier.Plan;
import org.entresol.tier.QueueTerms;
import org.entresol.tier.TierOptions;
import org.entresol.tier.Verdict;
import org.entresol.tier.redis.RedisNode;
import org.entresol.tier.redis.RedisSettings;
import org.entresol.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on a real server, each node with a connection of its own. */
@Tag("server")
class TieredQueueTest extends WriteQueueContract {
  private static final String NAMESPACE = "queues-" + UUID.randomUUID();
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Map<String, RedisNode> NODES = new HashMap<>();

  private final String cache = UUID.randomUUID().toString();
  private final AllowedClasses classes =
      AllowedClasses.of(List.of(String.class, Integer.class), List.of());

  @AfterAll
  static void disconnect() {
    NODES.values().forEach(RedisNode::close);
    NODES.clear();
  }

  private static RedisNode node(String name) {
    return NODES.computeIfAbsent(
        name,
        unused ->
            new RedisNode(
                RedisSettings.of(
                    FewConnections.single(RedisServers.shared().address()),
                    NAMESPACE,
                    Duration.ofSeconds(10),
                    5,
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1)),
                Clock.system()));
  }

  /** A queue of a tier. */
  private final class TierRig implements Rig {
    private final ByteTier tier;
    private final KeyCodec<String> keys =
        new CanonicalKeys<>(TieredQueueTest.class.getClassLoader(), classes, Set.of());
    private final EntryCodec values =
        new Envelopes(
            new KryoCodec(
                TieredQueueTest.class.getClassLoader(), classes, Set.of(), SharedSchemas.HERE),
            Packing.of("c", Compression.NONE, 1, 1),
            null);
    private final TieredQueue<String, String> queue;

    TierRig(ByteTier tier, TieredQueueTerms terms) {
      this.tier = tier;
      this.queue =
          new TieredQueue<>(
              tier.queue(),
              tier.partitions(),
              keys,
              values,
              String.class,
              terms,
              e -> new CacheException(e.getMessage(), e));
    }

    @Override
    public WriteQueue<String, String> queue() {
      return queue;
    }

    @Override
    public boolean write(String key, @Nullable String value) {
      return (value == null)
          ? attempt(key, new Plan(keys.encode(key), Act.DELETE, Act.DELETE))
          : write(key, values.encode(value, keys.encode(key)));
    }

    boolean write(String key, byte[] value) {
      return attempt(key, new Plan(keys.encode(key), Act.WRITE, Act.WRITE).payload(value));
    }

    private boolean attempt(String key, Plan plan) {
      queue.expect(tier.partitionOf(keys.encode(key)));
      return tier.attempt(plan.writtenBehind()).verdict() == Verdict.MADE;
    }
  }

  @Override
  TierRig open(Duration delay, int most, int batch) {
    return open("one", delay, most, batch, LEASE);
  }

  /** One partition, so that what is claimed is one claim. */
  private TierRig open(String name, Duration delay, int most, int batch, Duration lease) {
    ByteTier tier =
        node(name)
            .open(
                cache,
                new TierOptions(
                    OptionalInt.empty(),
                    OptionalInt.of(1),
                    false,
                    false,
                    Duration.ZERO,
                    new QueueTerms(delay, most),
                    TierOptions.FIRST_CODEC));
    return new TierRig(tier, new TieredQueueTerms(delay, batch, lease, Duration.ZERO));
  }

  @Test
  void queue_ofATier_isDurable() {
    assertThat(open(HOUR).queue().isDurable()).isTrue();
  }

  @Test
  void claim_atTheDelay_isNeverBefore() {
    Duration delay = Duration.ofMillis(60);
    TierRig rig = open(delay, ROOM, 100);
    long start = System.nanoTime();
    rig.write("a", "1");

    awaitClaim(rig, false);

    // The server counts in whole milliseconds.
    assertThat(System.nanoTime() - start).isGreaterThan(delay.minusMillis(2).toNanos());
  }

  @Test
  void backlog_oldest_isAtMostAsOldAsItsWrite() {
    TierRig rig = open(HOUR, ROOM, 100);
    long before = System.nanoTime();
    rig.write("a", "1");
    Crew.until(() -> rig.queue().backlog().oldestMillis() > 20);

    long oldest = rig.queue().backlog().oldestMillis();

    long most = Duration.ofNanos(System.nanoTime() - before).toMillis() + 2;
    assertThat(oldest).isLessThanOrEqualTo(most);
    retry(rig, awaitClaim(rig, true), HOUR);
    assertThat(rig.queue().backlog().oldestMillis()).as("pausing").isGreaterThanOrEqualTo(oldest);
  }

  @Test
  void claim_ofAnotherNode_excludesThisOne() {
    TierRig one = open("one", HOUR, ROOM, 100, LEASE);
    TierRig two = open("two", HOUR, ROOM, 100, LEASE);
    one.write("a", "1");
    Claim<String, String> claim = awaitClaim(one, true);
    two.write("b", "1");

    assertThat(two.queue().claim(true)).isEmpty();

    assertThat(done(one, claim)).isTrue();
    assertThat(claimed(two.queue().claim(true))).isEqualTo(Map.of("b", "1"));
  }

  @Test
  void claim_ofANodeThatDied_passesOnWithAGreaterToken() {
    TierRig one = open("one", HOUR, ROOM, 100, Duration.ofMillis(150));
    TierRig two = open("two", HOUR, ROOM, 100, LEASE);
    one.write("a", "1");
    Claim<String, String> lost = awaitClaim(one, true);

    Claim<String, String> next = awaitClaim(two, true);

    assertThat(lost.stands()).isFalse();
    assertThat(next.token()).isGreaterThan(lost.token());
    assertThat(next.shard()).isEqualTo(lost.shard());
    assertThat(claimed(List.of(next))).isEqualTo(Map.of("a", "1"));
    assertThat(retry(one, lost, HOUR)).as("the lost claim stood").isFalse();
    assertThat(next.stands()).isTrue();
    assertThat(done(two, next)).isTrue();
    assertThat(pending(two)).isZero();
  }

  @Test
  void extend_beforeTheLeaseEnds_keepsTheClaim() {
    Duration lease = Duration.ofSeconds(3);
    TierRig one = open("one", HOUR, ROOM, 100, lease);
    TierRig two = open("two", HOUR, ROOM, 100, lease);
    one.write("a", "1");
    Claim<String, String> claim = awaitClaim(one, true);
    long end = System.nanoTime() + lease.plusSeconds(1).toNanos();

    Crew.until(
        () -> {
          one.queue().extend();
          assertThat(two.queue().claim(true)).isEmpty();
          return System.nanoTime() - end > 0;
        });

    assertThat(claim.stands()).isTrue();
    assertThat(done(one, claim)).isTrue();
  }

  @Test
  void extend_ofALostClaim_endsIt() {
    TierRig one = open("one", HOUR, ROOM, 100, Duration.ofMillis(150));
    TierRig two = open("two", HOUR, ROOM, 100, LEASE);
    one.write("a", "1");
    Claim<String, String> lost = awaitClaim(one, true);
    awaitClaim(two, true);

    one.queue().extend();

    assertThat(lost.stands()).isFalse();
  }

  @Test
  void claim_writeThatCannotBeRead_isDamagedAndTheOthersAreNot() {
    TierRig rig = open(HOUR, ROOM, 100);
    rig.write("bad", "\0junk".getBytes(StandardCharsets.UTF_8));
    rig.write("good", "1");

    Map<String, PendingWrite<String, String>> found = new HashMap<>();
    awaitClaim(rig, true).writes().forEach(write -> found.put(write.name(), write));

    assertThat(found).containsOnlyKeys("'bad'", "'good'");
    assertThat(found.get("'bad'"))
        .satisfies(bad -> assertThat(bad.damage()).isNotNull())
        .satisfies(bad -> assertThat(bad.value()).isNull());
    assertThat(found.get("'good'")).satisfies(good -> assertThat(good.damage()).isNull());
  }

  @Test
  void claim_valueOfAnotherType_isDamaged() {
    TierRig rig = open(HOUR, ROOM, 100);
    rig.write("bad", rig.values.encode(7, rig.keys.encode("bad")));

    PendingWrite<String, String> write = awaitClaim(rig, true).writes().get(0);

    assertThat(write.key()).isEqualTo("bad");
    assertThat(write.damage()).isInstanceOf(ClassCastException.class);
    assertThat(rig.queue().unwritten(Set.of("bad")).get("bad"))
        .satisfies(bad -> assertThat(bad.damage()).isNotNull());
  }
}

package org.entresol.tier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.entresol.tier.QueueResult.Fate;
import org.junit.jupiter.api.AfterEach;

/** What the contracts about pending writes have in common. */
abstract class QueueContract {
  static final Duration LONG = Duration.ofMinutes(1);
  static final Lease MINE = new Lease(1);
  static final Lease OTHERS = new Lease(-2);

  private static final int ROOM = 1 << 20;

  private final String cache = UUID.randomUUID().toString();
  private final List<ByteTier> opened = new ArrayList<>();

  /** A tier of a cache as another node opens it for each name; it announces, without values. */
  protected abstract ByteTier open(String node, String cache, QueueTerms terms);

  @AfterEach
  void close() {
    opened.forEach(ByteTier::close);
  }

  // ---- tiers

  /** Pending writes wait for a minute, and there is room for all. */
  final ByteTier node(String name) {
    return node(name, LONG, ROOM);
  }

  final ByteTier node(String name, Duration delay, int most) {
    ByteTier tier = open(name, cache, new QueueTerms(delay, most));
    opened.add(tier);
    return tier;
  }

  /** A tier that has room for some pending writes in each partition. */
  final ByteTier narrow(int room) {
    return node("narrow", LONG, room * node("one").partitions());
  }

  // ---- plans

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static Plan plan(byte[] key, Act act, String payload) {
    return new Plan(key, act, act).payload(bytes(payload)).writtenBehind();
  }

  static Plan write(byte[] key, String payload) {
    return plan(key, Act.WRITE, payload);
  }

  static Plan delete(byte[] key) {
    return plan(key, Act.DELETE, "");
  }

  /** What takes the short way, where there is one. */
  static Plan blind(byte[] key, String payload) {
    return write(key, payload).lifetimes(Lifetimes.of(Lifetimes.ETERNAL)).ignoringFound(true);
  }

  /** Keys that lie in the same partition. */
  static List<byte[]> neighbours(ByteTier tier, int count) {
    Stream<byte[]> all = IntStream.iterate(0, i -> i + 1).mapToObj(i -> bytes("i:" + i));
    int partition = tier.partitionOf(bytes("i:0"));
    return all.filter(key -> tier.partitionOf(key) == partition).limit(count).toList();
  }

  // ---- claims

  static List<Integer> all(ByteTier tier) {
    return IntStream.range(0, tier.partitions()).boxed().toList();
  }

  /** Claims everything that may be claimed by now, whether it is due or not. */
  static List<QueueClaim> claim(ByteTier tier, Lease owner) {
    return tier.queue().claim(all(tier), owner, true, 1000, LONG);
  }

  /** Claims what is due. */
  static List<QueueClaim> claimDue(ByteTier tier, Lease owner) {
    return tier.queue().claim(all(tier), owner, false, 1000, LONG);
  }

  static boolean settle(ByteTier tier, QueueClaim claim, Fate fate, Duration pause, String error) {
    return tier.queue()
        .settle(
            claim,
            claim.writes().stream()
                .map(write -> new QueueResult(write, fate, pause, error))
                .toList());
  }

  static boolean done(ByteTier tier, QueueClaim claim) {
    return settle(tier, claim, Fate.DONE, Duration.ZERO, "");
  }

  /** Makes everything that may be claimed by now dead letters. */
  static void bury(ByteTier tier, String error) {
    claim(tier, MINE).forEach(claim -> settle(tier, claim, Fate.BURY, LONG, error));
  }

  // ---- what writes say

  static String key(QueuedWrite write) {
    return new String(write.key(), UTF_8);
  }

  /** Its payload, after the letter of what is to be done. */
  static String text(QueuedWrite write) {
    return (write.isDeletion() ? "d:" : "w:")
        + new String(write.bytes(), write.offset(), write.bytes().length - write.offset(), UTF_8);
  }

  static List<String> texts(List<QueuedWrite> writes) {
    return writes.stream().map(QueueContract::text).toList();
  }

  static List<String> texts(QueueClaim claim) {
    return texts(claim.writes());
  }
}

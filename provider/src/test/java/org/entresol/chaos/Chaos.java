package org.entresol.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.entresol.EntresolCache;
import org.entresol.EntresolConfiguration;
import org.entresol.OnFailure;
import org.entresol.Stack;
import org.entresol.TagExtractor;
import org.entresol.codec.AllowedClasses;
import org.entresol.codec.SharedSchemas;
import org.entresol.codec.ValueCodec;
import org.entresol.codec.wire.KryoCodec;
import org.entresol.fixtures.MemoryLab;
import org.entresol.tier.Stored;
import org.entresol.tier.memory.MemoryCache;
import org.entresol.time.FakeClock;
import org.jspecify.annotations.Nullable;

/** One random program. */
final class Chaos implements AutoCloseable {

  static final int KEYS = 6;
  static final int TAGS = 4;

  private static final int NODES = 3;
  private static final List<Deed> OF_ONE_KEY =
      List.copyOf(EnumSet.complementOf(EnumSet.copyOf(Deed.OF_MANY)));
  private static final String CACHE = "chaos";
  private static final long REPAIR_MILLIS = 1000;

  /** The default of max-staleness, and two comparisons in which it is found out. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30 + 2);

  /** How long a lease stays whose holder was not told that it has it. */
  private static final Duration LEASE = Duration.ofSeconds(2);

  private static final ValueCodec CODEC =
      new KryoCodec(
          Chaos.class.getClassLoader(),
          AllowedClasses.of(List.of(Integer.class), List.of()),
          Set.of(),
          SharedSchemas.HERE);

  private static final TagExtractor<Integer, Integer> BY_VALUE =
      (key, value) -> List.of(tagOf(value));

  private final long seed;
  private final boolean misses;
  private final Random random;
  private final FakeClock clock = new FakeClock();
  private final MemoryLab lab = new MemoryLab(clock);
  private final List<Member> members = new ArrayList<>();
  private final List<Truth> truths = new ArrayList<>();
  private final Deque<String> last = new ArrayDeque<>();
  private final long[] orphanedUntil = new long[KEYS];
  private @Nullable Map<String, MemoryCache.State> saved;
  private long step;
  private long sinceRepair;
  private int nextValue;

  /**
   * @param misses whether caches are empty while the authority is away, and nothing fails
   */
  Chaos(long seed, boolean misses) {
    this.seed = seed;
    this.misses = misses;
    this.random = new Random(seed);
    boolean expires = random.nextBoolean();
    for (int i = 0; i < NODES; i++) {
      String name = "node" + i;
      EntresolCache<Integer, Integer> cache = open(name, expires);
      members.add(new Member(lab.node(name), cache));
    }
    IntStream.range(0, KEYS).forEach(key -> truths.add(new Truth()));
  }

  private EntresolCache<Integer, Integer> open(String node, boolean expires) {
    ExpiryPolicy policy =
        expires
            ? new ModifiedExpiryPolicy(new javax.cache.expiry.Duration(TimeUnit.SECONDS, 5))
            : new EternalExpiryPolicy();
    return (EntresolCache<Integer, Integer>)
        lab.manager(node)
            .createCache(
                CACHE,
                EntresolConfiguration.builder(Integer.class, Integer.class)
                    .stack(Stack.HEAP_REDIS)
                    .partitions(2)
                    .holdWait(Duration.ZERO)
                    .holdLease(LEASE)
                    .onFailure(misses ? OnFailure.MISS : OnFailure.FAIL)
                    .expiry(() -> policy)
                    .tagsExtractor(() -> BY_VALUE)
                    .build());
  }

  /** Takes so many steps. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step++;
      try {
        stepOnce();
        truths.forEach(this::note);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed %d, step %d%n%s".formatted(seed, step, String.join("\n", last)), e);
      }
    }
  }

  private void stepOnce() {
    Member member = members.get(random.nextInt(NODES));
    int dice = random.nextInt(100);
    if (dice < 45) {
      read(member, random.nextInt(KEYS));
    } else if (dice < 75) {
      change(member, random.nextInt(KEYS));
    } else if (dice < 85) {
      pass(50 + random.nextInt(400));
    } else if (dice < (misses ? 92 : 97)) {
      disturbNews(member);
    } else {
      disturbAuthority(member);
    }
  }

  private void log(String what, Member member) {
    last.add("%d: node %d %s".formatted(step, members.indexOf(member), what));
    if (last.size() > 40) {
      last.remove();
    }
  }

  // ---- reads

  private void read(Member member, int key) {
    Integer value;
    try {
      value =
          random.nextInt(10) == 0 ? member.cache().getAll(keys(key)).get(key) : get(member, key);
    } catch (CacheException e) {
      log("get " + key + " fails", member);
      assertThat(member.isCut() && !misses).as("whether it may fail").isTrue();
      return;
    }
    log("get " + key + " is " + value, member);
    assertThat(value == null || value > member.recalled(value % TAGS))
        .as("whether it was not recalled here")
        .isTrue();
    if (!misses || !isMissed(member, key, value)) {
      assertIsKnown(member, key, value);
    }
  }

  /** Whether nothing was found since the authority is, or may be, away. */
  private boolean isMissed(Member member, int key, @Nullable Integer value) {
    if (value == null) {
      return member.mayBeAway(clock.nanos());
    }
    assertThat(member.isAway()).as("whether it is away").isFalse();
    assertThat(value).as("after what it has overtaken").isGreaterThan(member.overtaken(key));
    return false;
  }

  private void assertIsKnown(Member member, int key, @Nullable Integer value) {
    assertThat(member.silentFor(clock.nanos()))
        .as("how long it was cut off")
        .isLessThan(LONGEST_SILENCE);
    Truth truth = truths.get(key);
    int spell = truth.seen(value, member.seen(key), member.knowsSince(step));
    assertThat(spell)
        .as(
            "%s of key %d, which is %s; seen was spell %d of %d, known is all before step %d",
            value, key, truth, member.seen(key), truth.latest(), member.knowsSince(step))
        .isNotNegative();
    member.saw(key, spell);
  }

  private static @Nullable Integer get(Member member, int key) {
    return member.cache().get(key);
  }

  private static Set<Integer> keys(int key) {
    return Set.of(key, (key + 1) % KEYS);
  }

  // ---- changes

  private void change(Member member, int key) {
    Deed deed = deed(random.nextInt(100));
    boolean losesAnswer = !member.isCut() && random.nextInt(20) == 0;
    Integer there = misses ? foundBefore(member, key, losesAnswer) : truths.get(key).now();
    member.node().link().loseAnswers(losesAnswer);
    try {
      deed.on(member.cache(), key, ++nextValue, there);
      log(deed + " " + key + " (" + nextValue + ")", member);
      if (deed.isOfTags()) {
        // What was outdated here before and has another tag may stay so, as long as it may at all.
        truths.forEach(this::note);
        member.recall(nextValue % TAGS, nextValue);
      } else {
        IntStream.range(0, KEYS)
            .filter(k -> deed.concerns(k, key, nextValue))
            .forEach(k -> wrote(member, k));
      }
    } catch (CacheException e) {
      log(deed + " " + key + " (" + nextValue + ") fails", member);
      assertThat(misses && member.isCut()).as("may it fail: %s", e).isFalse();
      boolean leased = deed == Deed.INVOKE && clock.nanos() < orphanedUntil[key];
      assertThat(member.isCut() || losesAnswer || leased).as("may it fail: %s", e).isTrue();
    } finally {
      member.node().link().loseAnswers(false);
    }
    if (deed == Deed.INVOKE && losesAnswer) {
      orphanedUntil[key] = clock.nanos() + LEASE.toNanos();
    }
    if (misses && member.isAway()) {
      IntStream.range(0, KEYS)
          .filter(k -> k == key || Deed.OF_MANY.contains(deed))
          .forEach(k -> member.overtake(k, nextValue));
    }
  }

  private Deed deed(int dice) {
    if (dice < 12) {
      return switch (dice % 4) {
        case 0 -> (dice == 0) ? Deed.CLEAR : Deed.INVALIDATE_PATTERN;
        case 1 -> Deed.INVALIDATE_PATTERN;
        case 2 -> Deed.EXPIRE_TAGS;
        default -> Deed.INVALIDATE_TAGS;
      };
    }
    return OF_ONE_KEY.get(random.nextInt(OF_ONE_KEY.size()));
  }

  /** Few, so that one drops some of the entries there are. */
  static String tagOf(int value) {
    return "t" + value % TAGS;
  }

  /** What a node finds where caches are empty that are away; all that it does is on that. */
  private @Nullable Integer foundBefore(Member member, int key, boolean losesAnswer) {
    if (member.isCut() || losesAnswer) {
      member.notice(clock.nanos());
      return null;
    }
    if (!member.mayBeAway(clock.nanos())) {
      return truths.get(key).now();
    }
    Integer found = member.cache().getFresh(key);
    if (found == null && truths.get(key).now() != null) {
      member.notice(clock.nanos());
    }
    return found;
  }

  /** Whoever has written sees that, or something later. */
  private void wrote(Member member, int key) {
    Truth truth = truths.get(key);
    int before = truth.latest();
    note(truth);
    if (truth.latest() > before) {
      member.saw(key, truth.latest());
    }
  }

  private void note(Truth truth) {
    truth.note(there(truths.indexOf(truth)), step);
  }

  /** What the authority has, past all nodes. */
  private @Nullable Integer there(int key) {
    Stored stored = lab.authority().cache(CACHE).peek(("i:" + key).getBytes(UTF_8));
    if (stored == null || (stored.expires() != 0 && stored.expires() <= lab.authority().millis())) {
      return null;
    }
    return (Integer) CODEC.decode(stored.bytes(), stored.offset());
  }

  // ---- time

  private void pass(int millis) {
    clock.advance(Duration.ofMillis(millis));
    members.forEach(Member::tick);
    sinceRepair += millis;
    if (sinceRepair >= REPAIR_MILLIS) {
      sinceRepair = 0;
      truths.forEach(this::note);
      members.forEach(member -> member.repair(step, clock.nanos()));
      log("and all others compare", members.get(0));
    }
  }

  // ---- disturbances

  private void disturbNews(Member member) {
    int waiting = member.inbox().size();
    if (!member.isHeld()) {
      member.hold(true, step);
      log("hears no news", member);
    } else if (waiting == 0 || random.nextInt(4) == 0) {
      member.hold(false, step);
      log("hears again", member);
    } else {
      disturb(member, random.nextInt(waiting));
      member.disturb(step);
    }
  }

  private void disturb(Member member, int place) {
    switch (random.nextInt(5)) {
      case 0 -> member.inbox().lose(place);
      case 1 -> member.inbox().repeat(place);
      case 2 -> member.inbox().shuffle(random);
      case 3 -> member.inbox().hear(1);
      default -> member.inbox().loseAll();
    }
    log("has news lost, doubled, shuffled or heard one by one", member);
  }

  private void disturbAuthority(Member member) {
    int dice = random.nextInt(20);
    if (dice < 3 && misses) {
      // All at once, so that the data may be others before anybody is back.
      members.forEach(each -> each.cut(true, step, clock.nanos()));
      log("and all others are cut off", member);
    } else if (dice < 14) {
      member.cut(!member.isCut(), step, clock.nanos());
      log(member.isCut() ? "is cut off" : "is back", member);
    } else if (dice < 17) {
      saved = lab.authority().save();
    } else {
      otherHistory(dice == 17 ? null : saved);
    }
  }

  private void otherHistory(@Nullable Map<String, MemoryCache.State> earlier) {
    if (earlier == null) {
      lab.authority().lose();
    } else {
      lab.authority().restore(earlier);
    }
    log("and all others have an authority with other data", members.get(0));
    truths.forEach(this::note);
    members.forEach(member -> member.forget(nextValue));
    members.forEach(member -> member.disturb(step));
  }

  @Override
  public void close() {
    lab.close();
  }
}
